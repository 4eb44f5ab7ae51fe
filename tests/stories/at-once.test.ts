import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import type { Answer } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { unitToHandOver, unitToReplace } from '../support/recovery.ts';
import { invitationTokenFor } from '../support/town.ts';

const app = useTestApp();
let admins: [TestUser, TestUser];
beforeAll(async () => {
  admins = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp({ roles: ['ADMIN'] })];
});

/**
 * Sends requests while the accounts are locked, so that all of them wait for the same rows, and then lets them go. The
 * order in which they get the lock is that of the database.
 */
async function atOnce(accounts: readonly TestUser[], sends: readonly (() => Promise<Answer<unknown>>)[]) {
  let answers: Promise<Answer<unknown>[]> | undefined;
  await app.db.transact(async (tx) => {
    for (const id of accounts.map((one) => one.id).sort())
      await tx.manager.query(`SELECT id FROM users WHERE id = ?${tx.forUpdate}`, [id]);
    answers ??= Promise.all(sends.map((send) => send()));
    await sleep(300);
  });
  return (await answers!).map(({ errors }) => (errors[0]?.extensions?.code ?? 'OK') as string);
}

const close = (person: TestUser) => () => person.client.execute(MUTATIONS.closeAccount, { password: person.password });
const rolesOf = async (person: TestUser) =>
  (await app.db.read.query<{ role: string }[]>('SELECT role FROM role_grants WHERE user_id = ?', [person.id])).map(
    ({ role }) => role,
  );
const isClosed = async (person: TestUser) =>
  (await app.db.read.query<unknown[]>('SELECT 1 FROM users WHERE id = ? AND closed_at IS NOT NULL', [person.id]))
    .length === 1;
const ownersOf = async (organizationId: string) =>
  (
    await app.db.read.query<{ user_id: string }[]>(
      "SELECT user_id FROM memberships WHERE organization_id = ? AND role = 'OWNER'",
      [organizationId],
    )
  ).map(({ user_id }) => user_id);

/** Both orders of the two requests happen within some rounds; the invariants are checked after each test. */
const ROUNDS = 6;

describe('at the same instant as an account is closed', () => {
  it('a role is given: either the role stands and the account stays open, or the other way round', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await app.signUp();
      const give = () =>
        admins[0].client.execute(MUTATIONS.setPlatformRoles, { userId: person.id, roles: ['REVIEWER'] });
      const sends = [close(person), give];
      const [first, second] = await atOnce([person], round % 2 === 0 ? sends : [...sends].reverse());
      const [closed, given] = round % 2 === 0 ? [first, second] : [second, first];
      expect([closed, given].filter((code) => code === 'OK')).toHaveLength(1);
      expect([await isClosed(person), await rolesOf(person)]).toEqual(
        closed === 'OK' ? [true, []] : [false, ['REVIEWER']],
      );
      expect(closed === 'OK' ? given : closed).toBe(closed === 'OK' ? 'NOT_FOUND' : 'INVALID_STATE');
    }
  });

  it('a role of two people is signed: either the role stands, or the account is closed', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await app.signUp();
      await admins[0].client.must(MUTATIONS.setPlatformRoles, { userId: person.id, roles: ['AUDITOR'] });
      const { account } = await admins[1].client.must(
        'query W($id: ID!) { account(id: $id) { waitingChanges { id } } }',
        { id: person.id },
      );
      const { id } = account.waitingChanges[0];
      const sign = () => admins[1].client.execute(MUTATIONS.signRoleChange, { id });
      const [closed, signed] = await atOnce([person], [close(person), sign]);
      expect([closed, signed].filter((code) => code === 'OK')).toHaveLength(1);
      expect([await isClosed(person), await rolesOf(person)]).toEqual(
        closed === 'OK' ? [true, []] : [false, ['AUDITOR']],
      );
      if (signed !== 'OK') await admins[1].client.must(MUTATIONS.withdrawRoleChange, { id, reason: '账户已注销' });
    }
  });

  it('a unit is handed over to it: the unit always has an owner', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { owner, organizationId, userId, heir } = await unitToHandOver(app);
      const hand = () => owner.client.execute(MUTATIONS.handOverUnit, { organizationId, userId });
      const sends = [close(heir), hand];
      const answers = await atOnce([heir], round % 2 === 0 ? sends : [...sends].reverse());
      expect(answers.filter((code) => code === 'OK')).toHaveLength(1);
      expect(await ownersOf(organizationId)).toEqual([(await isClosed(heir)) ? owner.id : heir.id]);
    }
  });

  it('the other owner leaves, or closes the account, too: one of them stays', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { owner, heir, organizationId } = await unitToReplace(app);
      await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId, email: heir.email, role: 'OWNER' } });
      await heir.client.must(MUTATIONS.acceptInvitation, { token: invitationTokenFor(app, heir.email) });
      const leave = () => heir.client.execute(MUTATIONS.removeMember, { organizationId, userId: heir.id });
      const answers = await atOnce([owner, heir], [close(owner), round % 2 === 0 ? leave : close(heir)]);
      expect(answers.filter((code) => code === 'OK')).toHaveLength(1);
      expect(await ownersOf(organizationId)).toHaveLength(1);
    }
  });
});
