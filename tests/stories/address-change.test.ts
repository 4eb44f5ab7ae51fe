import { describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { DAY_MS } from '../support/clock.ts';
import { lettersTo, mailedToken, resetTokenFor } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp();
let count = 0;
const newAddress = () => `new-${(count += 1)}@example.test`;
const ask = (person: TestUser, newEmail: string, password = person.password) =>
  person.client.must(MUTATIONS.askAddressChange, { newEmail, password });
const NEW = '/new-address';
const OLD = '/old-address';
const confirmNew = async (person: TestUser, newEmail: string) =>
  (await person.client.must(MUTATIONS.confirmNewAddress, { token: await mailedToken(app, newEmail, NEW) }))
    .confirmNewAddress;
const answerOld = async (person: TestUser, agrees = true) =>
  app.anonymous().must(MUTATIONS.answerAddressChange, { token: await mailedToken(app, person.email, OLD), agrees });
const emailOf = async ({ client }: Pick<TestUser, 'client'>): Promise<string> =>
  (await client.must('{ viewer { email } }')).viewer.email;
const waiting = async ({ client }: TestUser) =>
  (await client.must('{ viewer { addressChange { newEmail newConfirmedAt oldConfirmedAt } } }')).viewer.addressChange;
const refused = { code: 'BAD_USER_INPUT', field: 'token', key: 'link.unknown' };

describe('the address of an account', () => {
  it.each([
    ['new', 'old'],
    ['old', 'new'],
  ])('changes once the readers of both have confirmed: the %s one first, then the %s one', async (first) => {
    const person = await app.signUp();
    const newEmail = newAddress();
    expect((await ask(person, newEmail)).askAddressChange).toMatchObject({
      email: person.email,
      addressChange: { newEmail, newConfirmedAt: null, oldConfirmedAt: null },
    });
    if (first === 'new') {
      expect(await confirmNew(person, newEmail)).toMatchObject({ email: person.email });
      expect(await waiting(person)).toMatchObject({ newConfirmedAt: expect.any(String), oldConfirmedAt: null });
      await answerOld(person);
    } else {
      await answerOld(person);
      expect(await emailOf(person), 'one is not enough').toBe(person.email);
      expect(await confirmNew(person, newEmail)).toMatchObject({ emailVerified: true, addressChange: null });
    }
    expect(await emailOf(person)).toBe(newEmail);
    expect(await waiting(person)).toBeNull();
    await app.as({ email: newEmail, password: person.password });
    await expect(app.as(person), 'the old one signs nobody in').rejects.toThrow();
    await app.server.tick();
    for (const email of [person.email, newEmail])
      await expect.poll(() => lettersTo(app, email).join()).toContain('换了邮箱');
  });

  it('stays when the reader of the old address objects, and the links are worth nothing then', async () => {
    const person = await app.signUp();
    const newEmail = newAddress();
    await ask(person, newEmail);
    const token = await mailedToken(app, newEmail, NEW);
    await answerOld(person, false);
    expect(await waiting(person)).toBeNull();
    expect(await person.client.refused(MUTATIONS.confirmNewAddress, { token })).toMatchObject(refused);
    expect(await emailOf(person)).toBe(person.email);
  });

  it('stays when its holder cancels the change, asks for another one, or a week passes', async () => {
    const person = await app.signUp();
    const [first, second, third] = [newAddress(), newAddress(), newAddress()];
    await ask(person, first);
    const ofFirst = await mailedToken(app, first, NEW);
    await person.client.must(MUTATIONS.cancelAddressChange);
    await ask(person, second);
    const ofSecond = await mailedToken(app, second, NEW);
    await ask(person, third);
    for (const token of [ofFirst, ofSecond])
      expect(await person.client.refused(MUTATIONS.confirmNewAddress, { token })).toMatchObject(refused);
    await confirmNew(person, third);
    const ofOld = await mailedToken(app, person.email, OLD);
    await app.pass(7 * DAY_MS);
    expect(await app.anonymous().refused(MUTATIONS.answerAddressChange, { token: ofOld, agrees: true })).toMatchObject(
      refused,
    );
    expect(await waiting(person)).toBeNull();
    expect(await emailOf(person)).toBe(person.email);
    expect(await person.client.refused(MUTATIONS.cancelAddressChange)).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('is not given to a stranger whose address was typed by mistake', async () => {
    const [person, stranger] = [await app.signUp(), await app.signUp()];
    const newEmail = newAddress();
    await ask(person, newEmail);
    const token = await mailedToken(app, newEmail, NEW);
    expect((await app.anonymous().refused(MUTATIONS.confirmNewAddress, { token })).code).toBe('UNAUTHENTICATED');
    expect(await stranger.client.refused(MUTATIONS.confirmNewAddress, { token })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'link.otherAccount',
    });
    await confirmNew(person, newEmail);
  });

  it('an address that nobody verified is not asked: a slip at the sign-up can be put right', async () => {
    const person = await app.signUp({ verified: false });
    const newEmail = newAddress();
    await ask(person, newEmail);
    expect(await confirmNew(person, newEmail)).toMatchObject({ email: newEmail, emailVerified: true });
    await app.server.tick();
    expect(lettersTo(app, person.email).filter((letter) => letter.includes(OLD))).toEqual([]);
  });
});

describe('a new address that has an account already', () => {
  it('gets the same answer as a free one; only its reader learns of it, and nothing comes of the change', async () => {
    const [person, other] = [await app.signUp(), await app.signUp()];
    const taken = (await ask(person, other.email)).askAddressChange;
    await app.server.tick();
    await expect.poll(() => lettersTo(app, other.email).join()).toContain('已有自己的账户');
    expect(lettersTo(app, other.email).join()).not.toContain(NEW);
    await answerOld(person);
    expect(await emailOf(person)).toBe(person.email);
    await person.client.must(MUTATIONS.cancelAddressChange);
    const free = (await ask(person, newAddress())).askAddressChange;
    const shapeOf = ({ addressChange }: typeof taken) => ({ ...addressChange, newEmail: '' });
    expect(shapeOf(taken)).toEqual(shapeOf(free));
  });

  it('and one that somebody signed up with meanwhile stays theirs', async () => {
    const person = await app.signUp();
    const newEmail = newAddress();
    await ask(person, newEmail);
    await confirmNew(person, newEmail);
    const other = await app.signUp({ email: newEmail });
    await answerOld(person);
    expect([await emailOf(person), await emailOf(other)]).toEqual([person.email, newEmail]);
    expect(await waiting(person)).toBeNull();
  });
});

describe('a request for another address', () => {
  it('takes the password, another address than the own, and five times a day', async () => {
    const person = await app.signUp();
    const again = (variables: object) =>
      person.client.refused(MUTATIONS.askAddressChange, {
        newEmail: newAddress(),
        password: person.password,
        ...variables,
      });
    expect(await again({ password: 'not-the-password' })).toMatchObject({ field: 'password', key: 'password.wrong' });
    expect(await again({ newEmail: person.email.toUpperCase() })).toMatchObject({
      field: 'newEmail',
      key: 'addressChange.same',
    });
    for (let time = 0; time < 5; time += 1) await ask(person, newAddress());
    expect(await again({})).toMatchObject({ code: 'LIMIT_EXCEEDED', key: 'addressChange.tooMany' });
    await app.pass(DAY_MS);
    await ask(person, newAddress());
  });

  it('ends the links to the old address, such as one that sets a password', async () => {
    const person = await app.signUp();
    const newEmail = newAddress();
    await ask(person, newEmail);
    await confirmNew(person, newEmail);
    const token = await resetTokenFor(app, person);
    await answerOld(person);
    expect(
      await app.anonymous().refused(MUTATIONS.resetPassword, { token, newPassword: 'quite-another-password' }),
    ).toMatchObject(refused);
  });
});
