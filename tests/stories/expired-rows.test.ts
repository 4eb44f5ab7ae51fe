import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { addApp, challengeOf } from '../support/authenticator.ts';
import { DAY_MS } from '../support/clock.ts';
import { mailedToken, resetTokenFor } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp();
const TABLES = ['account_letters', 'email_links', 'sign_in_challenges', 'limit_counts'];

const rowsIn = async (table: string): Promise<number> => {
  const [row] = await app.db.read.query<{ n: number | string }[]>(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(row!.n);
};
const counts = async () =>
  Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, (await rowsIn(table)) > 0] as const)));

it('letters, links and sign-ins whose time is over are deleted, and the new address of an ended change is forgotten', async () => {
  const person = await app.signUp({ verified: false });
  await mailedToken(app, person.email, '/verify-email');
  await resetTokenFor(app, person);
  const mover = await app.signUp();
  const newEmail = 'mover@example.test';
  await mover.client.must(MUTATIONS.askAddressChange, { newEmail, password: mover.password });
  await mailedToken(app, newEmail, '/new-address');
  const holder = await app.signUp();
  await addApp(app, holder);
  await challengeOf(app, holder);
  await app.server.tick();
  expect(await counts()).toEqual({
    account_letters: true,
    email_links: true,
    sign_in_challenges: true,
    limit_counts: true,
  });

  await app.pass(8 * DAY_MS);
  // The deletion and the end of the change are two jobs; the second run deletes what the first one ended.
  await app.pass(DAY_MS);
  expect(await counts()).toEqual({
    account_letters: false,
    email_links: false,
    sign_in_challenges: false,
    limit_counts: false,
  });
  expect(await app.db.read.query('SELECT new_email, ended_how FROM address_changes')).toEqual([
    { new_email: '', ended_how: 'EXPIRED' },
  ]);
});
