import { SendVerificationDocument, SignUpDocument, VerifyEmailDocument, ViewerDocument } from '@hongchuang/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { pledgeInput } from '../support/city.ts';
import { HOUR_MS } from '../support/clock.ts';
import { lettersTo, mailedToken } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, invitationTokenFor, projectAt, type Town } from '../support/town.ts';

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const PAGE = '/verify-email';
const isVerified = async ({ client }: TestUser) => (await client.must(ViewerDocument)).viewer?.emailVerified;
const unverified = () => app.signUp({ name: '新来的', verified: false });
const unit = { input: { name: '新来的单位', kind: 'COMMUNITY' } };

describe('a new address', () => {
  it('is verified by the link in the letter, once, in the account that signed up', async () => {
    const person = await unverified();
    expect(await isVerified(person)).toBe(false);
    const token = await mailedToken(app, person.email, PAGE);
    await person.client.must(VerifyEmailDocument, { token });
    expect(await isVerified(person)).toBe(true);
    expect(await person.client.refused(VerifyEmailDocument, { token })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'token',
      key: 'link.unknown',
    });
  });

  it('is not verified by its real owner for the stranger who signed up with it', async () => {
    const thief = await unverified();
    const token = await mailedToken(app, thief.email, PAGE);
    expect((await app.anonymous().refused(VerifyEmailDocument, { token })).code).toBe('UNAUTHENTICATED');
    expect(await town.stranger.client.refused(VerifyEmailDocument, { token })).toMatchObject({
      code: 'FORBIDDEN',
      key: 'link.otherAccount',
    });
    expect(await isVerified(thief), 'opening a link is not enough').toBe(false);
    expect(await isVerified(town.stranger)).toBe(true);
  });

  it('is not verified by a link that is guessed, too old or for something else', async () => {
    const person = await unverified();
    const token = await mailedToken(app, person.email, PAGE);
    for (const wrong of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase()])
      expect(await person.client.refused(VerifyEmailDocument, { token: wrong })).toMatchObject({ key: 'link.unknown' });
    app.clock.advance(72 * HOUR_MS);
    expect(await person.client.refused(VerifyEmailDocument, { token })).toMatchObject({ key: 'link.unknown' });
    await person.client.must(SendVerificationDocument);
    await person.client.must(VerifyEmailDocument, { token: await mailedToken(app, person.email, PAGE) });
  });

  it('gets the letter again on request, five times an hour', async () => {
    const person = await unverified();
    for (let letter = 1; letter < 5; letter += 1) await person.client.must(SendVerificationDocument);
    expect(await person.client.refused(SendVerificationDocument)).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      key: 'letter.tooMany',
    });
    await app.server.tick();
    expect(lettersTo(app, person.email)).toHaveLength(5);
    app.clock.advance(HOUR_MS + 1);
    await person.client.must(SendVerificationDocument);
    await person.client.must(VerifyEmailDocument, { token: await mailedToken(app, person.email, PAGE) });
    expect(await person.client.refused(SendVerificationDocument)).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('gets a letter with nothing of what the stranger typed but the address', async () => {
    const person = await app.signUp({ name: '加微信领红包', verified: false });
    await app.server.tick();
    const [letter = ''] = lettersTo(app, person.email);
    expect(letter).toContain('登录后确认');
    expect(letter).toContain('confirm it after signing in');
    expect(letter).not.toContain(person.name);
  });
});

describe('without a verified address', () => {
  it('a person gives for themselves, at once', async () => {
    const person = await unverified();
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const { pledge } = await person.client.must(MUTATIONS.pledge, { input: pledgeInput(id) });
    expect(pledge.id).toBeTruthy();
  });

  it('nobody registers a unit, and the refusal names the address', async () => {
    const person = await unverified();
    expect(await person.client.refused(MUTATIONS.createOrganization, unit)).toMatchObject({
      code: 'FORBIDDEN',
      key: 'email.unverified',
      message: expect.stringContaining(person.email),
    });
    await app.verifyEmail(person.email);
    await person.client.must(MUTATIONS.createOrganization, unit);
  });

  it('nobody is given a role', async () => {
    const person = await unverified();
    expect(
      await town.admin.client.refused(MUTATIONS.setPlatformRoles, { userId: person.id, roles: ['TREASURER'] }),
    ).toMatchObject({ code: 'FORBIDDEN', key: 'email.accountUnverified' });
    expect((await person.client.must(ViewerDocument)).viewer?.roles).toEqual([]);
  });

  it('nobody gives in the name of a unit', async () => {
    const person = await unverified();
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const input = pledgeInput(id, { onBehalfOfId: town.organization.id });
    expect((await person.client.refused(MUTATIONS.pledge, { input })).code).toBe('FORBIDDEN');
  });

  it('nobody gets notices by mail', async () => {
    const [reader, silent] = [await app.signUp(), await unverified()];
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    for (const person of [reader, silent])
      await person.client.must(MUTATIONS.pledge, { input: pledgeInput(id, { amount: 10_000 }) });
    await town.owner.client.must(MUTATIONS.cancelProject, { id, reason: '场地没有了' });
    const { prepareRefund } = await town.treasurer.client.must(MUTATIONS.prepareRefund, {
      input: { projectId: id, reason: '项目终止' },
    });
    await town.admin.client.must(MUTATIONS.approveRefund, { id: prepareRefund.id });
    await app.pass(1_000);
    await app.pass(1_000);
    const notices = (letters: string[]) => letters.filter((letter) => !letter.includes(PAGE));
    expect(notices(lettersTo(app, reader.email)).length).toBeGreaterThan(0);
    expect(notices(lettersTo(app, silent.email))).toEqual([]);
    const { viewer } = await silent.client.must('{ viewer { unreadNotices } }');
    expect(viewer.unreadNotices, 'the page still tells').toBeGreaterThan(0);
  });

  it('nobody joins, except by the invitation that was mailed to the same address', async () => {
    const person = await unverified();
    await town.owner.client.must(MUTATIONS.inviteMember, {
      input: { organizationId: town.organization.id, email: person.email, role: 'MEMBER' },
    });
    await person.client.must(MUTATIONS.acceptInvitation, { token: invitationTokenFor(app, person.email) });
    expect(await isVerified(person)).toBe(true);
  });
});

describe('a sign-up with an address that has an account', () => {
  it('is refused, and the holder is told once an hour', async () => {
    const holder = await app.signUp();
    const again = { input: { name: '别人', email: holder.email.toUpperCase(), password: 'another-password' } };
    for (let time = 0; time < 3; time += 1)
      expect((await app.anonymous().refused(SignUpDocument, again)).code).toBe('CONFLICT');
    await app.server.tick();
    expect(lettersTo(app, holder.email).filter((letter) => letter.includes('was refused'))).toHaveLength(1);
  });
});
