import { SignInDocument, SignOutDocument, SignUpDocument, ViewerDocument } from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../support/clock.ts';
import { useTestApp } from '../support/app.ts';

describe('an account', () => {
  const app = useTestApp();

  it('is made, left and entered again, in two browsers that know nothing of each other', async () => {
    const visitor = app.anonymous();
    expect(await visitor.must(ViewerDocument)).toEqual({ viewer: null });

    const person = await app.signUp({ name: '李明', email: 'Li.Ming@Example.test' });
    expect(person.email).toBe('li.ming@example.test');
    expect((await person.client.must(ViewerDocument)).viewer).toEqual({ id: person.id, name: '李明', email: 'li.ming@example.test', roles: [], memberships: [] });

    const phone = await app.as({ email: ' LI.MING@example.test', password: person.password });
    expect((await phone.must(ViewerDocument)).viewer?.id).toBe(person.id);
    await phone.must(SignOutDocument);
    expect(await phone.must(ViewerDocument)).toEqual({ viewer: null });
    expect((await person.client.must(ViewerDocument)).viewer?.id).toBe(person.id);
  });

  it('opens to its password alone, and an unknown address is answered like a wrong password', async () => {
    const person = await app.signUp();
    const wrong = await app.anonymous('en').refused(SignInDocument, { email: person.email, password: 'not-the-password' });
    const unknown = await app.anonymous('en').refused(SignInDocument, { email: 'nobody@example.test', password: 'not-the-password' });
    expect(wrong.code).toBe('UNAUTHENTICATED');
    expect(unknown).toEqual(wrong);
  });

  it('belongs to one address, however it is written', async () => {
    const person = await app.signUp({ email: 'one@example.test' });
    const refusal = await app.anonymous().refused(SignUpDocument, { input: { name: '别人', email: 'ONE@EXAMPLE.TEST', password: person.password } });
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'email' });
  });

  it('is signed out by time', async () => {
    const person = await app.signUp();
    app.clock.advance(400 * DAY_MS);
    expect(await person.client.must(ViewerDocument)).toEqual({ viewer: null });
  });

  it('holds the platform roles that it was given', async () => {
    const reviewer = await app.signUp({ roles: ['REVIEWER', 'TREASURER'] });
    expect((await reviewer.client.must(ViewerDocument)).viewer?.roles.sort()).toEqual(['REVIEWER', 'TREASURER']);
  });
});
