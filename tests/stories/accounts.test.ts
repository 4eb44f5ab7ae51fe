import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../support/clock.ts';
import { useTestApp } from '../support/app.ts';

const VIEWER = 'query Viewer { viewer { id name email roles } }';
const SIGN_UP = 'mutation SignUp($input: SignUpInput!) { signUp(input: $input) { id } }';
const SIGN_IN = 'mutation SignIn($email: String!, $password: String!) { signIn(email: $email, password: $password) { id } }';
const SIGN_OUT = 'mutation SignOut { signOut }';

describe('an account', () => {
  const app = useTestApp();

  it('is made, left and entered again, in two browsers that know nothing of each other', async () => {
    const visitor = app.anonymous();
    expect(await visitor.must(VIEWER)).toEqual({ viewer: null });

    const person = await app.signUp({ name: '李明', email: 'Li.Ming@Example.test' });
    expect(person.email).toBe('li.ming@example.test');
    expect((await person.client.must(VIEWER)).viewer).toEqual({ id: person.id, name: '李明', email: 'li.ming@example.test', roles: [] });

    const phone = await app.as({ email: ' LI.MING@example.test', password: person.password });
    expect((await phone.must(VIEWER)).viewer.id).toBe(person.id);
    await phone.must(SIGN_OUT);
    expect(await phone.must(VIEWER)).toEqual({ viewer: null });
    expect((await person.client.must(VIEWER)).viewer.id).toBe(person.id);
  });

  it('opens to its password alone, and an unknown address is answered like a wrong password', async () => {
    const person = await app.signUp();
    const wrong = await app.anonymous('en').refused(SIGN_IN, { email: person.email, password: 'not-the-password' });
    const unknown = await app.anonymous('en').refused(SIGN_IN, { email: 'nobody@example.test', password: 'not-the-password' });
    expect(wrong.code).toBe('UNAUTHENTICATED');
    expect(unknown).toEqual(wrong);
  });

  it('belongs to one address, however it is written', async () => {
    const person = await app.signUp({ email: 'one@example.test' });
    const refusal = await app.anonymous().refused(SIGN_UP, { input: { name: '别人', email: 'ONE@EXAMPLE.TEST', password: person.password } });
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'email' });
  });

  it('is signed out by time', async () => {
    const person = await app.signUp();
    app.clock.advance(400 * DAY_MS);
    expect(await person.client.must(VIEWER)).toEqual({ viewer: null });
  });

  it('holds the platform roles that it was given', async () => {
    const reviewer = await app.signUp({ roles: ['REVIEWER', 'TREASURER'] });
    expect((await reviewer.client.must(VIEWER)).viewer.roles.sort()).toEqual(['REVIEWER', 'TREASURER']);
  });
});
