import {
  ChangePasswordDocument,
  ConfirmSecondFactorDocument,
  OwnAuthenticatorsDocument,
  RemoveAuthenticatorDocument,
  RenewRecoveryCodesDocument,
  ResetPasswordDocument,
  SignInDocument,
  StartAuthenticatorDocument,
  ViewerDocument,
} from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { useTestApp, type SignUpOptions, type TestApp } from '../support/app.ts';
import { addApp, challengeOf, shownCode } from '../support/authenticator.ts';
import type { Client } from '../support/client.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { lettersTo, resetTokenFor } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

const STEP_MS = 30_000;

async function withApp(app: TestApp, options: SignUpOptions = {}) {
  const person = await app.signUp(options);
  return { person, ...(await addApp(app, person)) };
}

const whoIs = async (client: Client) => (await client.must(ViewerDocument)).viewer?.id ?? null;

describe('a second factor', () => {
  const app = useTestApp();
  const now = () => app.clock.now();

  it('is added with the password and the first code, and signs all other devices out', async () => {
    const person = await app.signUp();
    const phone = await app.as(person);
    const { codes } = await addApp(app, person);
    expect(codes).toHaveLength(10);
    expect(await whoIs(person.client)).toBe(person.id);
    expect(await whoIs(phone)).toBeNull();
    const { viewer } = await person.client.must(OwnAuthenticatorsDocument);
    expect(viewer).toMatchObject({ recoveryCodesLeft: 10, authenticators: [{ name: '我的手机' }] });
    expect((await addApp(app, person, '另一部手机')).codes, 'the codes are shown once').toEqual([]);
    await app.server.tick();
    expect(lettersTo(app, person.email).filter((letter) => letter.includes('authenticator app'))).toHaveLength(2);
  });

  it('is asked for after the right password, and until then nobody is signed in', async () => {
    const { person, secret } = await withApp(app);
    const client = app.anonymous();
    const challenge = await challengeOf(app, person);
    expect(await whoIs(client)).toBeNull();
    await client.must(ConfirmSecondFactorDocument, { challenge, code: shownCode(secret, now()) });
    expect(await whoIs(client)).toBe(person.id);
  });

  it('has its secret nowhere in the database', async () => {
    const { secret } = await withApp(app);
    const rows = await app.db.read.query<unknown[]>('SELECT * FROM authenticators');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('does not tell whether there is one before the password is right', async () => {
    const { person } = await withApp(app);
    const wrong = await app.anonymous().refused(SignInDocument, { email: person.email, password: 'not-the-password' });
    const unknown = await app.anonymous().refused(SignInDocument, { email: 'x@example.test', password: 'not-the-one' });
    expect(wrong).toEqual(unknown);
  });

  it('takes no code twice, no wrong code, no other account’s code and no code for a finished challenge', async () => {
    const [{ person, secret }, other] = [await withApp(app), await withApp(app)];
    const client = app.anonymous();
    const challenge = await challengeOf(app, person);
    const code = shownCode(secret, now());
    for (const wrong of ['', '12345', 'abcdef', shownCode(other.secret, now()), other.codes[0]!])
      expect(await client.refused(ConfirmSecondFactorDocument, { challenge, code: wrong })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'code',
        key: 'secondFactor.wrong',
      });
    await client.must(ConfirmSecondFactorDocument, { challenge, code });
    app.clock.advance(STEP_MS);
    expect(
      await client.refused(ConfirmSecondFactorDocument, { challenge, code: shownCode(secret, now()) }),
    ).toMatchObject({ field: 'challenge' });
    const again = app.anonymous();
    expect(
      await again.refused(ConfirmSecondFactorDocument, { challenge: await challengeOf(app, person), code }),
    ).toMatchObject({ key: 'secondFactor.wrong' });
  });

  it('lets one of two requests through that use one code at the same moment', async () => {
    const { person, secret } = await withApp(app);
    const clients = [app.anonymous(), app.anonymous()];
    const challenges = [await challengeOf(app, person), await challengeOf(app, person)];
    const code = shownCode(secret, now());
    const answers = await Promise.all(
      clients.map((client, index) =>
        client.execute(ConfirmSecondFactorDocument, { challenge: challenges[index]!, code }),
      ),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('cannot be guessed: ten codes end the quarter of an hour, and the right password gives no more', async () => {
    const { person, secret } = await withApp(app);
    const client = app.anonymous();
    const challenge = await challengeOf(app, person);
    const codes: string[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      codes.push((await client.refused(ConfirmSecondFactorDocument, { challenge, code: '000000' })).code);
    expect(codes).toEqual([...Array<string>(10).fill('BAD_USER_INPUT'), 'LIMIT_EXCEEDED']);
    const right = { challenge: await challengeOf(app, person), code: shownCode(secret, now()) };
    expect((await app.anonymous().refused(ConfirmSecondFactorDocument, right)).code).toBe('LIMIT_EXCEEDED');
    app.clock.advance(15 * MINUTE_MS);
    const later = { challenge: await challengeOf(app, person), code: shownCode(secret, now()) };
    await app.anonymous().must(ConfirmSecondFactorDocument, later);
  });

  it('has to be answered within ten minutes', async () => {
    const { person, secret } = await withApp(app);
    const client = app.anonymous();
    const challenge = await challengeOf(app, person);
    app.clock.advance(10 * MINUTE_MS);
    expect(
      await client.refused(ConfirmSecondFactorDocument, { challenge, code: shownCode(secret, now()) }),
    ).toMatchObject({ field: 'challenge', key: 'signIn.challengeOver' });
  });

  it('is replaced by each recovery code once, however it is typed, and the holder is told', async () => {
    const { person, codes } = await withApp(app);
    const typed = ` ${codes[0]!.toLowerCase().replaceAll('-', ' ')} `;
    const client = app.anonymous();
    await client.must(ConfirmSecondFactorDocument, { challenge: await challengeOf(app, person), code: typed });
    expect((await client.must(OwnAuthenticatorsDocument)).viewer?.recoveryCodesLeft).toBe(9);
    const again = app.anonymous();
    const challenge = await challengeOf(app, person);
    expect(await again.refused(ConfirmSecondFactorDocument, { challenge, code: typed })).toMatchObject({
      key: 'secondFactor.wrong',
    });
    await app.server.tick();
    expect(lettersTo(app, person.email).some((letter) => letter.includes('recovery code was used'))).toBe(true);
    const { renewRecoveryCodes: renewed } = await client.must(RenewRecoveryCodesDocument, {
      password: person.password,
    });
    expect(await again.refused(ConfirmSecondFactorDocument, { challenge, code: codes[1]! })).toMatchObject({
      key: 'secondFactor.wrong',
    });
    await again.must(ConfirmSecondFactorDocument, { challenge, code: renewed[0]! });
  });

  it('is neither added nor removed nor replaced by somebody at an open session without the password', async () => {
    const { person } = await withApp(app);
    const { viewer } = await person.client.must(OwnAuthenticatorsDocument);
    const { id } = viewer!.authenticators[0]!;
    const wrong = { code: 'BAD_USER_INPUT', field: 'password' };
    const password = 'not-the-password';
    expect(await person.client.refused(StartAuthenticatorDocument, { password })).toMatchObject(wrong);
    expect(await person.client.refused(RemoveAuthenticatorDocument, { id, password })).toMatchObject(wrong);
    expect(await person.client.refused(RenewRecoveryCodesDocument, { password })).toMatchObject(wrong);
    const stranger = await app.signUp();
    expect((await stranger.client.refused(RemoveAuthenticatorDocument, { id, password: stranger.password })).code).toBe(
      'NOT_FOUND',
    );
    await person.client.must(RemoveAuthenticatorDocument, { id, password: person.password });
    expect(await whoIs(await app.as(person))).toBe(person.id);
  });

  it('needs a verified address, so that nobody locks the holder of an address out', async () => {
    const person = await app.signUp({ verified: false });
    expect(await person.client.refused(StartAuthenticatorDocument, { password: person.password })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'email.unverified',
    });
  });

  it('stays when the password is reset or changed, and a challenge from before does not', async () => {
    const { person, secret } = await withApp(app);
    const client = app.anonymous();
    const challenge = await challengeOf(app, person);
    const password = 'quite-another-sentence';
    await app
      .anonymous()
      .must(ResetPasswordDocument, { token: await resetTokenFor(app, person), newPassword: password });
    expect(
      await client.refused(ConfirmSecondFactorDocument, { challenge, code: shownCode(secret, now()) }),
    ).toMatchObject({ field: 'challenge' });
    await client.must(ConfirmSecondFactorDocument, {
      challenge: await challengeOf(app, { ...person, password }),
      code: shownCode(secret, now()),
    });
    const waiting = await challengeOf(app, { ...person, password });
    await client.must(ChangePasswordDocument, { currentPassword: password, newPassword: person.password });
    app.clock.advance(STEP_MS);
    expect(
      await app
        .anonymous()
        .refused(ConfirmSecondFactorDocument, { challenge: waiting, code: shownCode(secret, now()) }),
      'its password is no longer the right one',
    ).toMatchObject({ field: 'challenge' });
  });

  it('is only offered to holders of a role in the demo and in development', async () => {
    const admin = await app.signUp({ roles: ['ADMIN'] });
    expect((await admin.client.must(ViewerDocument)).viewer).toMatchObject({
      roles: ['ADMIN'],
      secondFactorDemanded: false,
    });
  });
});

describe('where a second factor is demanded', () => {
  const app = useTestApp({ env: { SECOND_FACTOR: 'demanded' } });

  it.each(['ADMIN', 'REVIEWER', 'TREASURER', 'AUDITOR'] as const)(
    'the role %s counts from the moment at which there is one, and no longer',
    async (role) => {
      const person = await app.signUp({ roles: [role] });
      const { client } = person;
      const query = { ADMIN: 'accounts', AUDITOR: 'accounts', REVIEWER: 'reviewQueue', TREASURER: 'paymentQueue' }[
        role
      ];
      const look = `{ it: ${query} { totalCount } }`;
      expect((await client.must(ViewerDocument)).viewer).toMatchObject({ roles: [], secondFactorDemanded: true });
      expect(await client.refused(look)).toMatchObject({ code: 'FORBIDDEN', key: 'secondFactor.demanded' });
      await addApp(app, person);
      expect((await client.must(ViewerDocument)).viewer).toMatchObject({ roles: [role], secondFactorDemanded: false });
      await client.must(look);
      const { viewer } = await client.must(OwnAuthenticatorsDocument);
      await client.must(RemoveAuthenticatorDocument, {
        id: viewer!.authenticators[0]!.id,
        password: person.password,
      });
      expect(await client.refused(look)).toMatchObject({ key: 'secondFactor.demanded' });
    },
  );

  it('people without a role need none', async () => {
    const person = await app.signUp();
    expect((await person.client.must(ViewerDocument)).viewer?.secondFactorDemanded).toBe(false);
    await person.client.must(MUTATIONS.createOrganization, { input: { name: '街坊互助社', kind: 'COMMUNITY' } });
  });
});
