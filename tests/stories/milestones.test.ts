import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';

const SUBMIT =
  'mutation SubmitMilestone($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id status project { status } reports { report evidenceUrls accepted comment } } }';
const REVIEW =
  'mutation ReviewMilestone($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id status reports { accepted comment } } }';
const RELEASE =
  'mutation ReleaseMilestone($id: ID!, $bankReference: String) { releaseMilestone(id: $id, bankReference: $bankReference) { id status release { amount preparedAt releasedAt bankReference } } }';
const BOOKS = `query Books($id: ID!) { project(id: $id) {
  status milestones { id title amount status reports { report } release { amount } } fund { received released refunded balance }
} }`;
const TRACE = 'query Trace($id: ID!) { pledge(id: $id) { amount uses { amount milestone { title } } } }';

describe('stages', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());

  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY_MS).toISOString();
  const report = (milestoneId: string) => ({
    input: { milestoneId, report: '完成采访 25 户。', evidenceUrls: ['https://example.org/list.pdf'] },
  });
  const books = async (id: string, client = app.anonymous()) => (await client.must(BOOKS, { id })).project;
  const fundedProject = async (city: City, changes: Record<string, unknown> = {}) => {
    const project = await openProject(app, city, changes);
    const { milestones } = await books(project.id);
    return { ...project, stages: (milestones as { id: string }[]).map(({ id }) => id) };
  };
  const verify = async (city: City, milestoneId: string) => {
    await city.publisher.client.must(SUBMIT, report(milestoneId));
    await city.reviewer.client.must(REVIEW, { input: { milestoneId, accepted: true } });
  };

  it('are reported, verified and paid, and every gift shows its use', async () => {
    const city = await createCity(app);
    const {
      id,
      stages: [first, second],
    } = await fundedProject(city);
    const donors = [await app.signUp(), await app.signUp()];
    const early = await give(donors[0]!.client, id, { amount: 700_000 });
    await app.pass(1_000);
    const late = await give(donors[1]!.client, id, { amount: 300_000 });
    expect(await books(id)).toMatchObject({ status: 'FUNDED' });

    const { submitMilestone } = await city.publisher.client.must(SUBMIT, report(first!));
    expect(submitMilestone).toMatchObject({
      status: 'SUBMITTED',
      project: { status: 'EXECUTING' },
      reports: [{ evidenceUrls: ['https://example.org/list.pdf'] }],
    });
    expect((await books(id)).milestones[0].reports).toEqual([]);

    expect(
      await city.reviewer.client.refused(REVIEW, { input: { milestoneId: first, accepted: false } }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'comment' });
    const { reviewMilestone: returned } = await city.reviewer.client.must(REVIEW, {
      input: { milestoneId: first, accepted: false, comment: '缺少签到表' },
    });
    expect(returned).toMatchObject({ status: 'RETURNED', reports: [{ accepted: false, comment: '缺少签到表' }] });
    expect(await city.treasurer.client.refused(RELEASE, { id: first })).toMatchObject({ code: 'INVALID_STATE' });

    await verify(city, first!);
    expect((await books(id)).milestones[0]).toMatchObject({
      status: 'VERIFIED',
      reports: [{ report: '完成采访 25 户。' }],
    });
    const { releaseMilestone } = await city.treasurer.client.must(RELEASE, { id: first, bankReference: 'B-1' });
    expect(releaseMilestone).toMatchObject({ status: 'RELEASED', release: { amount: 600_000, bankReference: 'B-1' } });
    expect(await books(id)).toMatchObject({
      status: 'EXECUTING',
      fund: { received: 1_000_000, released: 600_000, refunded: 0, balance: 400_000 },
    });
    expect((await donors[0]!.client.must(TRACE, { id: early.id })).pledge).toEqual({
      amount: 700_000,
      uses: [{ amount: 600_000, milestone: { title: '采访' } }],
    });
    expect((await donors[1]!.client.must(TRACE, { id: late.id })).pledge.uses).toEqual([]);

    await verify(city, second!);
    await city.treasurer.client.must(RELEASE, { id: second });
    expect(await books(id)).toMatchObject({ status: 'COMPLETED', fund: { released: 1_000_000, balance: 0 } });
    expect((await donors[0]!.client.must(TRACE, { id: early.id })).pledge.uses).toEqual([
      { amount: 600_000, milestone: { title: '采访' } },
      { amount: 100_000, milestone: { title: '布展' } },
    ]);
    expect((await donors[1]!.client.must(TRACE, { id: late.id })).pledge.uses).toEqual([
      { amount: 300_000, milestone: { title: '布展' } },
    ]);
    expect(await city.treasurer.client.refused(RELEASE, { id: second })).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('keep their order, and people cannot pay or verify their own', async () => {
    const city = await createCity(app);
    const {
      id,
      stages: [first, second],
    } = await fundedProject(city);
    const donor = await app.signUp();
    expect(await city.publisher.client.refused(SUBMIT, report(first!))).toMatchObject({ code: 'INVALID_STATE' });
    await give(donor.client, id, { amount: 1_000_000 });
    expect(await donor.client.refused(SUBMIT, report(first!))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await app.anonymous().refused(SUBMIT, report(first!))).toMatchObject({ code: 'UNAUTHENTICATED' });
    await verify(city, second!);
    expect(await city.treasurer.client.refused(RELEASE, { id: second })).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('按顺序'),
    });
    expect(await donor.client.refused(RELEASE, { id: second })).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await city.publisher.client.refused(REVIEW, { input: { milestoneId: second, accepted: true } }),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await books(id)).toMatchObject({ fund: { released: 0, balance: 1_000_000 } });
  });

  it('above the limit are paid once when a second person signs, however many sign at once', async () => {
    const city = await createCity(app);
    const {
      id,
      stages: [stage],
    } = await fundedProject(city, { milestones: [{ title: '建馆', amount: 1_000_001, dueOn: inDays(90) }] });
    await give((await app.signUp()).client, id, { amount: 1_000_001 });
    await verify(city, stage!);
    const { releaseMilestone: prepared } = await city.treasurer.client.must(RELEASE, { id: stage });
    expect(prepared).toMatchObject({ status: 'VERIFIED', release: { amount: 1_000_001, releasedAt: null } });
    expect(await books(id)).toMatchObject({ status: 'EXECUTING', fund: { released: 0 } });
    expect(await city.treasurer.client.refused(RELEASE, { id: stage })).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('另一位'),
    });

    const second = await app.signUp({ roles: ['TREASURER'] });
    const answers = await Promise.all(
      [second, city.admin].map((signer) => signer.client.execute(RELEASE, { id: stage })),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(await books(id)).toMatchObject({ status: 'COMPLETED', fund: { released: 1_000_001, balance: 0 } });
  });

  it('of a project that closed below its goal are paid their share of the money, to the fen', async () => {
    const city = await createCity(app);
    const { id, stages } = await fundedProject(city, { fundingEndsAt: inDays(10) });
    await give((await app.signUp()).client, id, { amount: 100_001 });
    await app.pass(6 * DAY_MS);
    expect(await books(id)).toMatchObject({ status: 'FUNDED' });
    for (const stage of stages) {
      await verify(city, stage);
      await city.treasurer.client.must(RELEASE, { id: stage });
    }
    const after = await books(id);
    expect(after).toMatchObject({ status: 'COMPLETED', fund: { received: 100_001, released: 100_001, balance: 0 } });
    expect(after.milestones.map(({ release }: { release: { amount: number } }) => release.amount)).toEqual([
      60_000, 40_001,
    ]);
  });
});
