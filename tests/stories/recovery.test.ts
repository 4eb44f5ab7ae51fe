import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { challengeOf, shownCode } from '../support/authenticator.ts';
import { HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { lettersTo, mailedToken } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { factorHolder, mover, unitToReplace } from '../support/recovery.ts';
import { invitationTokenFor } from '../support/town.ts';

const app = useTestApp();
let first: TestUser;
let second: TestUser;
beforeAll(async () => {
  first = await app.signUp({ name: '管理员甲', roles: ['ADMIN'] });
  second = await app.signUp({ name: '管理员乙', roles: ['ADMIN'] });
});

const reason = '已当面核对本人证件';
const prepareRemoval = async ({ id }: TestUser, by = first): Promise<string> =>
  (await by.client.must(MUTATIONS.prepareFactorRemoval, { userId: id, reason })).prepareFactorRemoval.id;
const prepareOwner = async (organizationId: string, { email }: TestUser, by = first): Promise<string> =>
  (await by.client.must(MUTATIONS.prepareOwnerReplacement, { organizationId, email, reason })).prepareOwnerReplacement
    .id;
const prepareWaiver = async ({ id }: TestUser, by = first): Promise<string> =>
  (await by.client.must(MUTATIONS.prepareAddressWaiver, { userId: id, reason })).prepareAddressWaiver.id;
const sign = async (id: string, by = second) =>
  (await by.client.must(MUTATIONS.signAccessChange, { id })).signAccessChange;
const refusedSign = (id: string, by: TestUser) => by.client.refused(MUTATIONS.signAccessChange, { id });
const changesOf = async ({ id }: TestUser) =>
  (await first.client.must('query C($id: ID!) { account(id: $id) { accessChanges { kind state } } }', { id })).account
    .accessChanges;
const membersOf = async (organizationId: string) => {
  const { organization } = await first.client.must(
    'query M($id: ID!) { organization(id: $id) { members { userId role } } }',
    { id: organizationId },
  );
  return Object.fromEntries(organization.members.map(({ userId, role }: any) => [userId, role]));
};

describe('a unit whose only owner is gone', () => {
  it('gets another one by two administrators; all members are told, and nothing else changes', async () => {
    const { owner, heir, organizationId } = await unitToReplace(app);
    const member = await app.signUp();
    await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId, email: member.email, role: 'EDITOR' } });
    const token = invitationTokenFor(app, member.email);
    await member.client.must(MUTATIONS.acceptInvitation, { token });
    const id = await prepareOwner(organizationId, heir);
    expect(await membersOf(organizationId), 'nothing has changed yet').toEqual({
      [owner.id]: 'OWNER',
      [member.id]: 'EDITOR',
    });
    expect(await refusedSign(id, first)).toMatchObject({ code: 'FORBIDDEN', key: 'recovery.secondAdmin' });
    expect(await sign(id)).toMatchObject({ state: 'DONE' });
    expect(await membersOf(organizationId)).toEqual({
      [owner.id]: 'MEMBER',
      [member.id]: 'EDITOR',
      [heir.id]: 'OWNER',
    });
    await app.server.tick();
    await expect.poll(() => lettersTo(app, heir.email).join()).toContain('的负责人：可以修改单位资料');
    for (const person of [owner, member])
      await expect.poll(() => lettersTo(app, person.email).join()).toContain('换了负责人');
    expect(await changesOf(heir)).toEqual([{ kind: 'UNIT_OWNER', state: 'DONE' }]);
    expect(
      await owner.client.refused(MUTATIONS.setMemberRole, { organizationId, userId: owner.id, role: 'OWNER' }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('gets only somebody with an account, a verified address and no suspension, and only where no owner can act', async () => {
    const { owner, heir, organizationId } = await unitToReplace(app);
    const refused = (email: string, by = first) =>
      by.client.refused(MUTATIONS.prepareOwnerReplacement, { organizationId, email, reason });
    expect(await refused('nobody@example.test')).toMatchObject({ code: 'NOT_FOUND', field: 'email' });
    const unverified = await app.signUp({ verified: false });
    expect(await refused(unverified.email)).toMatchObject({ key: 'email.accountUnverified' });
    const suspended = await app.signUp();
    await second.client.must(MUTATIONS.suspendAccount, { userId: suspended.id, reason });
    expect(await refused(suspended.email)).toMatchObject({ key: 'recovery.suspended' });
    expect(await refused(owner.email)).toMatchObject({ field: 'email', key: 'recovery.isOwner' });
    expect(await refused(first.email), 'nobody makes themselves the owner').toMatchObject({
      code: 'FORBIDDEN',
      key: 'recovery.ownAccess',
    });
    const id = await prepareOwner(organizationId, heir);
    expect(await refused(heir.email)).toMatchObject({ key: 'recovery.waits' });
    // A second owner appears before the signature: now the unit can help itself.
    await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId, email: heir.email, role: 'OWNER' } });
    const token = invitationTokenFor(app, heir.email);
    await heir.client.must(MUTATIONS.acceptInvitation, { token });
    expect(await refusedSign(id, second)).toMatchObject({ code: 'INVALID_STATE', key: 'organization.otherOwners' });
    expect((await second.client.must(MUTATIONS.withdrawAccessChange, { id })).withdrawAccessChange).toMatchObject({
      state: 'CLOSED',
      order: { state: 'REFUSED' },
    });
    expect(await refusedSign(id, second)).toMatchObject({ key: 'recovery.closed' });
  });

  it('a suspended owner is replaced as well, and an administrator who belongs to the unit keeps out', async () => {
    const { owner, heir, organizationId } = await unitToReplace(app);
    const insider = await app.signUp({ roles: ['ADMIN'] });
    await owner.client.must(MUTATIONS.inviteMember, {
      input: { organizationId, email: insider.email, role: 'MEMBER' },
    });
    const token = invitationTokenFor(app, insider.email);
    await insider.client.must(MUTATIONS.acceptInvitation, { token });
    await second.client.must(MUTATIONS.suspendAccount, { userId: owner.id, reason });
    const id = await prepareOwner(organizationId, heir);
    expect(await refusedSign(id, insider)).toMatchObject({ code: 'FORBIDDEN', key: 'recovery.ownUnit' });
    await sign(id);
    expect(await membersOf(organizationId)).toMatchObject({ [owner.id]: 'MEMBER', [heir.id]: 'OWNER' });
  });
});

describe('an owner who hands the unit over', () => {
  it('does it alone, to another member, and stays as an editor', async () => {
    const { owner, heir, organizationId } = await unitToReplace(app);
    const handOver = { organizationId, userId: heir.id };
    expect(await owner.client.refused(MUTATIONS.handOverUnit, handOver), 'only to a member').toMatchObject({
      code: 'NOT_FOUND',
      field: 'userId',
    });
    await owner.client.must(MUTATIONS.inviteMember, { input: { organizationId, email: heir.email, role: 'MEMBER' } });
    const token = invitationTokenFor(app, heir.email);
    await heir.client.must(MUTATIONS.acceptInvitation, { token });
    expect(await heir.client.refused(MUTATIONS.handOverUnit, handOver)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await owner.client.refused(MUTATIONS.handOverUnit, { organizationId, userId: owner.id })).toMatchObject({
      field: 'userId',
      key: 'organization.ownOwnership',
    });
    expect((await owner.client.must(MUTATIONS.handOverUnit, handOver)).handOverUnit.viewerRole).toBe('EDITOR');
    expect(await membersOf(organizationId)).toEqual({ [owner.id]: 'EDITOR', [heir.id]: 'OWNER' });
    await app.server.tick();
    await expect.poll(() => lettersTo(app, heir.email).join()).toContain('的负责人：可以修改单位资料');
    await expect.poll(() => lettersTo(app, owner.email).join()).toContain('换了负责人');
    expect(await owner.client.refused(MUTATIONS.handOverUnit, handOver)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a lost phone without recovery codes', () => {
  it('two administrators agree, a day passes, and the password alone signs in again', async () => {
    const holder = await factorHolder(app);
    const id = await prepareRemoval(holder);
    expect(await refusedSign(id, first)).toMatchObject({ key: 'recovery.secondAdmin' });
    expect(await sign(id)).toMatchObject({ state: 'WAITING' });
    await app.server.tick();
    await expect.poll(() => lettersTo(app, holder.email).join()).toContain('同意移除您账户的两步验证');
    expect((await holder.client.must('{ viewer { secondFactorsRemovedAt } }')).viewer.secondFactorsRemovedAt).toEqual(
      expect.any(String),
    );
    await app.pass(23 * HOUR_MS);
    await challengeOf(app, holder);
    await app.pass(HOUR_MS + MINUTE_MS);
    expect(await changesOf(holder)).toEqual([{ kind: 'SECOND_FACTORS', state: 'DONE' }]);
    expect((await holder.client.must('{ viewer { id } }')).viewer, 'the sessions are over').toBeNull();
    await app.as(holder);
  });

  it.each(['the link in the letter', 'a sign-in with the code', 'the account page'])(
    'its holder stops it by %s',
    async (how) => {
      const holder = await factorHolder(app);
      await sign(await prepareRemoval(holder));
      if (how === 'the link in the letter') {
        const token = await mailedToken(app, holder.email, '/keep-second-factors');
        await app.anonymous().must(MUTATIONS.keepSecondFactors, { token });
        expect(await app.anonymous().refused(MUTATIONS.keepSecondFactors, { token })).toMatchObject({
          key: 'link.unknown',
        });
      } else if (how === 'the account page') {
        await holder.client.must(MUTATIONS.keepOwnSecondFactors);
      } else {
        const challenge = await challengeOf(app, holder);
        const code = shownCode(holder.secret, app.clock.now());
        await app.anonymous().must(MUTATIONS.confirmSecondFactor, { challenge, code });
      }
      await app.pass(25 * HOUR_MS);
      expect(await changesOf(holder)).toEqual([{ kind: 'SECOND_FACTORS', state: 'CLOSED' }]);
      await challengeOf(app, holder);
    },
  );

  it('is nobody’s own matter, and needs a factor', async () => {
    const holder = await factorHolder(app);
    await app.grant(holder, 'ADMIN');
    const again = { client: app.anonymous() };
    const challenge = await challengeOf(app, holder);
    await again.client.must(MUTATIONS.confirmSecondFactor, {
      challenge,
      code: shownCode(holder.secret, app.clock.now()),
    });
    expect(await again.client.refused(MUTATIONS.prepareFactorRemoval, { userId: holder.id, reason })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'recovery.ownAccess',
    });
    const id = await prepareRemoval(holder);
    expect(await again.client.refused(MUTATIONS.signAccessChange, { id })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'recovery.ownAccess',
    });
    const without = await app.signUp();
    expect(await first.client.refused(MUTATIONS.prepareFactorRemoval, { userId: without.id, reason })).toMatchObject({
      key: 'recovery.noFactor',
    });
  });
});

describe('an address that nobody reads any more', () => {
  it('changes without the old one, a day after two administrators agreed', async () => {
    const person = await mover(app);
    await sign(await prepareWaiver(person));
    await app.server.tick();
    await expect.poll(() => lettersTo(app, person.email).join()).toContain('称这个邮箱已无人使用');
    await app.pass(23 * HOUR_MS);
    expect((await person.client.must('{ viewer { email } }')).viewer.email).toBe(person.email);
    await app.pass(HOUR_MS + MINUTE_MS);
    expect((await person.client.must('{ viewer { email } }')).viewer.email).toBe(person.newEmail);
    expect(await changesOf(person)).toEqual([{ kind: 'ADDRESS', state: 'DONE' }]);
  });

  it('stays when somebody does read it and objects', async () => {
    const person = await mover(app);
    await sign(await prepareWaiver(person));
    const token = await mailedToken(app, person.email, '/old-address');
    await app.anonymous().must(MUTATIONS.answerAddressChange, { token, agrees: false });
    await app.pass(25 * HOUR_MS);
    expect((await person.client.must('{ viewer { email } }')).viewer.email).toBe(person.email);
    expect(await changesOf(person)).toEqual([{ kind: 'ADDRESS', state: 'CLOSED' }]);
  });

  it('needs a new address that its holder has confirmed, and a request that has not been replaced', async () => {
    const person = await app.signUp();
    const prepare = () => first.client.refused(MUTATIONS.prepareAddressWaiver, { userId: person.id, reason });
    expect(await prepare()).toMatchObject({ key: 'recovery.noAddressChange' });
    await person.client.must(MUTATIONS.askAddressChange, {
      newEmail: `new-${person.email}`,
      password: person.password,
    });
    expect(await prepare()).toMatchObject({ key: 'recovery.noAddressChange' });
    const other = await mover(app);
    const id = await prepareWaiver(other);
    await other.client.must(MUTATIONS.askAddressChange, { newEmail: `x-${other.email}`, password: other.password });
    expect(await refusedSign(id, second)).toMatchObject({ key: 'recovery.changedSince' });
  });
});
