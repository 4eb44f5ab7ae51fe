import { afterEach, beforeEach, expect, it } from 'vitest';
import { oldDatabase, type OldDatabase } from '#testing';

let old: OldDatabase;
beforeEach(async () => {
  old = await oldDatabase();
});
afterEach(() => old.close());

it('roles from before there were scopes are for the whole city, and come back when the migration is undone', async () => {
  await old.revertUntilGone('role_grants');
  await old.fill('users', { id: 'a' });
  await old.run("INSERT INTO platform_role_grants (user_id, role) VALUES ('a', 'ADMIN'), ('a', 'REVIEWER')");
  await old.db.migrate();
  expect(
    await old.rows(
      'SELECT user_id, role, scope_kind, scope_id, granted_by_id, granted_at, valid_until FROM role_grants ORDER BY role',
    ),
  ).toEqual([
    {
      user_id: 'a',
      role: 'ADMIN',
      scope_kind: 'CITY',
      scope_id: '',
      granted_by_id: null,
      granted_at: null,
      valid_until: null,
    },
    {
      user_id: 'a',
      role: 'REVIEWER',
      scope_kind: 'CITY',
      scope_id: '',
      granted_by_id: null,
      granted_at: null,
      valid_until: null,
    },
  ]);
  await old.revertUntilGone('role_grants');
  expect(await old.rows('SELECT user_id, role FROM platform_role_grants ORDER BY role')).toEqual([
    { user_id: 'a', role: 'ADMIN' },
    { user_id: 'a', role: 'REVIEWER' },
  ]);
});
