import {
  ConfirmSecondFactorDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInDocument,
} from '@hongchuang/schema';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTestApp, useTestApp, type TestApp, type TestUser } from '../support/app.ts';
import { addApp, challengeOf, shownCode } from '../support/authenticator.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { resetTokenFor } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

const WINDOW_MS = 15 * MINUTE_MS;

/** A stranger's guesses at the account, one after the other, from a new browser each time. */
async function guess(app: TestApp, { email }: Pick<TestUser, 'email'>, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let index = 0; index < times; index += 1)
    codes.push((await app.anonymous().refused(SignInDocument, { email, password: `guess-number-${index}` })).code);
  return codes;
}

describe('a stranger who guesses the password of an account', () => {
  const app = useTestApp();
  const WAIT = { code: 'LIMIT_EXCEEDED', key: 'signIn.tooMany' };

  it('is counted by account and by guess: aliases in one request count each', async () => {
    const victim = await app.signUp();
    const guesses = Array.from(
      { length: 5 },
      (_, index) =>
        `g${index}: signIn(email: "${index % 2 === 0 ? victim.email : victim.email.toUpperCase()}", password: "guess-number-${index}") { id }`,
    ).join(' ');
    const codes: unknown[] = [];
    for (let round = 0; round < 11; round += 1)
      codes.push(
        ...(await app.anonymous().execute(`mutation Guess { ${guesses} }`)).errors.map(
          (error) => error.extensions?.code,
        ),
      );
    expect(codes.filter((code) => code === 'UNAUTHENTICATED').length, 'count each field, not each request').toBe(10);
    expect(codes).toContain('LIMIT_EXCEEDED');
  });

  it('slows the account down for unknown browsers, and learns nothing from the right password', async () => {
    const victim = await app.signUp();
    expect(await guess(app, victim, 12)).toEqual([
      ...Array<string>(10).fill('UNAUTHENTICATED'),
      ...Array<string>(2).fill('LIMIT_EXCEEDED'),
    ]);
    expect(await app.anonymous().refused(SignInDocument, victim)).toMatchObject(WAIT);
    app.clock.advance(WINDOW_MS);
    await app.as(victim);
  });

  it('does not keep the holder out of a browser that was signed in before', async () => {
    const victim = await app.signUp();
    await victim.client.must(MUTATIONS.signOut);
    await guess(app, victim, 15);
    await victim.client.must(SignInDocument, victim);
    await victim.client.must(MUTATIONS.signOut);
    expect(
      await app.anonymous().refused(SignInDocument, victim),
      'the success clears nothing for others',
    ).toMatchObject(WAIT);
  });

  it('cannot use a known browser of their own account for it', async () => {
    const [victim, stranger] = [await app.signUp(), await app.signUp()];
    await stranger.client.must(MUTATIONS.signOut);
    const codes: string[] = [];
    for (let index = 0; index < 11; index += 1)
      codes.push(
        (await stranger.client.refused(SignInDocument, { email: victim.email, password: `guess-number-${index}` }))
          .code,
      );
    expect(codes.at(-1)).toBe('LIMIT_EXCEEDED');
  });

  it('gets ten guesses with a browser of the account too, and no more', async () => {
    const victim = await app.signUp();
    const browser = victim.client;
    await browser.must(MUTATIONS.signOut);
    for (let index = 0; index < 10; index += 1)
      expect(
        (await browser.refused(SignInDocument, { email: victim.email, password: `guess-number-${index}` })).code,
      ).toBe('UNAUTHENTICATED');
    expect(await browser.refused(SignInDocument, victim)).toMatchObject(WAIT);
    await app.as(victim);
  });

  it('does not keep out the holder of a second factor, with whatever browser', async () => {
    const victim = await app.signUp();
    const { secret } = await addApp(app, victim);
    await guess(app, victim, 15);
    const client = app.anonymous();
    const challenge = await challengeOf(app, victim);
    const { confirmSecondFactor } = await client.must(ConfirmSecondFactorDocument, {
      challenge,
      code: shownCode(secret, app.clock.now()),
    });
    expect(confirmSecondFactor.id).toBe(victim.id);
  });

  it('does not keep out who resets the password by mail', async () => {
    const victim = await app.signUp();
    await guess(app, victim, 15);
    const client = app.anonymous();
    const newPassword = 'quite-another-one-7';
    await client.must(ResetPasswordDocument, { token: await resetTokenFor(app, victim), newPassword });
    await client.must(SignInDocument, { email: victim.email, password: newPassword });
    expect(
      await app.anonymous().refused(SignInDocument, { email: victim.email, password: newPassword }),
      'other browsers still wait',
    ).toMatchObject(WAIT);
  });

  it('who was signed in before a reset has no known browser any more', async () => {
    const victim = await app.signUp();
    const thief = await app.as(victim);
    const client = app.anonymous();
    await client.must(ResetPasswordDocument, {
      token: await resetTokenFor(app, victim),
      newPassword: 'quite-another-one-8',
    });
    await guess(app, victim, 10);
    expect((await thief.refused(SignInDocument, { email: victim.email, password: 'guess-number-99' })).code).toBe(
      'LIMIT_EXCEEDED',
    );
  });

  it('is told by the header as well when to come back, also over the limit of one node', async () => {
    const victim = await app.signUp();
    await guess(app, victim, 10);
    const response = await app.anonymous('en').fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: 'mutation { signIn(email: "' + victim.email + '", password: "guess-number-11") { id } }',
      }),
    });
    const { errors } = (await response.json()) as {
      errors: { message: string; extensions: { retryAfterSeconds: number } }[];
    };
    const seconds = errors[0]!.extensions.retryAfterSeconds;
    expect(seconds).toBeGreaterThan(14 * 60);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    expect(response.headers.get('retry-after')).toBe(String(seconds));
    expect(errors[0]!.message).toContain('15 minutes');
  });
});

describe('limits by network', () => {
  const app = useTestApp({ env: { LIMITS: 'signIn.network=3,signUp.network=6,reset.network=2' } });

  it('let a network wait that guesses at many accounts, and nobody else', async () => {
    const other = await app.signUp();
    const codes: string[] = [];
    for (let index = 0; index < 4; index += 1)
      codes.push(...(await guess(app, { email: `somebody${index}@example.test` }, 1)));
    expect(codes).toEqual([...Array<string>(3).fill('UNAUTHENTICATED'), 'LIMIT_EXCEEDED']);
    expect(await app.anonymous().refused(SignInDocument, other), 'an unknown browser has to wait').toMatchObject({
      key: 'signIn.tooMany',
    });
    await other.client.must(SignInDocument, other);
    app.clock.advance(WINDOW_MS);
    await app.as(other);
  });

  it('end sign-ups and requests of letters in the same way', async () => {
    app.clock.advance(60 * MINUTE_MS);
    for (let index = 0; index < 6; index += 1) await app.signUp();
    await expect(app.signUp()).rejects.toThrow('LIMIT_EXCEEDED');
    for (let index = 0; index < 2; index += 1)
      await app.anonymous().must(RequestPasswordResetDocument, { email: `nobody${index}@example.test` });
    expect(await app.anonymous().refused(RequestPasswordResetDocument, { email: 'nobody@example.test' })).toMatchObject(
      { code: 'LIMIT_EXCEEDED', key: 'limit.tooMany' },
    );
    app.clock.advance(60 * MINUTE_MS);
    await app.signUp();
  });

  it('are visible in the metrics, and their counts are deleted when they are over', async () => {
    const text = await (await app.anonymous().fetch('/metrics')).text();
    expect(text).toMatch(/^limit_most\{limit="signUp\.network"\} 6$/m);
    expect(text).toMatch(/^limit_past_total\{limit="signUp\.network"\} [1-9]/m);
    const rows = async () => {
      const [row] = await app.db.read.query<{ n: number | string }[]>('SELECT COUNT(*) AS n FROM limit_counts');
      return Number(row!.n);
    };
    expect(await rows()).toBeGreaterThan(0);
    await app.pass(24 * 60 * MINUTE_MS);
    expect(await rows()).toBe(0);
  });
});

describe('limits of two nodes', () => {
  it('are counted together', async () => {
    const app = await startTestApp();
    try {
      // The same database and the same secret; SQLite serves one node only, so there the twin opens the same file.
      const env: Record<string, string> =
        app.database === 'sqlite'
          ? { DATA_DIR: dirname(app.server.env.sqliteFile) }
          : { DATABASE_URL: app.server.env.databaseUrl!, DATA_DIR: dirname(app.server.env.sqliteFile) };
      const twin = await startTestApp({ clock: app.clock, env });
      try {
        const victim = await app.signUp();
        const codes = [...(await guess(app, victim, 6)), ...(await guess(twin, victim, 6))];
        expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(10);
      } finally {
        await twin.close();
      }
    } finally {
      await app.close();
    }
  });
});
