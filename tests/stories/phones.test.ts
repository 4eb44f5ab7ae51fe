import {
  AskPhoneCodeDocument,
  ConfirmPhoneDocument,
  OwnPhonesDocument,
  ReadDonorPhoneDocument,
  RemovePhoneDocument,
} from '@hongchuang/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, useTestApp, type TestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { lettersTo } from '../support/letters.ts';
import { captureLog } from '../support/log.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  addPhone,
  askedCode,
  newNumber,
  PROVIDER_KEY,
  PROVIDER_TEXTS,
  sentTexts,
  startTextProvider,
  textedCode,
  type Behaviour,
  type TextProvider,
} from '../support/texts.ts';
import { createTown, joinUnit, projectAt, type Town } from '../support/town.ts';

const HOUR_MS = 60 * MINUTE_MS;
const masked = (number: string) => `${number.slice(0, 3)}****${number.slice(-4)}`;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const own = async ({ client }: Pick<TestUser, 'client'>) => (await client.must(OwnPhonesDocument)).viewer!;

describe('a telephone number', () => {
  const app = useTestApp();

  it('is added with the password and a code, shown masked, and its holder is told by mail', async () => {
    const person = await app.signUp();
    expect(await own(person)).toMatchObject({ phone: null, phoneConfirmation: null });
    const number = newNumber();
    expect(await person.client.refused(AskPhoneCodeDocument, { number, password: 'not-the-password' })).toMatchObject({
      field: 'password',
    });
    expect(
      sentTexts(app).some((text) => text.includes(number)),
      'nothing is sent without the password',
    ).toBe(false);

    const asked = await person.client.must(AskPhoneCodeDocument, {
      number: `+86 ${number}`,
      password: person.password,
    });
    expect(asked.askPhoneCode).toMatchObject({
      phone: null,
      phoneConfirmation: { masked: masked(number), sent: true, triesLeft: 5 },
    });
    const code = textedCode(app, number);
    expect(await person.client.refused(ConfirmPhoneDocument, { code: wrong(code) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'code',
      key: 'phone.codeWrong',
    });
    const { confirmPhone } = await person.client.must(ConfirmPhoneDocument, {
      code: ` ${code.slice(0, 3)}-${code.slice(3)}`,
    });
    expect(confirmPhone).toMatchObject({ phone: { masked: masked(number) }, phoneConfirmation: null });
    expect(await person.client.refused(ConfirmPhoneDocument, { code }), 'a code works once').toMatchObject({
      key: 'phone.codeOver',
    });
    await app.server.tick();
    const letters = lettersTo(app, person.email).filter((letter) => letter.includes('telephone number'));
    expect(letters).toHaveLength(1);
    expect(letters[0]).not.toContain(number.slice(-4));
  });

  it('is sealed at rest, and so is one that waits for its code; the code is nowhere', async () => {
    const person = await app.signUp();
    const { number, code } = await askedCode(app, person);
    await person.client.must(ConfirmPhoneDocument, { code });
    const other = await askedCode(app, person);
    const rows = JSON.stringify([
      await app.db.read.query('SELECT * FROM account_phones WHERE user_id = ?', [person.id]),
      await app.db.read.query('SELECT * FROM phone_codes WHERE user_id = ?', [person.id]),
    ]);
    for (const secret of [number, other.number, code, other.code]) expect(rows).not.toContain(secret);
    expect(rows.match(/v1\./g)).toHaveLength(2);
  });

  it('replaces the one before once its own code was typed, and is removed with the password', async () => {
    const person = await app.signUp();
    const first = await addPhone(app, person);
    expect(
      await person.client.refused(AskPhoneCodeDocument, { number: first, password: person.password }),
    ).toMatchObject({ field: 'number', key: 'phone.same' });
    const second = await askedCode(app, person);
    expect((await own(person)).phone?.masked, 'the old number stays until then').toBe(masked(first));
    await person.client.must(ConfirmPhoneDocument, { code: second.code });
    expect((await own(person)).phone?.masked).toBe(masked(second.number));
    expect(await person.client.refused(RemovePhoneDocument, { password: 'wrong-one' })).toMatchObject({
      field: 'password',
    });
    await person.client.must(RemovePhoneDocument, { password: person.password });
    expect(await own(person)).toMatchObject({ phone: null });
    expect(await person.client.refused(RemovePhoneDocument, { password: person.password })).toMatchObject({
      code: 'INVALID_STATE',
    });
    await app.server.tick();
    expect(lettersTo(app, person.email).filter((letter) => letter.includes('telephone number'))).toHaveLength(3);
  });

  it('needs a verified address', async () => {
    const person = await app.signUp({ verified: false });
    expect(
      await person.client.refused(AskPhoneCodeDocument, { number: newNumber(), password: person.password }),
    ).toMatchObject({ code: 'FORBIDDEN', key: 'email.unverified' });
  });

  it('of somebody else is answered in the same way, and both may have it', async () => {
    const [holder, other] = [await app.signUp(), await app.signUp()];
    const number = await addPhone(app, holder);
    await app.pass(2 * MINUTE_MS);
    const free = await app.signUp();
    const answerOf = async (person: TestUser, wanted: string) => {
      const { errors, data } = await person.client.execute(AskPhoneCodeDocument, {
        number: wanted,
        password: person.password,
      });
      const { expiresAt: _, masked: __, ...rest } = data!.askPhoneCode.phoneConfirmation!;
      return { errors, rest };
    };
    expect(await answerOf(other, number)).toEqual(await answerOf(free, newNumber()));
    await other.client.must(ConfirmPhoneDocument, { code: textedCode(app, number) });
    for (const person of [holder, other]) expect((await own(person)).phone?.masked).toBe(masked(number));
  });

  it('is confirmed within ten minutes and five tries, and by the newest code only', async () => {
    const person = await app.signUp();
    const late = await askedCode(app, person);
    await app.pass(10 * MINUTE_MS);
    expect(await person.client.refused(ConfirmPhoneDocument, { code: late.code })).toMatchObject({
      key: 'phone.codeOver',
    });
    expect((await own(person)).phoneConfirmation).toBeNull();

    const guessed = await askedCode(app, person);
    for (let left = 4; left > 0; left -= 1) {
      const refusal = await person.client.refused(ConfirmPhoneDocument, { code: wrong(guessed.code) });
      expect(refusal.message).toContain(String(left));
      expect((await own(person)).phoneConfirmation?.triesLeft).toBe(left);
    }
    for (const code of [wrong(guessed.code), guessed.code])
      expect(await person.client.refused(ConfirmPhoneDocument, { code })).toMatchObject({ key: 'phone.codeOver' });

    const first = await askedCode(app, person);
    const second = await askedCode(app, person);
    if (first.code !== second.code)
      expect(await person.client.refused(ConfirmPhoneDocument, { code: first.code })).toMatchObject({
        key: 'phone.codeWrong',
      });
    await person.client.must(ConfirmPhoneDocument, { code: second.code });
    expect((await own(person)).phone?.masked).toBe(masked(second.number));
  });

  it('bears five tries also when they come at once', async () => {
    const person = await app.signUp();
    const { code } = await askedCode(app, person);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => person.client.execute(ConfirmPhoneDocument, { code: wrong(code) })),
    );
    expect(answers.filter(({ errors }) => errors[0]?.extensions?.key === 'phone.codeWrong')).toHaveLength(4);
    expect(await person.client.refused(ConfirmPhoneDocument, { code })).toMatchObject({ key: 'phone.codeOver' });
  });

  it('of a code belongs to the account that asked: another account cannot use it', async () => {
    const [holder, thief] = [await app.signUp(), await app.signUp()];
    const { code } = await askedCode(app, holder);
    expect(await thief.client.refused(ConfirmPhoneDocument, { code })).toMatchObject({ key: 'phone.codeOver' });
    const { code: ofThief } = await askedCode(app, thief);
    if (code !== ofThief)
      expect(await thief.client.refused(ConfirmPhoneDocument, { code })).toMatchObject({ key: 'phone.codeWrong' });
  });

  it('gets a code a minute and five an hour, whoever asks, and an account ten a day', async () => {
    const [one, two] = [await app.signUp(), await app.signUp()];
    const number = newNumber();
    const ask = (person: TestUser, to: string) =>
      person.client.execute(AskPhoneCodeDocument, { number: to, password: person.password });
    const refusal = async (person: TestUser, to: string) => (await ask(person, to)).errors[0]?.extensions;
    expect(await refusal(one, number)).toBeUndefined();
    expect(await refusal(two, number)).toMatchObject({ code: 'LIMIT_EXCEEDED', key: 'phone.tooMany', minutes: 1 });
    for (let asked = 1; asked < 5; asked += 1) {
      app.clock.advance(61_000);
      expect(await refusal(asked % 2 === 0 ? one : two, number)).toBeUndefined();
    }
    app.clock.advance(61_000);
    expect(await refusal(one, number), 'the hour has had its five').toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(sentTexts(app).filter((text) => text.includes(number))).toHaveLength(5);

    const busy = await app.signUp();
    for (let asked = 0; asked < 10; asked += 1) expect(await refusal(busy, newNumber())).toBeUndefined();
    expect(await refusal(busy, newNumber())).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    app.clock.advance(24 * HOUR_MS);
    expect(await refusal(busy, newNumber())).toBeUndefined();
  });

  it('is in the export of the person’s own data, and gone with the account', async () => {
    const person = await app.signUp();
    const number = await addPhone(app, person);
    const waiting = await askedCode(app, person);
    const { data } = (await (await person.client.fetch('/exports/my-data.json')).json()) as {
      data: Record<string, Record<string, unknown>[]>;
    };
    expect(data.account_phones).toMatchObject([{ number_sealed: `+86${number}` }]);
    expect(data.phone_codes).toMatchObject([{ number_sealed: `+86${waiting.number}` }]);
    expect(data.phone_codes![0]).not.toHaveProperty('code_key');
    await person.client.must(MUTATIONS.closeAccount, { password: person.password });
    for (const table of ['account_phones', 'phone_codes'])
      expect(await app.db.read.query(`SELECT 1 FROM ${table} WHERE user_id = ?`, [person.id])).toEqual([]);
  });

  it('that waited for its code is deleted when the code is over', async () => {
    const person = await app.signUp();
    await askedCode(app, person);
    await app.pass(HOUR_MS);
    expect(await app.db.read.query('SELECT 1 FROM phone_codes WHERE user_id = ?', [person.id])).toEqual([]);
  });

  it('signs nobody in and is no second factor', async () => {
    const person = await app.signUp();
    await addPhone(app, person);
    const client = app.anonymous();
    expect((await client.execute(MUTATIONS.signIn, { email: person.email, password: person.password })).errors).toEqual(
      [],
    );
    const { viewer } = await person.client.must(
      '{ viewer { secondFactorDemanded authenticators { id } passkeys { id } } }',
    );
    expect(viewer).toMatchObject({ authenticators: [], passkeys: [] });
  });
});

describe('the number of a person who handles the gift of a unit', () => {
  const app = useTestApp();
  let town: Town;
  beforeAll(async () => {
    town = await createTown(app);
  });

  it('is read by a treasurer with a reason, on record; that of a person who gives for themselves is not', async () => {
    const project = await projectAt(app, town, 'FUNDRAISING');
    const handler = await app.signUp({ name: '经办人' });
    await joinUnit(app, town, handler, 'EDITOR');
    const number = await addPhone(app, handler);
    const give = async (onBehalfOfId: string | null) =>
      (
        await handler.client.must(MUTATIONS.pledge, {
          input: pledgeInput(project.id, { onBehalfOfId, payment: 'BANK_TRANSFER' }),
        })
      ).pledge.id as string;
    const [ofUnit, ofPerson] = [await give(town.organization.id), await give(null)];
    const read = async (pledgeId: string) =>
      (await town.treasurer.client.must(ReadDonorPhoneDocument, { pledgeId, reason: '附言对不上' })).readDonorPhone
        .value;
    expect(await read(ofUnit)).toBe(`+86${number}`);
    expect(await read(ofPerson)).toBeNull();
    const { viewer } = await handler.client.must(
      '{ viewer { trace(first: 20) { edges { node { kind { name } } } } } }',
    );
    expect(viewer.trace.edges.map(({ node }: { node: { kind: { name: string } } }) => node.kind.name)).toContain(
      'PHONE_READ',
    );
    await handler.client.must(RemovePhoneDocument, { password: handler.password });
    expect(await read(ofUnit)).toBeNull();
  });
});

describe('the provider of text messages', () => {
  let provider: TextProvider;
  let app: TestApp;
  beforeAll(async () => {
    provider = await startTextProvider();
    app = await startTestApp({
      env: {
        LOG_LEVEL: 'warn',
        SMS_PROVIDER: 'aliyun',
        ALIYUN_SMS_KEY_ID: PROVIDER_KEY.id,
        ALIYUN_SMS_KEY_SECRET: PROVIDER_KEY.secret,
        ALIYUN_SMS_SIGN: PROVIDER_TEXTS.sign,
        ALIYUN_SMS_TEMPLATE: PROVIDER_TEXTS.template,
        ALIYUN_SMS_ENDPOINT: provider.url,
      },
    });
  });
  afterAll(async () => {
    await app?.close();
    await provider?.stop();
  });
  beforeEach(() => {
    provider.behaviour = { code: 'OK' };
    provider.refused.length = 0;
  });

  const ask = async (person: TestUser, number = newNumber()) => ({
    number,
    ...(await person.client.execute(AskPhoneCodeDocument, { number, password: person.password })),
  });

  it('gets messages that are signed by its rules, each with the code alone', async () => {
    const person = await app.signUp();
    const { number, errors } = await ask(person);
    expect([errors, provider.refused]).toEqual([[], []]);
    const { number: to, params } = provider.taken.at(-1)!;
    expect([to, Object.keys(params)]).toEqual([number, ['code']]);
    await person.client.must(ConfirmPhoneDocument, { code: String(params.code) });
    expect((await own(person)).phone?.masked).toBe(masked(number));
    expect(sentTexts(app), 'nothing lies in the outbox').toEqual([]);
  });

  it.each<[string, Behaviour, string, string]>([
    ['a number that it cannot reach', { code: 'isv.MOBILE_NUMBER_ILLEGAL' }, 'BAD_USER_INPUT', 'phone.refused'],
    ['its own limit for a number', { code: 'isv.BUSINESS_LIMIT_CONTROL' }, 'LIMIT_EXCEEDED', 'phone.providerLimit'],
    ['an account without money', { code: 'isv.AMOUNT_NOT_ENOUGH' }, 'UNAVAILABLE', 'phone.providerDown'],
    ['a fault of its own', { code: 'isp.SYSTEM_ERROR' }, 'UNAVAILABLE', 'phone.providerDown'],
    [
      'a key that it does not know',
      { status: 404, body: '{"Code":"InvalidAccessKeyId.NotFound","Message":"x"}' },
      'UNAVAILABLE',
      'phone.providerDown',
    ],
  ])('refuses because of %s, and the page is told in words', async (_why, behaviour, code, key) => {
    const person = await app.signUp();
    const log = captureLog(app);
    provider.behaviour = behaviour;
    const { number, errors } = await ask(person);
    expect(errors[0]?.extensions).toMatchObject({ code, key });
    expect(errors[0]?.message).toMatch(/\p{Script=Han}/u);
    expect((await own(person)).phoneConfirmation, 'no code waits that was not sent').toBeNull();
    expect(log.join('\n')).not.toContain(number);
  });

  it.each<[string, Behaviour]>([
    ['cuts the connection', 'CUT'],
    ['answers with the page of a proxy', { status: 502, body: '<html>Bad gateway</html>' }],
    ['answers without a code', { status: 200, body: '{}' }],
  ])('%s, so the message may arrive, and its code works if it does', async (_what, behaviour) => {
    const person = await app.signUp();
    provider.behaviour = behaviour;
    const { errors, number, data } = await ask(person);
    expect(errors).toEqual([]);
    expect(data?.askPhoneCode.phoneConfirmation).toMatchObject({ sent: false, masked: masked(number) });
    const taken = provider.taken.find((one) => one.number === number);
    if (taken === undefined) return;
    await person.client.must(ConfirmPhoneDocument, { code: String(taken.params.code) });
    expect((await own(person)).phone?.masked).toBe(masked(number));
  });

  it('is silent: the person waits for some seconds only, and nobody else waits', async () => {
    const [person, other] = [await app.signUp(), await app.signUp()];
    provider.behaviour = 'SILENT';
    const waiting = ask(person);
    await other.client.must(OwnPhonesDocument);
    await other.client.must(MUTATIONS.updateProfile, { name: '不必等' });
    expect((await waiting).data?.askPhoneCode.phoneConfirmation).toMatchObject({ sent: false });
  });

  it('cannot be reached: nothing was sent, and the tries of the day are not used up', async () => {
    const person = await app.signUp();
    const { url } = provider;
    await provider.stop();
    for (let asked = 0; asked < 12; asked += 1)
      expect((await ask(person)).errors[0]?.extensions).toMatchObject({
        code: 'UNAVAILABLE',
        key: 'phone.providerDown',
      });
    expect(url).toMatch(/^http/);
    expect((await own(person)).phoneConfirmation).toBeNull();
  });
});

describe('an installation that sends no text messages', () => {
  const app = useTestApp({ env: { SMS_PROVIDER: 'none' } });

  it('says so', async () => {
    const person = await app.signUp();
    expect((await person.client.must('{ platform { textMessages } }')).platform.textMessages).toBe(false);
    expect(
      await person.client.refused(AskPhoneCodeDocument, { number: newNumber(), password: person.password }),
    ).toMatchObject({ code: 'INVALID_STATE', key: 'phone.off' });
  });
});
