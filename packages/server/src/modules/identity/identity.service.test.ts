import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole, type ViewerSession } from '../../context.js';
import { newId } from '../../lib/ids.js';
import { contextFor, cpuMsOf, newViewer, testServices, type TestContext, type TestServices } from '../../testing.js';
import { ATTEMPT_LIMITS, SESSION_LIFETIME_MS } from './identity.rules.js';
import * as identity from './identity.service.js';
import { Session } from './session.entity.js';
import { Credential } from './user.entity.js';

const ACCOUNT = { email: 'chen@example.test', password: 'a-good-password', name: '陈小红' };

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const visitor = (address?: string): TestContext => contextFor(services, null, address === undefined ? {} : { address });
const sessions = () => services.db.read.find(Session);
const tokenOf = (context: TestContext): string => context.tokens.at(-1) ?? '';
const viewerOf = (context: TestContext): Promise<ViewerSession | null> => identity.findViewer(services, tokenOf(context));
async function signUp(account: Partial<typeof ACCOUNT> = {}): Promise<TestContext> {
  const context = visitor();
  await identity.signUp(context, { ...ACCOUNT, ...account });
  return context;
}
async function signIn(password = ACCOUNT.password, address?: string, email = ACCOUNT.email): Promise<TestContext> {
  const context = visitor(address);
  await identity.signIn(context, email, password);
  return context;
}
const outcome = (attempt: Promise<unknown>): Promise<string> => attempt.then(() => 'in', (error: { code?: string; key?: string }) => `${error.code} ${error.key}`);

describe('signing up', () => {
  it('makes an account and signs it in', async () => {
    const context = await signUp({ email: ' CHEN@Example.test ', name: ' 陈小红 ' });
    expect(context.viewer).toMatchObject({ name: '陈小红', roles: new Set() });
    expect(await viewerOf(context)).toEqual(context.viewer);
    expect(await identity.getOwnEmail(context, context.viewer?.userId ?? '')).toBe('chen@example.test');
  });

  it('keeps neither the password nor the token', async () => {
    const context = await signUp();
    const stored = JSON.stringify([await services.db.read.find(Credential), await sessions()]);
    expect(stored, 'who steals the database must not be able to sign in with it').not.toContain(ACCOUNT.password);
    expect(stored).not.toContain(tokenOf(context));
    expect(stored).toContain('$argon2id$');
  });

  it('refuses an address that has an account, however it is written, also side by side', async () => {
    const outcomes = await Promise.all(['chen@example.test', 'CHEN@example.test', 'ｃhen@example.test'].map((email) => outcome(signUp({ email }))));
    expect(outcomes.sort()).toEqual(['CONFLICT email.taken', 'CONFLICT email.taken', 'in']);
    expect(await services.db.read.count(Credential)).toBe(1);
    expect(await sessions(), 'who was refused is not signed in').toHaveLength(1);
  });

  it.each([
    [{ email: 'x' }, 'email'],
    [{ password: 'short' }, 'password'],
    [{ name: ' ' }, 'name'],
    [{ name: '字'.repeat(51) }, 'name'],
    [{ name: '\u202eevil' }, 'name'],
  ])('refuses %j and records nothing', async (account, field) => {
    await expect(signUp(account)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await services.db.read.count(Credential)).toBe(0);
  });
});

describe('signing in', () => {
  it('takes the address in any writing, and starts a session of its own', async () => {
    const first = await signUp();
    const second = await signIn(ACCOUNT.password, undefined, 'CHEN@EXAMPLE.TEST');
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(await sessions()).toHaveLength(2);
    expect(second.viewer?.userId).toBe(first.viewer?.userId);
  });

  it('gives a new id to who is signed in already, and the old one is worth nothing', async () => {
    const context = await signUp();
    const planted = tokenOf(context);
    await identity.signIn(context, ACCOUNT.email, ACCOUNT.password);
    expect(tokenOf(context), 'a token that someone planted before must not become a signed-in one').not.toBe(planted);
    expect(await identity.findViewer(services, planted)).toBeNull();
    expect(await sessions()).toHaveLength(1);
  });

  it('tells a wrong password and an unknown address alike', async () => {
    await signUp();
    const [wrong, unknown] = await Promise.all([outcome(signIn('wrong-password')), outcome(signIn(ACCOUNT.password, undefined, 'nobody@example.test'))]);
    expect(wrong).toBe('UNAUTHENTICATED signIn.refused');
    expect(unknown, 'or anyone could ask who has an account here').toBe(wrong);
  });

  it('takes as long for an unknown address as for a known one', async () => {
    await signUp();
    await outcome(signIn('wrong-password'));
    // By the processor's time, which is nearly all that a password costs and does not depend on what else the machine does.
    const timed = async (email: string): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 4; round += 1) times.push(await cpuMsOf(() => outcome(signIn('wrong-password', `198.51.100.${round}`, email))));
      return Math.min(...times);
    };
    const [known, unknown] = [await timed(ACCOUNT.email), await timed('nobody@example.test')];
    expect(unknown, 'verify against the decoy, or the time tells who has an account').toBeGreaterThan(known / 4);
  });

  it('is refused after ten wrong passwords, with the right one too, until the window ends', async () => {
    await signUp();
    for (let attempt = 0; attempt < ATTEMPT_LIMITS.perAccount; attempt += 1) expect(await outcome(signIn('wrong-password'))).toBe('UNAUTHENTICATED signIn.refused');
    expect(await outcome(signIn('wrong-password'))).toBe('LIMIT_EXCEEDED signIn.tooMany');
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.9')), 'another address does not help: the account is limited').toBe('LIMIT_EXCEEDED signIn.tooMany');
    await expect(signIn()).rejects.toMatchObject({ params: { minutes: 15 } });
    services.clock.advance(ATTEMPT_LIMITS.windowMs);
    expect(await outcome(signIn())).toBe('in');
  });

  it('lets no guess slip through that is sent beside others', async () => {
    await signUp();
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => outcome(signIn(`guess-number-${index}`, `198.51.100.${index}`))));
    expect(outcomes.filter((one) => one.startsWith('UNAUTHENTICATED')), 'exactly ten are looked at, however many come at once').toHaveLength(ATTEMPT_LIMITS.perAccount);
    expect(outcomes.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(20);
  });

  it('counts by every writing of an address together', async () => {
    await signUp();
    const writings = ['chen@example.test', 'CHEN@example.test', 'ｃhen@example.test', ' chen@EXAMPLE.test'];
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, index) => outcome(signIn('wrong-password', undefined, writings[index % writings.length]))));
    expect(outcomes.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(2);
  });

  it('with the right password clears the count', async () => {
    await signUp();
    for (let attempt = 1; attempt < ATTEMPT_LIMITS.perAccount; attempt += 1) await outcome(signIn('wrong-password'));
    expect(await outcome(signIn())).toBe('in');
    for (let attempt = 1; attempt < ATTEMPT_LIMITS.perAccount; attempt += 1) await outcome(signIn('wrong-password'));
    expect(await outcome(signIn()), 'nine mistakes, a success and nine mistakes are no attack').toBe('in');
  });

  it('from one network address is refused after a hundred wrong guesses at many accounts', async () => {
    await signUp();
    const guess = (index: number) => outcome(signIn('wrong-password', '203.0.113.7', `somebody${index}@example.test`));
    await guess(0);
    // A hundred real guesses would take this test ten seconds.
    await services.db.transact((tx) => tx.manager.query("UPDATE sign_in_attempts SET attempts = ? WHERE attempt_key = 'address:203.0.113.7'", [ATTEMPT_LIMITS.perAddress - 2]));
    const outcomes = await Promise.all([1, 2, 3, 4].map(guess));
    expect(outcomes.filter((one) => one.startsWith('UNAUTHENTICATED')), 'the 99th and the 100th are looked at').toHaveLength(2);
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.7')), 'that address waits').toBe('LIMIT_EXCEEDED signIn.tooMany');
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.8')), 'others do not').toBe('in');
  });

  it('of many people behind one address does not add up', async () => {
    await signUp();
    await outcome(signIn('wrong-password'));
    for (let person = 0; person < 3; person += 1) await signIn();
    const rows = await services.db.read.query<{ attempts: number }[]>("SELECT attempts FROM sign_in_attempts WHERE attempt_key LIKE 'address:%'");
    expect(rows[0]?.attempts, 'a right password takes its own attempt back, and only its own').toBe(1);
  });
});

describe('a session', () => {
  it('ends after thirty days, to the millisecond', async () => {
    const context = await signUp();
    services.clock.advance(SESSION_LIFETIME_MS - 1);
    expect(await viewerOf(context)).not.toBeNull();
    services.clock.advance(1);
    expect(await viewerOf(context)).toBeNull();
  });

  it('ends by signing out, and the cookie with it', async () => {
    const context = await signUp();
    const token = tokenOf(context);
    expect(await identity.signOut(context)).toBe(true);
    expect(context.tokens.at(-1), 'the cookie is cleared').toBeNull();
    expect(context.viewer).toBeNull();
    expect(await identity.findViewer(services, token)).toBeNull();
    expect(await identity.signOut(context), 'there is none any more').toBe(false);
  });

  it.each(['', 'x', 'null', "' OR 1=1 --"])('is not held by a token of %j', async (token) => {
    await signUp();
    expect(await identity.findViewer(services, token)).toBeNull();
  });

  it('notes its last use every five minutes, not at every page', async () => {
    const context = await signUp();
    const lastSeen = async () => (await sessions())[0]?.lastSeenAt;
    const began = await lastSeen();
    services.clock.advance(5 * 60_000);
    await viewerOf(context);
    expect(await lastSeen(), 'reading a page must not be a write').toEqual(began);
    services.clock.advance(1);
    await viewerOf(context);
    expect(await lastSeen()).toEqual(services.clock.now());
  });

  it('sees roles that were given or taken meanwhile', async () => {
    const context = await signUp();
    await identity.grantRole(services, ACCOUNT.email, PlatformRole.REVIEWER);
    expect((await viewerOf(context))?.roles, 'a role that is taken away ends at once').toEqual(new Set(['REVIEWER']));
  });

  it('of one\'s own can be ended, another person\'s does not exist', async () => {
    const [own, other] = [await signUp(), await signUp({ email: 'li@example.test' })];
    const elsewhere = await signIn();
    await identity.endSession(own, elsewhere.viewer?.sessionId ?? '');
    expect(await viewerOf(elsewhere)).toBeNull();
    for (const id of [other.viewer?.sessionId ?? '', newId(), 'x']) await expect(identity.endSession(own, id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    expect(await viewerOf(other), 'it goes on').not.toBeNull();
    await expect(identity.endSession(visitor(), newId())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('stays when all others are ended', async () => {
    const own = await signUp();
    const [elsewhere, other] = [await signIn(), await signUp({ email: 'li@example.test' })];
    await identity.endOtherSessions(own);
    expect([await viewerOf(own), await viewerOf(elsewhere), await viewerOf(other)].map((viewer) => viewer !== null)).toEqual([true, false, true]);
  });
});

describe('a new password', () => {
  it('ends all other sessions, which a thief may hold, and replaces the old one', async () => {
    const own = await signUp();
    const thief = await signIn();
    await identity.changePassword(own, ACCOUNT.password, 'a-better-password');
    expect(await viewerOf(own)).not.toBeNull();
    expect(await viewerOf(thief)).toBeNull();
    expect(await outcome(signIn())).toBe('UNAUTHENTICATED signIn.refused');
    expect(await outcome(signIn('a-better-password'))).toBe('in');
  });

  it('needs the old one, which cannot be guessed here either', async () => {
    const own = await signUp();
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, index) => outcome(identity.changePassword(own, `guess-${index}`, 'a-better-password'))));
    expect(guesses.filter((one) => one === 'BAD_USER_INPUT password.wrong')).toHaveLength(ATTEMPT_LIMITS.perAccount);
    expect(guesses.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(2);
  });

  it('has to be a good one, or nothing changes', async () => {
    const own = await signUp();
    await expect(identity.changePassword(own, ACCOUNT.password, 'short')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'newPassword' });
    expect(await outcome(signIn())).toBe('in');
  });
});

describe('platform roles', () => {
  it('are given exactly as asked by administrators', async () => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN]));
    const { userId } = await newViewer(services, [PlatformRole.TREASURER]);
    const account = await identity.setPlatformRoles(admin, userId, [PlatformRole.REVIEWER, PlatformRole.REVIEWER]);
    expect(account.roles).toEqual(['REVIEWER']);
    expect(await identity.listRoles(admin, userId)).toEqual(['REVIEWER']);
  });

  it.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a person', [], 'FORBIDDEN'],
    ['a reviewer', [PlatformRole.REVIEWER], 'FORBIDDEN'],
    ['a treasurer', [PlatformRole.TREASURER], 'FORBIDDEN'],
  ])('are not given by %s, who does not see the accounts either', async (_, roles, code) => {
    const context = contextFor(services, roles === null ? null : await newViewer(services, roles));
    const { userId } = await newViewer(services);
    await expect(identity.setPlatformRoles(context, userId, [PlatformRole.ADMIN])).rejects.toMatchObject({ code });
    await expect(identity.listAccounts(context, null, {})).rejects.toMatchObject({ code });
    expect(await identity.listRoles(context, userId)).toEqual([]);
  });

  it('of one\'s own: an administrator cannot stop being one, so that one always remains', async () => {
    const viewer = await newViewer(services, [PlatformRole.ADMIN]);
    const admin = contextFor(services, viewer);
    await expect(identity.setPlatformRoles(admin, viewer.userId, [PlatformRole.REVIEWER])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', key: 'roles.ownAdmin', field: 'roles' });
    expect(await identity.listRoles(admin, viewer.userId), 'nothing is recorded').toEqual(['ADMIN']);
    expect((await identity.setPlatformRoles(admin, viewer.userId, [PlatformRole.REVIEWER, PlatformRole.ADMIN])).roles.sort()).toEqual(['ADMIN', 'REVIEWER']);
  });

  it.each(['01900000-0000-7000-8000-000000000000', 'x', ''])('of account %j: there is none', async (userId) => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN]));
    await expect(identity.setPlatformRoles(admin, userId, [])).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'userId' });
  });

  it('from the command line are added to those held', async () => {
    const context = await signUp();
    const userId = context.viewer?.userId ?? '';
    for (const role of [PlatformRole.ADMIN, PlatformRole.TREASURER, PlatformRole.ADMIN]) await identity.grantRole(services, ' CHEN@example.test', role);
    expect((await identity.listRoles(context, userId)).sort()).toEqual(['ADMIN', 'TREASURER']);
    await expect(identity.grantRole(services, 'nobody@example.test', PlatformRole.ADMIN)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'email' });
  });
});

describe('the list of accounts', () => {
  it('pages, newest first, and finds by part of a name or address as it stands', async () => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN], 'Admin'));
    for (const name of ['Zhang 100%', '张_三', 'zhang li']) await newViewer(services, [], name);
    const names = async (search: string | null) => (await identity.listAccounts(admin, search, {})).edges.map(({ node }) => node.name);
    expect(await names(null)).toEqual(['zhang li', '张_三', 'Zhang 100%', 'Admin']);
    expect(await names('ZHANG'), 'the case does not matter, on any database, and pinyin finds Chinese names').toEqual(['zhang li', '张_三', 'Zhang 100%']);
    expect(await names('100%')).toEqual(['Zhang 100%']);
    expect(await names('%'), 'a percent sign is one, not a pattern').toEqual(['Zhang 100%']);
    expect(await names('_')).toEqual(['张_三']);
    expect(await names("' OR 1=1 --")).toEqual([]);
    expect(await names('EXAMPLE.TEST')).toHaveLength(4);
    const first = await identity.listAccounts(admin, null, { first: 3 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await identity.listAccounts(admin, null, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.edges, ...second.edges].map(({ node }) => node.name)).toEqual(await names(null));
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await second.count()).toBe(4);
    await expect(identity.listAccounts(admin, null, { first: 101 })).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED', field: 'first' });
    await expect(identity.listAccounts(admin, null, { first: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
    await expect(identity.listAccounts(admin, null, { after: 'x' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
  });
});
