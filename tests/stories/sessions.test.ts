import {
  AddAuthenticatorDocument,
  ChangePasswordDocument,
  EndOtherSessionsDocument,
  OwnSessionsDocument,
  StartAuthenticatorDocument,
  ViewerDocument,
} from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { shownCode } from '../support/authenticator.ts';
import type { Client } from '../support/client.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp({
  env: { STAFF_SESSION_MINUTES: '720', STAFF_IDLE_MINUTES: '60', SESSION_IDLE_MINUTES: '20160' },
});

const lookOf = (client: Client) => client.must(ViewerDocument);
const isIn = async (client: Client) => (await lookOf(client)).viewer !== null;
const endOf = async (client: Client) => (await lookOf(client)).sessionEnd;
/** Uses the session every half hour for the given number of hours. */
async function work(client: Client, hours: number) {
  for (let step = 0; step < hours * 2; step += 1) {
    app.clock.advance(30 * MINUTE_MS);
    await lookOf(client);
  }
}

/** A query as a page sends it by itself while nobody is at it. */
async function askUnattended(client: Client): Promise<void> {
  const response = await client.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-unattended': '1' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  expect(await response.json()).toMatchObject({ data: { viewer: { id: expect.any(String) as string } } });
}

const watch = (client: Client) =>
  client.subscribe('subscription C($topics: [String!]!) { changed(topics: $topics) { version } }', {
    topics: ['viewer:notices'],
  });

describe('a session that has ended', () => {
  it('opens nothing on a socket either, and says why in both languages', async () => {
    const { client } = await app.signUp({ roles: ['REVIEWER'] });
    app.clock.advance(61 * MINUTE_MS);
    for (const [language, words] of [
      ['zh-CN', '您有一段时间没有操作'],
      ['en', 'nothing was done for a while'],
    ] as const) {
      const refusal = (await watch(client.clone(language)).ended) as Error;
      expect(refusal.message).toMatch(/^UNAUTHENTICATED/);
      expect(refusal.message).toContain(words);
    }
  });
});

describe('a session that its person ends from another browser', () => {
  it('takes its socket along at once, and leaves that of the other browser', async () => {
    const person = await app.signUp();
    const phone = await app.as(person);
    const [ofPhone, own] = [watch(phone), watch(person.client)];
    await Promise.all([ofPhone.next(), own.next()]);
    await person.client.must(EndOtherSessionsDocument);
    expect(await ofPhone.ended).toMatchObject({ code: 4403, reason: 'The session has ended' });
    expect(await isIn(phone)).toBe(false);

    const tablet = await app.as(person);
    const ofTablet = watch(tablet);
    await ofTablet.next();
    const { viewer } = await tablet.must(OwnSessionsDocument);
    const { id } = viewer!.sessions.find(({ current }) => current)!;
    await person.client.must(MUTATIONS.endSession, { id });
    expect(await ofTablet.ended).toMatchObject({ code: 4403 });
    expect(await isIn(person.client)).toBe(true);
  });

  it('does not outlive a sign-up or a sign-in in the same browser', async () => {
    const person = await app.signUp();
    const stolen = person.client.clone();
    await person.client.must(MUTATIONS.signUp, {
      input: { email: `second-${person.email}`, password: 'a-good-password', name: '第二个账户' },
    });
    expect([await isIn(person.client), await isIn(stolen)]).toEqual([true, false]);
  });
});

describe('a session of a holder of a platform role', () => {
  it('ends after an hour without use, and the next request learns why', async () => {
    const { client } = await app.signUp({ roles: ['TREASURER'] });
    app.clock.advance(59 * MINUTE_MS);
    expect(await isIn(client)).toBe(true);
    app.clock.advance(61 * MINUTE_MS);
    expect(await lookOf(client)).toEqual({ viewer: null, sessionEnd: 'IDLE' });
    expect(await client.refused(EndOtherSessionsDocument)).toMatchObject({
      code: 'UNAUTHENTICATED',
      key: 'session.IDLE',
    });
  });

  it('ends twelve hours after the sign-in, however busy its person is', async () => {
    const { client } = await app.signUp({ roles: ['REVIEWER'] });
    await work(client, 11.5);
    expect(await isIn(client)).toBe(true);
    app.clock.advance(30 * MINUTE_MS);
    expect(await endOf(client)).toBe('OVER');
  });

  it('is not kept alive by what an open page asks by itself, nor by its socket', async () => {
    const { client } = await app.signUp({ roles: ['REVIEWER'] });
    const feed = client.subscribe('subscription { changed(topics: ["queue:projects"]) { topic } }');
    await feed.next();
    for (const minutes of [20, 20, 15]) {
      app.clock.advance(minutes * MINUTE_MS);
      await askUnattended(client);
    }
    await client.subscribe('subscription { changed(topics: ["project-steps"]) { topic } }').next();
    app.clock.advance(6 * MINUTE_MS);
    expect(await endOf(client)).toBe('IDLE');
  });

  it('ends as one of staff as soon as its person gets a role', async () => {
    const person = await app.signUp();
    app.clock.advance(13 * HOUR_MS);
    expect(await isIn(person.client)).toBe(true);
    await app.grant(person, 'REVIEWER');
    expect(await endOf(person.client)).toBe('OVER');
  });
});

describe('a session of anybody else', () => {
  it('ends after two weeks without use', async () => {
    const { client } = await app.signUp();
    app.clock.advance(13 * DAY_MS);
    expect(await isIn(client)).toBe(true);
    app.clock.advance(14 * DAY_MS);
    expect(await endOf(client)).toBe('IDLE');
  });

  it('is not listed once it has ended, and is deleted a day later', async () => {
    const person = await app.signUp();
    app.clock.advance(10 * DAY_MS);
    const phone = await app.as(person);
    const rows = () =>
      app.db.read.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM sessions WHERE user_id = ?', [person.id]);
    await app.pass(5 * DAY_MS - HOUR_MS);
    expect((await phone.must(OwnSessionsDocument)).viewer?.sessions).toHaveLength(1);
    expect(Number((await rows())[0]!.n), 'its person can be told why it has ended').toBe(2);
    await app.pass(2 * HOUR_MS);
    expect(Number((await rows())[0]!.n)).toBe(1);
    expect(await lookOf(person.client), 'nobody knows it any more').toEqual({ viewer: null, sessionEnd: null });
    expect(await isIn(phone)).toBe(true);
  });

  it('that ended a day ago is deleted with those of staff, by their own limits', async () => {
    const [staff, other] = [await app.signUp({ roles: ['REVIEWER'] }), await app.signUp()];
    await app.pass(DAY_MS + 2 * HOUR_MS);
    const left = await app.db.read.query<{ user_id: string }[]>(
      'SELECT user_id FROM sessions WHERE user_id IN (?, ?)',
      [staff.id, other.id],
    );
    expect(left.map((row) => row.user_id)).toEqual([other.id]);
  });
});

describe('the token of a session', () => {
  const withOldToken = (person: TestUser) => person.client.clone();

  it('is renewed by a new password, and the old one is worth nothing a minute later', async () => {
    const person = await app.signUp();
    const old = withOldToken(person);
    const before = person.client.cookieHeader;
    await person.client.must(ChangePasswordDocument, {
      currentPassword: person.password,
      newPassword: 'an-even-better-password',
    });
    expect(person.client.cookieHeader).not.toBe(before);
    expect(await isIn(old), 'requests that were on their way still count').toBe(true);
    app.clock.advance(MINUTE_MS);
    expect(await lookOf(old)).toEqual({ viewer: null, sessionEnd: null });
    expect(await isIn(person.client)).toBe(true);
  });

  it('is renewed by a second factor', async () => {
    const person = await app.signUp();
    const old = withOldToken(person);
    const { startAuthenticator } = await person.client.must(StartAuthenticatorDocument, { password: person.password });
    await person.client.must(AddAuthenticatorDocument, {
      name: '手机',
      code: shownCode(startAuthenticator.secret, app.clock.now()),
    });
    app.clock.advance(MINUTE_MS);
    expect(await isIn(old)).toBe(false);
    expect(await isIn(person.client)).toBe(true);
  });

  it('is renewed by the next request after somebody gave its person a role', async () => {
    const [admin, person] = [await app.signUp({ roles: ['ADMIN'] }), await app.signUp()];
    const old = withOldToken(person);
    app.clock.advance(1_000);
    await admin.client.must(MUTATIONS.setPlatformRoles, {
      userId: person.id,
      roles: ['REVIEWER'],
      reason: '新来的评审',
    });
    const before = person.client.cookieHeader;
    const answers = await Promise.all([lookOf(person.client), lookOf(old), lookOf(person.client)]);
    expect(answers.every(({ viewer }) => viewer?.roles.includes('REVIEWER'))).toBe(true);
    const renewed = person.client.cookieHeader;
    expect([renewed !== before, old.cookieHeader !== before].filter(Boolean), 'by one of them').toHaveLength(1);
    await lookOf(person.client);
    expect(person.client.cookieHeader, 'once').toBe(renewed);
  });

  it('stays when the command line gives a role, because a program may keep the token that it got', async () => {
    const person = await app.signUp();
    const before = person.client.cookieHeader;
    app.clock.advance(1_000);
    await app.grant(person, 'REVIEWER');
    await lookOf(person.client);
    expect(person.client.cookieHeader).toBe(before);
  });
});
