import {
  ChangePasswordDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SignInDocument,
  ViewerDocument,
} from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { HOUR_MS } from '../support/clock.ts';
import { lettersTo, mailedToken, resetTokenFor } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp();
const NEW = 'quite-another-sentence';
const rowsOf = (table: string) => app.db.read.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);

describe('a forgotten password', () => {
  it('is replaced by the link in the letter, once, and every session ends', async () => {
    const person = await app.signUp();
    const phone = await app.as(person);
    const token = await resetTokenFor(app, person);
    await app.anonymous().must(ResetPasswordDocument, { token, newPassword: NEW });
    for (const client of [person.client, phone]) expect((await client.must(ViewerDocument)).viewer).toBeNull();
    const { email, password } = person;
    expect((await app.anonymous().refused(SignInDocument, { email, password })).code).toBe('UNAUTHENTICATED');
    await app.anonymous().must(SignInDocument, { email, password: NEW });
    expect(await app.anonymous().refused(ResetPasswordDocument, { token, newPassword: password })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'token',
      key: 'link.unknown',
    });
  });

  it('is answered alike, with the same work, whether or not the address has an account', async () => {
    const person = await app.signUp();
    const askFor = async (email: string) => {
      const before = (await rowsOf('account_letters')).length;
      const answer = await app.anonymous().execute(RequestPasswordResetDocument, { email });
      return { answer, letters: (await rowsOf('account_letters')).length - before };
    };
    const [known, unknown] = [await askFor(person.email), await askFor('nobody@example.test')];
    expect(unknown).toEqual(known);
    expect(known.letters).toBe(1);
    await app.server.tick();
    expect(lettersTo(app, person.email)).toHaveLength(1);
    expect(lettersTo(app, 'nobody@example.test')).toEqual([]);
  });

  it('brings at most three letters an hour, and says nothing of it', async () => {
    const person = await app.signUp();
    for (let time = 0; time < 6; time += 1)
      expect(await app.anonymous().must(RequestPasswordResetDocument, { email: person.email })).toEqual({
        requestPasswordReset: true,
      });
    await app.server.tick();
    expect(lettersTo(app, person.email)).toHaveLength(3);
  });

  it('is not replaced by a link that is an hour old, guessed, or meant for something else', async () => {
    const person = await app.signUp({ verified: false });
    const verification = await mailedToken(app, person.email, '/verify-email');
    const token = await resetTokenFor(app, person);
    for (const wrong of [verification, `${token}x`, ''])
      expect(await app.anonymous().refused(ResetPasswordDocument, { token: wrong, newPassword: NEW })).toMatchObject({
        key: 'link.unknown',
      });
    app.clock.advance(HOUR_MS);
    expect(await app.anonymous().refused(ResetPasswordDocument, { token, newPassword: NEW })).toMatchObject({
      key: 'link.unknown',
    });
  });

  it('can be replaced once by two requests with one token', async () => {
    const person = await app.signUp();
    const token = await resetTokenFor(app, person);
    const answers = await Promise.all(
      [NEW, 'a-third-sentence'].map((newPassword) =>
        app.anonymous().execute(ResetPasswordDocument, { token, newPassword }),
      ),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  });

  it('stays when the new one is easily guessed, and the link still works', async () => {
    const person = await app.signUp();
    const token = await resetTokenFor(app, person);
    expect(await app.anonymous().refused(ResetPasswordDocument, { token, newPassword: '12345678' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'newPassword',
      key: 'password.guessable.common',
    });
    await app.anonymous().must(ResetPasswordDocument, { token, newPassword: NEW });
  });

  it('gives an address back to its holder, from a stranger who signed up with it', async () => {
    const stranger = await app.signUp({ name: '冒名的人', verified: false });
    await app.anonymous().must(ResetPasswordDocument, { token: await resetTokenFor(app, stranger), newPassword: NEW });
    expect((await stranger.client.must(ViewerDocument)).viewer).toBeNull();
    const holder = await app.as({ email: stranger.email, password: NEW });
    expect((await holder.must(ViewerDocument)).viewer?.emailVerified).toBe(true);
  });

  it('leaves no usable secret in the database', async () => {
    const person = await app.signUp();
    await app.anonymous().must(RequestPasswordResetDocument, { email: person.email });
    const before = JSON.stringify(await rowsOf('account_letters'));
    const token = await mailedToken(app, person.email, '/reset-password');
    const stored = JSON.stringify([before, await rowsOf('email_links'), await rowsOf('account_letters')]);
    expect(stored).not.toContain(token);
  });
});

describe('the holder of an account is told by mail', () => {
  it('of a sign-in with a browser that the account does not know, once', async () => {
    const person = await app.signUp();
    const signIn = (browser: string) =>
      app.anonymous().fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': browser },
        body: JSON.stringify({
          query: MUTATIONS.signIn,
          variables: { email: person.email, password: person.password },
        }),
      });
    for (const browser of ['a stolen phone <b>', 'a stolen phone <b>']) await signIn(browser);
    await app.server.tick();
    const letters = lettersTo(app, person.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('did not know');
    expect(letters[0], 'the text of a stranger is in no letter').not.toContain('stolen');
  });

  it('of a new password, unless nobody verified the address', async () => {
    const [person, unverified] = [await app.signUp(), await app.signUp({ verified: false })];
    for (const { client, password } of [person, unverified])
      await client.must(ChangePasswordDocument, { currentPassword: password, newPassword: NEW });
    await app.server.tick();
    const told = ({ email }: { email: string }) =>
      lettersTo(app, email).filter((letter) => letter.includes('was changed')).length;
    expect([told(person), told(unverified)]).toEqual([1, 0]);
  });
});
