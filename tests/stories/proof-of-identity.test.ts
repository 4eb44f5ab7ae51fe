import { ProveIdentityDocument } from '@hongchuang/schema';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { addApp, shownCode } from '../support/authenticator.ts';
import { createCity, openProject, type City, type OpenProject } from '../support/city.ts';
import { MINUTE_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { promise } from '../support/town.ts';

const app = useTestApp({ env: { PROOF_MINUTES: '10', PUBLIC_NOTICE_DAYS: '0' } });
let city: City;
let project: OpenProject;
let donor: TestUser;
beforeAll(async () => {
  city = await createCity(app);
  project = await openProject(app, city);
  donor = await app.signUp();
});

const REFUSED = { code: 'FORBIDDEN', key: 'identity.proofRequired' };
/** A treasurer who signed in eleven minutes ago, and a payment that waits for its confirmation. */
async function lateTreasurer() {
  const person = await app.signUp({ roles: ['TREASURER'] });
  const { id, amount } = await promise(donor, project.id);
  app.clock.advance(11 * MINUTE_MS);
  const input = { pledgeId: id, amount, bankReference: randomUUID() };
  return { person, confirm: { input }, clientOf: person.client };
}
const statusOf = async (pledgeId: string) =>
  (await donor.client.must('{ viewer { pledges { edges { node { id status } } } } }')).viewer.pledges.edges.find(
    ({ node }: { node: { id: string } }) => node.id === pledgeId,
  ).node.status as string;

describe('a payment is confirmed', () => {
  it('within ten minutes after the sign-in, and later only after a new proof', async () => {
    const { person, confirm } = await lateTreasurer();
    const refusal = await person.client.refused(MUTATIONS.confirmPayment, confirm);
    expect(refusal).toMatchObject(REFUSED);
    expect(refusal.message).toContain('10 分钟');
    expect(await statusOf(confirm.input.pledgeId)).toBe('PENDING');
    await person.client.must(ProveIdentityDocument, { password: person.password });
    await person.client.must(MUTATIONS.confirmPayment, confirm);
    expect(await statusOf(confirm.input.pledgeId)).toBe('PAID');
    app.clock.advance(10 * MINUTE_MS);
    expect(await person.client.refused(MUTATIONS.confirmPayment, confirm)).toMatchObject(REFUSED);
  });

  it('after the code of an app as well, which works once', async () => {
    const { person, confirm } = await lateTreasurer();
    const { secret } = await addApp(app, person);
    app.clock.advance(11 * MINUTE_MS);
    expect(await person.client.refused(MUTATIONS.confirmPayment, confirm)).toMatchObject(REFUSED);
    const code = shownCode(secret, app.clock.now());
    await person.client.must(ProveIdentityDocument, { code });
    await person.client.must(MUTATIONS.confirmPayment, confirm);
    expect(await person.client.refused(ProveIdentityDocument, { code })).toMatchObject({
      field: 'code',
      key: 'secondFactor.wrong',
    });
  });
});

describe('a proof', () => {
  it('is of the person who is signed in, and gives the session a new token', async () => {
    const { person, confirm } = await lateTreasurer();
    const other = await app.signUp({ password: 'another-good-password' });
    const thief = person.client.clone();
    expect(await thief.refused(ProveIdentityDocument, { password: other.password })).toMatchObject({
      field: 'password',
      key: 'password.wrong',
    });
    expect(await thief.refused(ProveIdentityDocument, { code: '000000' })).toMatchObject({ field: 'code' });
    expect(await person.client.refused(MUTATIONS.confirmPayment, confirm)).toMatchObject(REFUSED);
    await person.client.must(ProveIdentityDocument, { password: person.password });
    app.clock.advance(MINUTE_MS);
    expect(await thief.refused(MUTATIONS.confirmPayment, confirm), 'who copied the token before').toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await person.client.must(MUTATIONS.confirmPayment, confirm);
  });

  it.each(['password', 'code'])('by a %s cannot be guessed: ten attempts end the quarter of an hour', async (kind) => {
    const { person } = await lateTreasurer();
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await person.client.refused(ProveIdentityDocument, { [kind]: '111111' })).toMatchObject({ field: kind });
    expect(
      await person.client.refused(ProveIdentityDocument, { [kind]: kind === 'code' ? '111111' : person.password }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('is exactly one thing', async () => {
    for (const [proof, field] of [
      [{}, 'password'],
      [{ password: donor.password, code: '000000' }, 'code'],
    ] as const)
      expect(await donor.client.refused(ProveIdentityDocument, proof)).toMatchObject({
        code: 'BAD_USER_INPUT',
        field,
        key: 'identity.oneProof',
      });
    expect(await app.anonymous().refused(ProveIdentityDocument, { password: donor.password })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('is needed for a download of people’s data, which says so by a header', async () => {
    const auditor = await app.signUp({ roles: ['AUDITOR'] });
    const download = () => auditor.client.fetch('/exports/trace.csv');
    expect((await download()).status).toBe(200);
    app.clock.advance(11 * MINUTE_MS);
    const refused = await download();
    expect([refused.status, refused.headers.get('x-refusal')]).toEqual([403, 'identity.proofRequired']);
    await auditor.client.must(ProveIdentityDocument, { password: auditor.password });
    expect((await download()).status).toBe(200);
  });

  it('is not needed to see what waits, and to hear of it', async () => {
    const { person } = await lateTreasurer();
    const { queues } = await person.client.must('{ queues { name count } }');
    expect(queues.map(({ name }: { name: string }) => name)).toContain('transfers');
    await person.client.must('mutation ($id: ID!) { claimItem(queue: "transfers", id: $id) }', {
      id: randomUUID(),
    });
    const feed = person.client.subscribe('subscription { changed(topics: ["queue:transfers"]) { topic } }');
    expect(await feed.next()).toMatchObject({ changed: { topic: 'queue:transfers' } });
  });
});
