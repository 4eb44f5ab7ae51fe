import { RequestPasswordResetDocument, ResetPasswordDocument, SignInDocument } from '@hongchuang/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { addApp, challengeOf, shownCode } from '../support/authenticator.ts';
import { lettersTo, resetTokenFor } from '../support/letters.ts';
import { HOUR_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { mover, preparedRemoval } from '../support/recovery.ts';
import { createTown, type Town } from '../support/town.ts';

const app = useTestApp();
let first: TestUser;
let second: TestUser;
let town: Town;
beforeAll(async () => {
  first = await app.signUp({ name: '管理员甲', roles: ['ADMIN'] });
  second = await app.signUp({ name: '管理员乙', roles: ['ADMIN'] });
  town = await createTown(app);
});

const REASON = '账号疑似被盗 先停用再核实';
const suspend = (by: TestUser, who: TestUser, reason = REASON) =>
  by.client.must(MUTATIONS.suspendAccount, { userId: who.id, reason });
const restore = (by: TestUser, who: TestUser) =>
  by.client.must(MUTATIONS.restoreAccount, { userId: who.id, reason: '已核实为本人' });
const whoIs = async ({ client }: Pick<TestUser, 'client'>) => (await client.must('{ viewer { id } }')).viewer?.id;
const ACCOUNT = `query Account($id: ID!) { account(id: $id) {
  roles suspendedAt viewerMaySuspend sessions { device }
  suspensions { reason suspendedBy restoredAt restoredBy restoreReason viewerMayRestore }
} }`;
const accountOf = async (by: TestUser, { id }: TestUser) => (await by.client.must(ACCOUNT, { id })).account;
const signIn = ({ email, password }: TestUser) => ({ email, password });

describe('a suspended account', () => {
  it('has no session any more, and nobody signs in to it, by whatever way', async () => {
    const person = await app.signUp({ name: '被停用的人' });
    const { secret } = await addApp(app, person);
    const challenge = await challengeOf(app, person);
    const resetToken = await resetTokenFor(app, person);
    const phone = person.client;
    expect(await whoIs({ client: phone })).toBe(person.id);
    expect((await suspend(first, person)).suspendAccount.suspendedAt).not.toBeNull();
    expect(await whoIs({ client: phone })).toBeUndefined();

    const visitor = app.anonymous();
    expect(await visitor.refused(SignInDocument, signIn(person))).toMatchObject({
      code: 'UNAUTHENTICATED',
      key: 'signIn.suspended',
    });
    expect(
      await visitor.refused(SignInDocument, { ...signIn(person), password: 'not-the-password' }),
      'who does not know the password learns nothing',
    ).toMatchObject({ key: 'signIn.refused' });
    expect(
      await visitor.refused(MUTATIONS.confirmSecondFactor, { challenge, code: shownCode(secret, app.clock.now()) }),
      'a sign-in that waited for its code is over',
    ).toMatchObject({ field: 'challenge' });
    expect(
      await visitor.refused(ResetPasswordDocument, { token: resetToken, newPassword: 'quite-another-password' }),
    ).toMatchObject({ field: 'token', key: 'link.unknown' });
    await visitor.must(RequestPasswordResetDocument, { email: person.email });
    await app.server.tick();
    expect(
      lettersTo(app, person.email).filter((letter) => letter.includes('/reset-password')),
      'no further letter resets the password',
    ).toHaveLength(1);

    await restore(second, person);
    expect(await whoIs({ client: phone }), 'the old session stays over').toBeUndefined();
    await visitor.must(MUTATIONS.confirmSecondFactor, {
      challenge: await challengeOf(app, person),
      code: shownCode(secret, app.clock.now()),
    });
    expect(await whoIs({ client: visitor })).toBe(person.id);
  });

  it('tells its holder why, keeps its history, and is on record', async () => {
    const person = await app.signUp();
    await suspend(first, person);
    expect(await accountOf(second, person)).toMatchObject({
      sessions: [],
      viewerMaySuspend: false,
      suspensions: [
        { reason: REASON, suspendedBy: first.name, restoredAt: null, restoredBy: null, viewerMayRestore: true },
      ],
    });
    expect((await accountOf(first, person)).suspensions[0]).toMatchObject({ viewerMayRestore: false });
    await app.server.tick();
    await expect.poll(() => lettersTo(app, person.email).join()).toContain(REASON);
    await restore(second, person);
    await app.server.tick();
    await expect.poll(() => lettersTo(app, person.email).join()).toContain('已核实为本人');
    expect(await accountOf(first, person)).toMatchObject({
      suspendedAt: null,
      viewerMaySuspend: true,
      suspensions: [{ restoredBy: second.name, restoreReason: '已核实为本人', viewerMayRestore: false }],
    });
    const again = await app.as(person);
    const { viewer } = await again.must('{ viewer { trace(first: 10) { edges { node { kind { name } } } } } }');
    const kinds = viewer.trace.edges.map(({ node }: { node: { kind: { name: string } } }) => node.kind.name);
    expect(kinds).toEqual(expect.arrayContaining(['ACCOUNT_SUSPENDED', 'ACCOUNT_RESTORED']));
  });

  it('waits for no change of its address or its second factors any more', async () => {
    const person = await mover(app);
    await addApp(app, person);
    await second.client.must(MUTATIONS.signAccessChange, await preparedRemoval(app, person));
    await suspend(first, person);
    await app.pass(25 * HOUR_MS);
    const { account } = await first.client.must(
      'query A($id: ID!) { account(id: $id) { hasSecondFactor addressChange { id } accessChanges { state } } }',
      { id: person.id },
    );
    expect(account).toEqual({ hasSecondFactor: true, addressChange: null, accessChanges: [{ state: 'CLOSED' }] });
  });

  it('is found among the suspended ones', async () => {
    const person = await app.signUp();
    await suspend(first, person);
    const found = async (suspended: boolean | null) =>
      (
        await first.client.must(
          'query A($search: String, $suspended: Boolean) { accounts(search: $search, suspended: $suspended) { totalCount edges { node { id } } } }',
          { search: person.email, suspended },
        )
      ).accounts.totalCount;
    expect([await found(true), await found(false), await found(null)]).toEqual([1, 0, 1]);
    await restore(second, person);
    expect([await found(true), await found(false)]).toEqual([0, 1]);
  });

  it('closes the sockets of its holder at once', async () => {
    const person = await app.signUp();
    const feed = person.client.subscribe(
      'subscription C($topics: [String!]!) { changed(topics: $topics) { version } }',
      { topics: ['viewer:notices'] },
    );
    await feed.next();
    await suspend(first, person);
    expect(await feed.ended).toMatchObject({ code: 4403, reason: 'The session has ended' });
    await restore(second, person);
  });
});

describe('the roles and memberships of a suspended account', () => {
  it('are kept and count for nothing: nobody is told, nobody is let in, no order is signed', async () => {
    const auditor = await app.signUp({ roles: ['ADMIN'] });
    const person = await app.signUp();
    const { waitingChanges } = (
      await auditor.client.must(MUTATIONS.setPlatformRoles, { userId: person.id, roles: ['TREASURER'] })
    ).setPlatformRoles;
    await suspend(first, auditor);
    expect((await accountOf(first, auditor)).roles, 'they stay on record').toEqual(['ADMIN']);
    expect(
      await second.client.refused(MUTATIONS.signRoleChange, { id: waitingChanges[0].id }),
      'what it prepared is prepared anew',
    ).toMatchObject({ key: 'order.preparedAgainstDuty' });
    await restore(second, auditor);
    await second.client.must(MUTATIONS.signRoleChange, { id: waitingChanges[0].id });
    const again = await app.as(auditor);
    expect((await again.must('{ viewer { roles } }')).viewer.roles).toEqual(['ADMIN']);
  });

  it('a suspended owner counts as no owner, and nobody joins by their invitation meanwhile', async () => {
    const [owner, other, guest] = [await app.signUp(), await app.signUp(), await app.signUp()];
    const { createOrganization: unit } = await owner.client.must(MUTATIONS.createOrganization, {
      input: { name: '停用测试服务中心', kind: 'SOCIAL_WORK' },
    });
    const invite = async (by: TestUser, to: TestUser, role: string) => {
      await by.client.must(MUTATIONS.inviteMember, { input: { organizationId: unit.id, email: to.email, role } });
      const [, token] = /\/invitations\/([\w-]+)/.exec(lettersTo(app, to.email)[0]!)!;
      return { token };
    };
    await other.client.must(MUTATIONS.acceptInvitation, await invite(owner, other, 'OWNER'));
    const waiting = await invite(owner, guest, 'MEMBER');
    await suspend(first, owner);
    expect(await guest.client.refused(MUTATIONS.acceptInvitation, waiting)).toMatchObject({
      code: 'INVALID_STATE',
      key: 'invitation.closed',
    });
    expect(
      await other.client.refused(MUTATIONS.removeMember, { organizationId: unit.id, userId: other.id }),
      'the only owner who can act stays',
    ).toMatchObject({ key: 'organization.lastOwner' });
    await restore(second, owner);
    await guest.client.must(MUTATIONS.acceptInvitation, waiting);
    await other.client.must(MUTATIONS.removeMember, { organizationId: unit.id, userId: other.id });
  });
});

describe('who suspends and restores', () => {
  it('nobody suspends themselves, restores what they suspended, or does either twice', async () => {
    const person = await app.signUp();
    expect(await first.client.refused(MUTATIONS.suspendAccount, { userId: first.id, reason: REASON })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'account.own',
    });
    expect(await first.client.refused(MUTATIONS.restoreAccount, { userId: person.id, reason: REASON })).toMatchObject({
      code: 'INVALID_STATE',
      key: 'account.notSuspended',
    });
    await suspend(first, person);
    expect(await second.client.refused(MUTATIONS.suspendAccount, { userId: person.id, reason: REASON })).toMatchObject({
      code: 'INVALID_STATE',
      key: 'account.alreadySuspended',
    });
    expect(await first.client.refused(MUTATIONS.restoreAccount, { userId: person.id, reason: REASON })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'account.suspendedByViewer',
    });
    await restore(second, person);
  });

  it('an account that its holder closed is not found', async () => {
    const person = await app.signUp();
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });
    expect(await first.client.refused(MUTATIONS.suspendAccount, { userId: person.id, reason: REASON })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'userId',
    });
  });

  it('of two administrators who suspend each other at once, one remains', async () => {
    const [one, other] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp({ roles: ['ADMIN'] })];
    const results = await Promise.allSettled([suspend(one, other), suspend(other, one)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const suspended = [one, other].map(async (person) => (await accountOf(first, person)).suspendedAt !== null);
    expect((await Promise.all(suspended)).sort()).toEqual([false, true]);
  });

  it('the operator restores where no second administrator is left', async () => {
    const person = await app.signUp();
    await suspend(first, person);
    await app.restoreAccount(person.email);
    expect(await accountOf(first, person)).toMatchObject({ suspendedAt: null, suspensions: [{ restoredBy: null }] });
    await app.as(person);
  });

  it('an administrator signs somebody out, and the person signs in again', async () => {
    const person = await app.signUp();
    await first.client.must(MUTATIONS.signOutAccount, { userId: person.id, reason: '手机丢失 先退出登录' });
    expect(await whoIs(person)).toBeUndefined();
    await app.server.tick();
    await expect.poll(() => lettersTo(app, person.email).join()).toContain('手机丢失 先退出登录');
    await app.as(person);
    expect(
      await town.stranger.client.refused(MUTATIONS.signOutAccount, { userId: person.id, reason: 'x' }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });
});
