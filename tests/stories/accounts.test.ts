import { SignInDocument, SignOutDocument, SignUpDocument, ViewerDocument } from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../support/clock.ts';
import { useTestApp } from '../support/app.ts';

describe('an account', () => {
  const app = useTestApp();

  it('is created, signed out and signed in again, in two independent browsers', async () => {
    const visitor = app.anonymous();
    expect(await visitor.must(ViewerDocument)).toMatchObject({ viewer: null });

    const person = await app.signUp({ name: '李明', email: 'Li.Ming@Example.test' });
    expect(person.email).toBe('li.ming@example.test');
    expect((await person.client.must(ViewerDocument)).viewer).toEqual({
      id: person.id,
      name: '李明',
      email: 'li.ming@example.test',
      emailVerified: true,
      secondFactorDemanded: false,
      roles: [],
      grants: [],
      memberships: [],
    });

    const phone = await app.as({ email: ' LI.MING@example.test', password: person.password });
    expect((await phone.must(ViewerDocument)).viewer?.id).toBe(person.id);
    await phone.must(SignOutDocument);
    expect(await phone.must(ViewerDocument)).toMatchObject({ viewer: null });
    expect((await person.client.must(ViewerDocument)).viewer?.id).toBe(person.id);
  });

  it('accepts its own password only, and an unknown address is refused like a wrong password', async () => {
    const person = await app.signUp();
    const wrong = await app
      .anonymous('en')
      .refused(SignInDocument, { email: person.email, password: 'not-the-password' });
    const unknown = await app
      .anonymous('en')
      .refused(SignInDocument, { email: 'nobody@example.test', password: 'not-the-password' });
    expect(wrong.code).toBe('UNAUTHENTICATED');
    expect(unknown).toEqual(wrong);
  });

  it('belongs to one address, in any spelling', async () => {
    const person = await app.signUp({ email: 'one@example.test' });
    const refusal = await app
      .anonymous()
      .refused(SignUpDocument, { input: { name: '别人', email: 'ONE@EXAMPLE.TEST', password: person.password } });
    expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'email' });
  });

  it('is signed out after some time', async () => {
    const person = await app.signUp();
    app.clock.advance(400 * DAY_MS);
    expect(await person.client.must(ViewerDocument)).toMatchObject({ viewer: null });
  });

  it('has the platform roles that it was given', async () => {
    const reviewer = await app.signUp({ roles: ['REVIEWER', 'TREASURER'] });
    expect((await reviewer.client.must(ViewerDocument)).viewer?.roles.sort()).toEqual(['REVIEWER', 'TREASURER']);
  });
});
