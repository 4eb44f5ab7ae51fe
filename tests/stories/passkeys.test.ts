import {
  AddPasskeyDocument,
  AskForPasskeyDocument,
  ConfirmSecondFactorDocument,
  OwnAuthenticatorsDocument,
  ProveIdentityDocument,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  SignInWithPasskeyDocument,
  StartPasskeyDocument,
  ViewerDocument,
} from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { useTestApp, type TestApp, type TestUser } from '../support/app.ts';
import { addApp, challengeOf } from '../support/authenticator.ts';
import type { Client } from '../support/client.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { addPasskey, Device, startPasskey } from '../support/passkey.ts';

const app = useTestApp();
const ask = async (client: Client) => (await client.must(AskForPasskeyDocument)).askForPasskey;
const whoIs = async (client: Client) => (await client.must(ViewerDocument)).viewer?.id ?? null;
/** Signs in by the device, in a browser of its own. */
async function enterBy(device: Device): Promise<Client> {
  const client = app.anonymous();
  device.counter += 1;
  await client.must(SignInWithPasskeyDocument, { response: device.sign(await ask(client)) });
  return client;
}
const ownOf = async ({ client }: TestUser) => (await client.must(OwnAuthenticatorsDocument)).viewer!;
async function withPasskey(options = {}) {
  const person = await app.signUp(options);
  return { person, ...(await addPasskey(app, person)) };
}

describe('a passkey', () => {
  it('is added with the password, signs all other devices out, and its holder is told', async () => {
    const person = await app.signUp();
    const phone = await app.as(person);
    const { codes } = await addPasskey(app, person);
    expect(codes, 'it is the first second factor').toHaveLength(10);
    expect([await whoIs(person.client), await whoIs(phone)]).toEqual([person.id, null]);
    expect((await addPasskey(app, person, '我的手机')).codes, 'the codes are shown once').toEqual([]);
    expect((await ownOf(person)).passkeys.map(({ name, lastUsedAt }) => [name, lastUsedAt])).toEqual([
      ['我的电脑', null],
      ['我的手机', null],
    ]);
    await app.server.tick();
    expect(lettersTo(app, person.email).filter((letter) => letter.includes('a passkey'))).toHaveLength(2);
  });

  it('signs in without an address and a password, and counts what was used', async () => {
    const { person, device } = await withPasskey();
    expect(await whoIs(await enterBy(device))).toBe(person.id);
    expect((await ownOf(person)).passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  it('of a device that counts nothing signs in again and again', async () => {
    const { person, device } = await withPasskey();
    for (let time = 0; time < 2; time += 1) {
      device.counter = -1;
      expect(await whoIs(await enterBy(device))).toBe(person.id);
    }
  });

  it('gets another name from its owner, and from nobody else', async () => {
    const { person, device } = await withPasskey();
    const [passkey] = (await ownOf(person)).passkeys;
    const { renamePasskey } = await person.client.must(RenamePasskeyDocument, {
      id: passkey!.id,
      name: ' 办公室电脑 ',
    });
    expect(renamePasskey.passkeys.map(({ name }) => name)).toEqual(['办公室电脑']);
    // The same name once more is no fault.
    await person.client.must(RenamePasskeyDocument, { id: passkey!.id, name: '办公室电脑' });
    const other = await withPasskey();
    expect(await other.person.client.refused(RenamePasskeyDocument, { id: passkey!.id, name: '我的' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await ownOf(person)).passkeys.map(({ name }) => name)).toEqual(['办公室电脑']);
    expect(await whoIs(await enterBy(device)), 'it signs in as before').toBe(person.id);
  });

  it('takes the place of a code after the password', async () => {
    const { person, device, codes } = await withPasskey();
    const client = app.anonymous();
    const { errors } = await client.execute(MUTATIONS.signIn, { email: person.email, password: person.password });
    expect(errors[0]?.extensions).toMatchObject({ key: 'signIn.secondFactor', passkeys: 1 });
    expect(await whoIs(client), 'the password alone signs nobody in').toBeNull();
    const challenge = String(errors[0]?.extensions?.challenge);
    expect(await whoIs(await enterBy(device))).toBe(person.id);
    expect(
      await client.refused(ConfirmSecondFactorDocument, { challenge, code: codes[0]! }),
      'the sign-in that began with the password is over',
    ).toMatchObject({ field: 'challenge' });
    await client.must(ConfirmSecondFactorDocument, { challenge: await challengeOf(app, person), code: codes[0]! });
    expect(await whoIs(client), 'a recovery code replaces it').toBe(person.id);
  });

  it('is removed with the password, and with the last second factor the codes are gone', async () => {
    const { person, device } = await withPasskey();
    await addApp(app, person);
    const [passkey] = (await ownOf(person)).passkeys;
    const removal = { id: passkey!.id, password: person.password };
    expect(await person.client.refused(RemovePasskeyDocument, { ...removal, password: 'wrong' })).toMatchObject({
      field: 'password',
    });
    const other = await app.signUp();
    expect(await other.client.refused(RemovePasskeyDocument, removal)).toMatchObject({ code: 'NOT_FOUND' });
    await person.client.must(RemovePasskeyDocument, removal);
    expect(await ownOf(person)).toMatchObject({ passkeys: [], recoveryCodesLeft: 10 });
    const client = app.anonymous();
    expect(await client.refused(SignInWithPasskeyDocument, { response: device.sign(await ask(client)) })).toMatchObject(
      {
        code: 'UNAUTHENTICATED',
        key: 'passkey.unknown',
      },
    );
    const [authenticator] = (await ownOf(person)).authenticators;
    await person.client.must(MUTATIONS.removeAuthenticator, { id: authenticator!.id, password: person.password });
    expect(await ownOf(person)).toMatchObject({ recoveryCodesLeft: 0 });
  });

  it('needs a verified address, is one of ten, and no device has two', async () => {
    const unverified = await app.signUp({ verified: false });
    expect(await unverified.client.refused(StartPasskeyDocument, { password: unverified.password })).toMatchObject({
      key: 'email.unverified',
    });
    const person = await app.signUp();
    const { device } = await addPasskey(app, person);
    const options = JSON.parse(await startPasskey(person)) as { excludeCredentials: { id: string }[] };
    expect(options.excludeCredentials.map(({ id }) => id)).toEqual([device.id.toString('base64url')]);
    expect(
      await person.client.refused(AddPasskeyDocument, {
        name: '又一次',
        response: device.create(await startPasskey(person)),
      }),
    ).toMatchObject({ code: 'CONFLICT', field: 'response' });
    for (let more = 0; more < 9; more += 1) await addPasskey(app, person);
    expect(await person.client.refused(StartPasskeyDocument, { password: person.password })).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key: 'passkey.tooMany',
    });
  });
});

describe('a passkey is not added', () => {
  const refusals: [string, (device: Device, asked: string) => string, string][] = [
    ['by another site', (device, asked) => device.create(asked, { origin: 'https://evil.example' }), 'unreadable'],
    ['for another site', (device, asked) => device.create(asked, { site: 'evil.example' }), 'unreadable'],
    ['without its owner', (device, asked) => device.create(asked, { isVerified: false }), 'unreadable'],
    ['for a challenge of its own', (device, asked) => device.create(asked, { challenge: 'AAAA' }), 'late'],
    ['by nonsense', () => '{"id":1,"response":null}', 'unreadable'],
    ['by what is no object', () => '[]', 'unreadable'],
    ['by what is no JSON', () => '{', 'unreadable'],
  ];
  it.each(refusals)('%s', async (_what, make, key) => {
    const person = await app.signUp();
    const device = new Device(app.server.env.publicUrl);
    const response = make(device, await startPasskey(person));
    expect(await person.client.refused(AddPasskeyDocument, { name: '电脑', response })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'response',
      key: `passkey.${key}`,
    });
    expect((await ownOf(person)).passkeys).toEqual([]);
  });

  it('with the challenge of somebody else, twice with one challenge, or after five minutes', async () => {
    const [person, other] = [await app.signUp(), await app.signUp()];
    const devices = Array.from({ length: 4 }, () => new Device(app.server.env.publicUrl));
    const late = { code: 'BAD_USER_INPUT', key: 'passkey.late' };
    const add = (who: TestUser, response: string) => ({ client: who.client, variables: { name: '电脑', response } });
    const stolen = add(other, devices[0]!.create(await startPasskey(person)));
    expect(await stolen.client.refused(AddPasskeyDocument, stolen.variables)).toMatchObject(late);
    const asked = await startPasskey(person);
    const [first, second] = [add(person, devices[1]!.create(asked)), add(person, devices[2]!.create(asked))];
    const answers = await Promise.all(
      [first, second].map(({ client, variables }) => client.execute(AddPasskeyDocument, variables)),
    );
    expect(answers.map(({ errors }) => errors[0]?.extensions?.key ?? 'added').sort()).toEqual([
      'added',
      'passkey.late',
    ]);
    const slow = add(person, devices[3]!.create(await startPasskey(person)));
    app.clock.advance(5 * MINUTE_MS);
    expect(await slow.client.refused(AddPasskeyDocument, slow.variables)).toMatchObject(late);
  });
});

describe('nobody signs in', () => {
  const attempts: [string, (device: Device, asked: string, app: TestApp) => string, string][] = [
    ['from another site', (device, asked) => device.sign(asked, { origin: 'https://evil.example' }), 'UNAUTHENTICATED'],
    ['for another site', (device, asked) => device.sign(asked, { site: 'evil.example' }), 'UNAUTHENTICATED'],
    [
      'without the owner of the device',
      (device, asked) => device.sign(asked, { isVerified: false }),
      'UNAUTHENTICATED',
    ],
    ['with a challenge of their own', (device, asked) => device.sign(asked, { challenge: 'AAAA' }), 'BAD_USER_INPUT'],
    [
      'by another key under the same name',
      (device, asked) => {
        const other = new Device(app.server.env.publicUrl);
        return other.sign(asked).replaceAll(other.id.toString('base64url'), device.id.toString('base64url'));
      },
      'UNAUTHENTICATED',
    ],
    ['by an unknown passkey', (_, asked) => new Device(app.server.env.publicUrl).sign(asked), 'UNAUTHENTICATED'],
    ['by nonsense', () => '{"id":{}}', 'UNAUTHENTICATED'],
  ];
  it.each(attempts)('%s', async (_what, make, code) => {
    const { device } = await withPasskey();
    const client = app.anonymous();
    device.counter += 1;
    const response = make(device, await ask(client), app);
    expect(await client.refused(SignInWithPasskeyDocument, { response })).toMatchObject({ code });
    expect(await whoIs(client)).toBeNull();
  });

  it('by an answer that was used, by a copy of the device, or after five minutes', async () => {
    const { device } = await withPasskey();
    const client = app.anonymous();
    device.counter = 7;
    const response = device.sign(await ask(client));
    await client.must(SignInWithPasskeyDocument, { response });
    const thief = app.anonymous();
    await thief.refused(SignInWithPasskeyDocument, { response });
    expect(
      await thief.refused(SignInWithPasskeyDocument, { response: device.sign(await ask(thief)) }),
      'the counter stands still',
    ).toMatchObject({ code: 'UNAUTHENTICATED' });
    device.counter = 8;
    const slow = device.sign(await ask(thief));
    app.clock.advance(5 * MINUTE_MS);
    expect(await thief.refused(SignInWithPasskeyDocument, { response: slow })).toMatchObject({ key: 'passkey.late' });
    expect(await whoIs(thief)).toBeNull();
  });
});

describe('who asks for passkeys again and again', () => {
  const busy = useTestApp({ env: { LIMITS: 'passkey.network=3' } });

  it('waits, whichever browser asks', async () => {
    for (let time = 0; time < 3; time += 1) await ask(busy.anonymous());
    expect(await busy.anonymous().refused(AskForPasskeyDocument)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});

describe('with a passkey', () => {
  it('its own person proves again who they are, and nobody else does', async () => {
    const [{ person, device }, other] = [await withPasskey(), await withPasskey()];
    device.counter += 1;
    other.device.counter += 1;
    expect(
      await person.client.refused(ProveIdentityDocument, { passkey: other.device.sign(await ask(person.client)) }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'passkey' });
    const options = JSON.parse(await ask(person.client)) as { allowCredentials: { id: string }[] };
    expect(options.allowCredentials.map(({ id }) => id)).toEqual([device.id.toString('base64url')]);
    const before = person.client.cookieHeader;
    await person.client.must(ProveIdentityDocument, { passkey: device.sign(await ask(person.client)) });
    expect(person.client.cookieHeader).not.toBe(before);
  });

  it('a role counts where a second factor is demanded', async () => {
    const reviewer = await app.signUp({ roles: ['REVIEWER'] });
    const { env } = app.server;
    Object.assign(env, { secondFactorDemanded: true });
    try {
      expect((await ownOf(reviewer)).roles).toEqual([]);
      await addPasskey(app, reviewer);
      expect((await ownOf(reviewer)).roles).toEqual(['REVIEWER']);
    } finally {
      Object.assign(env, { secondFactorDemanded: false });
    }
  });
});
