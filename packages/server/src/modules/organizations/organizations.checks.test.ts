import Libsql from 'libsql';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { openTestDatabase, temporaryFolder } from '../../testing.js';
import { organizationChecks } from './organizations.checks.js';

const NOBODY = '01890000-0000-7000-8000-000000000000';

/** A unit below another, both with an owner, and an address that was invited twice. */
const SOUND = `
  INSERT INTO users (id, name, created_at) VALUES ('u', '陈小红', '2017-06-08 00:00:00.000');
  INSERT INTO organizations (id, parent_id, name, kind, about, verification, search_text, created_at) VALUES
    ('top', NULL, '上级单位', 'PARTY_COMMITTEE', '', 'VERIFIED', '', '2017-06-08 00:00:00.000'),
    ('below', 'top', '下级单位', 'SOCIAL_WORK', '', 'WAITING', '', '2017-06-08 00:00:00.000');
  INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES
    ('u', 'top', 'OWNER', '2017-06-08 00:00:00.000'), ('u', 'below', 'OWNER', '2017-06-08 00:00:00.000');
  INSERT INTO invitations (id, organization_id, email, role, token_hash, status, invited_by, accepted_by, created_at, expires_at) VALUES
    ('i1', 'top', 'a@example.cn', 'MEMBER', '1', 'REVOKED', 'u', NULL, '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000'),
    ('i2', 'top', 'a@example.cn', 'MEMBER', '2', 'OPEN', 'u', NULL, '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000'),
    ('i3', 'below', 'a@example.cn', 'MEMBER', '3', 'ACCEPTED', 'u', 'u', '2017-06-08 00:00:00.000', '2017-06-22 00:00:00.000')`;

it.each([
  ['nothing', 'SELECT 1', []],
  ['an owner is gone', "DELETE FROM memberships WHERE organization_id = 'top'", ['every unit has an owner']],
  ['only an editor is left', "UPDATE memberships SET role = 'EDITOR' WHERE organization_id = 'top'", ['every unit has an owner']],
  ['a parent is gone', `UPDATE organizations SET parent_id = '${NOBODY}' WHERE id = 'top'`, ['every parent of a unit exists']],
  ['a unit is its own parent', "UPDATE organizations SET parent_id = 'below' WHERE id = 'below'", ['the tree of units has no circle and at most eight levels']],
  ['two units are above each other', "UPDATE organizations SET parent_id = 'below' WHERE id = 'top'", ['the tree of units has no circle and at most eight levels']],
  ['a member is gone', `UPDATE memberships SET user_id = '${NOBODY}' WHERE organization_id = 'top'`, ['every membership belongs to a user and a unit']],
  ['both invitations are open', "UPDATE invitations SET status = 'OPEN' WHERE organization_id = 'top'", ['an address has at most one open invitation to a unit']],
  ['nobody accepted', "UPDATE invitations SET accepted_by = NULL WHERE id = 'i3'", ['every accepted invitation says who accepted it, and no other does']],
  ['someone accepted what is open', "UPDATE invitations SET accepted_by = 'u' WHERE id = 'i2'", ['every accepted invitation says who accepted it, and no other does']],
])('when %s, the checks say so', async (_, damage, names) => {
  const folder = temporaryFolder();
  const db = await openTestDatabase(folder.path);
  // A connection of its own, without foreign keys: checks are for what no constraint prevented.
  const file = new Libsql(join(folder.path, 'test.sqlite'));
  try {
    file.exec('PRAGMA foreign_keys = OFF');
    file.exec(SOUND);
    file.exec(damage);
    const results = await runChecks({ db, env: { uploadDir: folder.path } }, organizationChecks);
    expect(results.filter(({ rows }) => rows.length > 0).map(({ name }) => name)).toEqual(names);
  } finally {
    file.close();
    await db.close();
    folder.remove();
  }
});
