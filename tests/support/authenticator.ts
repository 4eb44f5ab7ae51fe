import { createHmac } from 'node:crypto';
import type { TestApp, TestUser } from './app.ts';
import { MUTATIONS } from './operations.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits that an authenticator app with this secret shows at `moment`, as RFC 6238 says. */
export function shownCode(secret: string, moment: Date): string {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(moment.getTime() / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE(digest[19]! & 0xf) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const STEP_MS = 30_000;

/** Begins to set up an authenticator app, and returns its secret. */
export async function startApp({ client, password }: TestUser): Promise<string> {
  const { startAuthenticator } = await client.must(
    'mutation StartAuthenticator($password: String!) { startAuthenticator(password: $password) { secret } }',
    { password },
  );
  return startAuthenticator.secret;
}

/** Adds an authenticator app. The clock moves on to the next code, because none works twice. */
export async function addApp(
  app: TestApp,
  person: TestUser,
  name = '我的手机',
): Promise<{ secret: string; codes: string[] }> {
  const secret = await startApp(person);
  const { addAuthenticator: codes } = await person.client.must(MUTATIONS.addAuthenticator, {
    name,
    code: shownCode(secret, app.clock.now()),
  });
  app.clock.advance(STEP_MS);
  return { secret, codes };
}

/** Signs in as far as the password goes, and returns the token of the challenge. */
export async function challengeOf(
  app: TestApp,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const { errors } = await app.anonymous().execute(MUTATIONS.signIn, { email, password });
  const { key, challenge } = errors[0]?.extensions ?? {};
  if (key !== 'signIn.secondFactor') throw new Error(`The sign-in asked for no code: ${JSON.stringify(errors)}`);
  return String(challenge);
}
