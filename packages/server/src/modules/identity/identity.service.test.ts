import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole, type ViewerSession } from '../../context.js';
import { newId } from '../../lib/ids.js';
import { contextFor, newViewer, testServices, type TestContext, type TestServices } from '#testing';
import { LIMITS, type LimitName } from '../../limits/limits.js';
import * as emails from './emails.service.js';
import * as identity from './identity.service.js';
import { passwordWork } from './passwords.js';
import { grantRole } from './roles.service.js';
import { Session } from './session.entity.js';
import { SESSION_LIFETIME_MS } from './session.rules.js';
import * as sessionService from './sessions.service.js';
import { Credential } from './user.entity.js';

const ACCOUNT = { email: 'chen@example.test', password: 'a-good-password', name: '陈小红' };

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const visitor = (address?: string): TestContext => contextFor(services, null, address === undefined ? {} : { address });
/** Changes a limit, as the setting LIMITS does. */
const allow = (limit: LimitName, most: number): void =>
  void Object.assign(services, { env: { ...services.env, limits: new Map([[limit, most]]) } });
const sessions = () => services.db.read.find(Session);
const tokenOf = (context: TestContext): string => context.tokens.at(-1) ?? '';
const viewerOf = (context: TestContext): Promise<ViewerSession | null> =>
  sessionService.findViewer(services, tokenOf(context));
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
const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: { code?: string; key?: string }) => `${error.code} ${error.key}`,
  );

describe('signing up', () => {
  it('creates an account and signs it in', async () => {
    const context = await signUp({ email: ' CHEN@Example.test ', name: ' 陈小红 ' });
    expect(context.viewer).toMatchObject({ name: '陈小红', roles: new Set() });
    expect(await viewerOf(context)).toEqual(context.viewer);
    expect(await emails.getOwnEmail(context, context.viewer?.userId ?? '')).toBe('chen@example.test');
  });

  it('stores neither the password nor the token', async () => {
    const context = await signUp();
    const stored = JSON.stringify([await services.db.read.find(Credential), await sessions()]);
    expect(stored, 'a stolen database must not be enough to sign in').not.toContain(ACCOUNT.password);
    expect(stored).not.toContain(tokenOf(context));
    expect(stored).toContain('$argon2id$');
  });

  it('refuses an address that has an account, in any spelling and in concurrent requests', async () => {
    const outcomes = await Promise.all(
      ['chen@example.test', 'CHEN@example.test', 'ｃhen@example.test'].map((email) => outcome(signUp({ email }))),
    );
    expect(outcomes.sort()).toEqual(['CONFLICT email.taken', 'CONFLICT email.taken', 'in']);
    expect(await services.db.read.count(Credential)).toBe(1);
    expect(await sessions(), 'a refused person is not signed in').toHaveLength(1);
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
  it('accepts the address in any spelling, and starts a new session', async () => {
    const first = await signUp();
    const second = await signIn(ACCOUNT.password, undefined, 'CHEN@EXAMPLE.TEST');
    expect(tokenOf(second)).not.toBe(tokenOf(first));
    expect(await sessions()).toHaveLength(2);
    expect(second.viewer?.userId).toBe(first.viewer?.userId);
  });

  it('gives a signed-in person a new token, and the old one is invalid', async () => {
    const context = await signUp();
    const planted = tokenOf(context);
    await identity.signIn(context, ACCOUNT.email, ACCOUNT.password);
    expect(tokenOf(context), 'a token that another person planted before must not become a signed-in one').not.toBe(
      planted,
    );
    expect(await sessionService.findViewer(services, planted)).toBeNull();
    expect(await sessions()).toHaveLength(1);
  });

  it('reports a wrong password and an unknown address in the same way', async () => {
    await signUp();
    const [wrong, unknown] = await Promise.all([
      outcome(signIn('wrong-password')),
      outcome(signIn(ACCOUNT.password, undefined, 'nobody@example.test')),
    ]);
    expect(wrong).toBe('UNAUTHENTICATED signIn.refused');
    expect(unknown, 'otherwise everybody could find out who has an account here').toBe(wrong);
  });

  it('does the same work for an unknown address as for a known one', async () => {
    await signUp();
    const workOf = async (email: string): Promise<number> => {
      const before = passwordWork.done;
      await outcome(signIn('wrong-password', '198.51.100.1', email));
      return passwordWork.done - before;
    };
    expect(await workOf(ACCOUNT.email)).toBe(1);
    expect(await workOf('nobody@example.test'), 'or the time tells who has an account').toBe(1);
  });

  it('is refused after ten wrong passwords until the window ends, even with the right password', async () => {
    await signUp();
    for (let attempt = 0; attempt < LIMITS['signIn.account'].most; attempt += 1)
      expect(await outcome(signIn('wrong-password'))).toBe('UNAUTHENTICATED signIn.refused');
    expect(await outcome(signIn('wrong-password'))).toBe('LIMIT_EXCEEDED signIn.tooMany');
    expect(
      await outcome(signIn(ACCOUNT.password, '203.0.113.9')),
      'another network address does not help, because the account is limited',
    ).toBe('LIMIT_EXCEEDED signIn.tooMany');
    await expect(signIn()).rejects.toMatchObject({ params: { minutes: 15 } });
    services.clock.advance(LIMITS['signIn.account'].windowMs);
    expect(await outcome(signIn())).toBe('in');
  });

  it('counts concurrent guesses as well', async () => {
    await signUp();
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => outcome(signIn(`guess-number-${index}`, `198.51.100.${index}`))),
    );
    expect(
      outcomes.filter((one) => one.startsWith('UNAUTHENTICATED')),
      'exactly ten are checked, however many come at once',
    ).toHaveLength(LIMITS['signIn.account'].most);
    expect(outcomes.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(20);
  });

  it('counts all spellings of an address together', async () => {
    await signUp();
    const writings = ['chen@example.test', 'CHEN@example.test', 'ｃhen@example.test', ' chen@EXAMPLE.test'];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        outcome(signIn('wrong-password', undefined, writings[index % writings.length])),
      ),
    );
    expect(outcomes.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(2);
  });

  it('resets the count with the right password', async () => {
    await signUp();
    for (let attempt = 1; attempt < LIMITS['signIn.account'].most; attempt += 1)
      await outcome(signIn('wrong-password'));
    expect(await outcome(signIn())).toBe('in');
    for (let attempt = 1; attempt < LIMITS['signIn.account'].most; attempt += 1)
      await outcome(signIn('wrong-password'));
    expect(await outcome(signIn()), 'nine mistakes, a success and nine mistakes are no attack').toBe('in');
  });

  it('from one network is refused after too many wrong guesses at many accounts', async () => {
    await signUp();
    // A hundred real guesses would take ten seconds.
    allow('signIn.network', 3);
    const guess = (index: number) => outcome(signIn('wrong-password', '203.0.113.7', `somebody${index}@example.test`));
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(guess));
    expect(outcomes.filter((one) => one.startsWith('UNAUTHENTICATED'))).toHaveLength(3);
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.7')), 'that network has to wait').toBe(
      'LIMIT_EXCEEDED signIn.tooMany',
    );
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.8')), 'others do not').toBe('in');
  });

  it('counts an IPv6 network once, whichever of its addresses it uses', async () => {
    allow('signIn.network', 3);
    const guess = (host: string, index: number) =>
      outcome(signIn('wrong-password', `2001:db8:0:${host}::${index}`, `somebody${index}@example.test`));
    const outcomes: string[] = [];
    for (let index = 0; index < 5; index += 1) outcomes.push(await guess('1', index));
    expect(outcomes.filter((one) => one.startsWith('UNAUTHENTICATED'))).toHaveLength(3);
    expect(await guess('2', 9), 'the next network has its own count').toBe('UNAUTHENTICATED signIn.refused');
  });

  it('from a network over its limit uses up no account', async () => {
    await signUp();
    allow('signIn.network', 2);
    for (let guess = 0; guess < 20; guess += 1) await outcome(signIn(`guess-${guess}`, '203.0.113.7'));
    expect(await outcome(signIn(ACCOUNT.password, '203.0.113.8'))).toBe('in');
  });

  it('by many people behind one network address is not refused', async () => {
    await signUp();
    allow('signIn.network', 2);
    await outcome(signIn('wrong-password'));
    for (let person = 0; person < 3; person += 1) expect(await outcome(signIn())).toBe('in');
    expect(
      [await outcome(signIn('wrong-password')), await outcome(signIn('wrong-password'))],
      'a right password removes its own attempt from the count, and no other',
    ).toEqual(['UNAUTHENTICATED signIn.refused', 'LIMIT_EXCEEDED signIn.tooMany']);
  });

  it('leaves no network address and no e-mail address in the counts', async () => {
    await outcome(signIn('wrong-password', '203.0.113.7', 'somebody@example.test'));
    const rows = await services.db.read.query<{ limit_key: string }[]>('SELECT * FROM limit_counts');
    expect(rows).toHaveLength(3);
    for (const { limit_key: key } of rows) expect(key).toMatch(/^[0-9a-f]{40}$/);
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

  it('ends with signing out, and its cookie is deleted', async () => {
    const context = await signUp();
    const token = tokenOf(context);
    expect(await identity.signOut(context)).toBe(true);
    expect(context.tokens.at(-1), 'the cookie is cleared').toBeNull();
    expect(context.viewer).toBeNull();
    expect(await sessionService.findViewer(services, token)).toBeNull();
    expect(await identity.signOut(context), 'the session does not exist any more').toBe(false);
  });

  it.each(['', 'x', 'null', "' OR 1=1 --"])('is not found by a token of %j', async (token) => {
    await signUp();
    expect(await sessionService.findViewer(services, token)).toBeNull();
  });

  it('stores its last use every five minutes, not at every request', async () => {
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

  it('sees roles that were given or taken during the session', async () => {
    const context = await signUp();
    await grantRole(services, ACCOUNT.email, PlatformRole.REVIEWER);
    expect((await viewerOf(context))?.roles, 'a role that is removed has no effect from then on').toEqual(
      new Set(['REVIEWER']),
    );
  });

  it('can be ended by its own person, and is unknown to another person', async () => {
    const [own, other] = [await signUp(), await signUp({ email: 'li@example.test' })];
    const elsewhere = await signIn();
    await sessionService.endSession(own, elsewhere.viewer?.sessionId ?? '');
    expect(await viewerOf(elsewhere)).toBeNull();
    for (const id of [other.viewer?.sessionId ?? '', newId(), 'x'])
      await expect(sessionService.endSession(own, id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' });
    expect(await viewerOf(other), 'the session continues').not.toBeNull();
    await expect(sessionService.endSession(visitor(), newId())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('remains when all others are ended', async () => {
    const own = await signUp();
    const [elsewhere, other] = [await signIn(), await signUp({ email: 'li@example.test' })];
    await sessionService.endOtherSessions(own);
    expect(
      [await viewerOf(own), await viewerOf(elsewhere), await viewerOf(other)].map((viewer) => viewer !== null),
    ).toEqual([true, false, true]);
  });
});

describe('a new password', () => {
  it('ends all other sessions and replaces the old password', async () => {
    const own = await signUp();
    const thief = await signIn();
    await identity.changePassword(own, ACCOUNT.password, 'a-better-password');
    expect(await viewerOf(own)).not.toBeNull();
    expect(await viewerOf(thief)).toBeNull();
    expect(await outcome(signIn())).toBe('UNAUTHENTICATED signIn.refused');
    expect(await outcome(signIn('a-better-password'))).toBe('in');
  });

  it('requires the old password, which cannot be guessed here either', async () => {
    const own = await signUp();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        outcome(identity.changePassword(own, `guess-${index}`, 'a-better-password')),
      ),
    );
    expect(guesses.filter((one) => one === 'BAD_USER_INPUT password.wrong')).toHaveLength(
      LIMITS['password.account'].most,
    );
    expect(guesses.filter((one) => one.startsWith('LIMIT_EXCEEDED'))).toHaveLength(2);
  });

  it('must meet the rules, otherwise nothing changes', async () => {
    const own = await signUp();
    await expect(identity.changePassword(own, ACCOUNT.password, 'short')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'newPassword',
    });
    expect(await outcome(signIn())).toBe('in');
  });
});

describe('the list of accounts', () => {
  it('has pages, newest first, and searches parts of names and addresses literally', async () => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN], 'Admin'));
    for (const name of ['Zhang 100%', '张_三', 'zhang li']) await newViewer(services, [], name);
    const names = async (search: string | null) =>
      (await identity.listAccounts(admin, search, {})).edges.map(({ node }) => node.name);
    expect(await names(null)).toEqual(['zhang li', '张_三', 'Zhang 100%', 'Admin']);
    expect(await names('ZHANG'), 'case does not matter on either database, and pinyin finds Chinese names').toEqual([
      'zhang li',
      '张_三',
      'Zhang 100%',
    ]);
    expect(await names('100%')).toEqual(['Zhang 100%']);
    expect(await names('%'), 'a percent sign is literal, not a pattern').toEqual(['Zhang 100%']);
    expect(await names('_')).toEqual(['张_三']);
    expect(await names("' OR 1=1 --")).toEqual([]);
    expect(await names('EXAMPLE.TEST')).toHaveLength(4);
    const first = await identity.listAccounts(admin, null, { first: 3 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await identity.listAccounts(admin, null, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.edges, ...second.edges].map(({ node }) => node.name)).toEqual(await names(null));
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await second.count()).toBe(4);
    await expect(identity.listAccounts(admin, null, { first: 101 })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      field: 'first',
    });
    await expect(identity.listAccounts(admin, null, { first: 0 })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'first',
    });
    await expect(identity.listAccounts(admin, null, { after: 'x' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'after',
    });
  });
});
