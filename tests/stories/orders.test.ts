import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';

const ORDER = `query Order($id: ID!) { project(id: $id) { fund { released } milestones { id status release { amount releasedAt order {
  state amount aloneUpTo preparedBy signedBy preparedByViewer viewerObstacle viewerMayClose steps { kind by note }
} } } } }`;
const NOTICES = '{ viewer { notices(first: 20) { edges { node { title text path } } } } }';

/**
 * A city on a server of its own, with what the stories below do in it. The limit of one signature is ¥10,000 an
 * organisation and month.
 */
function createdCity() {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  let city: City;
  beforeEach(async () => {
    city = await createCity(app);
  });

  /** A project of so many stages, all of them funded; `verifiers` verify one each. */
  async function verifiedStages(
    amounts: readonly number[],
    verifiers: readonly TestUser[],
  ): Promise<{ id: string; stages: string[] }> {
    const dueOn = new Date(app.clock.now().getTime() + 200 * DAY_MS).toISOString();
    const { id } = await openProject(app, city, {
      milestones: amounts.map((amount, index) => ({ title: `第${index + 1}段`, amount, dueOn })),
    });
    await give((await app.signUp()).client, id, { amount: amounts.reduce((sum, amount) => sum + amount) });
    const stages = (await app.anonymous().must(ORDER, { id })).project.milestones.map(
      (stage: { id: string }) => stage.id,
    ) as string[];
    for (const [index, milestoneId] of stages.entries()) {
      await city.publisher.client.must(MUTATIONS.submitMilestone, {
        input: { milestoneId, report: '做完了', evidenceUrls: [] },
      });
      await (verifiers[index] ?? verifiers[0]!).client.must(MUTATIONS.reviewMilestone, {
        input: { milestoneId, accepted: true },
      });
    }
    return { id, stages };
  }
  return {
    app,
    get city() {
      return city;
    },
    verifiedStages,
    sqlNow: () => app.clock.now().toISOString().slice(0, 23).replace('T', ' '),
    pay: (who: TestUser, id: string) =>
      who.client
        .must(MUTATIONS.releaseMilestone, { id })
        .then(({ releaseMilestone }) => releaseMilestone.status as string),
    refusal: (who: TestUser, id: string) => who.client.refused(MUTATIONS.releaseMilestone, { id }),
    released: async (id: string) => (await app.anonymous().must(ORDER, { id })).project.fund.released as number,
    orderOf: async (who: TestUser, id: string, stage: number) =>
      (await who.client.must(ORDER, { id })).project.milestones[stage].release?.order,
  };
}

describe('orders of two people', () => {
  const here = createdCity();
  const { app, verifiedStages, sqlNow, pay, refusal, released, orderOf } = here;
  let city: City;
  beforeEach(() => {
    city = here.city;
  });

  it('prevent one person with two accounts and every role that fits from paying ¥18,000 in parts', async () => {
    const first = await app.signUp({ name: '评审员', roles: ['REVIEWER'] });
    const other = await app.signUp({ name: '同一人的财务账号', roles: ['TREASURER'] });
    const {
      id,
      stages: [one, two],
    } = await verifiedStages([900_000, 900_000], [first]);
    // Within the limit, one signature of somebody who did not verify the stage is enough.
    expect(await refusal(first, one!), 'a reviewer cannot prepare').toMatchObject({ code: 'FORBIDDEN' });
    expect(await pay(other, one!)).toBe('RELEASED');
    // The second piece brings the month above it.
    expect(await pay(other, two!), 'two parts of ¥9,000 are ¥18,000').toBe('VERIFIED');
    expect(await refusal(other, two!), 'people cannot sign what they prepared').toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('另一位'),
    });
    // More roles do not help, on either account.
    await app.grant(first, 'TREASURER');
    await app.grant(other, 'REVIEWER');
    expect(await refusal(first, two!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('以评审身份'),
    });
    expect(await refusal(other, two!)).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('另一位') });
    // Nor does it help to give up the role that verified, even for that of an administrator.
    await city.admin.client.must(MUTATIONS.setPlatformRoles, { userId: first.id, roles: ['TREASURER'] });
    expect(await refusal(first, two!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('以评审身份'),
    });
    await app.take(first, 'TREASURER');
    await app.grant(first, 'ADMIN');
    expect(await refusal(first, two!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('以评审身份'),
    });
    // Nor to take the order back and to prepare it with the other account.
    await first.client.must(MUTATIONS.withdrawRelease, { id: two, reason: '换人制单' });
    expect(await refusal(first, two!), 'an administrator cannot prepare').toMatchObject({ code: 'FORBIDDEN' });
    expect(await pay(other, two!)).toBe('VERIFIED');
    expect(await released(id)).toBe(900_000);
    // A second person can pay it.
    expect(await pay(city.treasurer, two!)).toBe('RELEASED');
    expect(await released(id)).toBe(1_800_000);
  });

  it('prevent a reviewer who is a treasurer from paying a project on which they decided, whatever the amount', async () => {
    const both = await app.signUp({ name: '评审员兼财务', roles: ['REVIEWER', 'TREASURER'] });
    const {
      stages: [one, two],
    } = await verifiedStages([10_000, 1_000_001], [both, city.reviewer]);
    expect(await refusal(both, one!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('以评审身份'),
    });
    expect(await pay(city.treasurer, one!)).toBe('RELEASED');
    expect(await refusal(both, two!), 'another person verified the second one').toMatchObject({ code: 'FORBIDDEN' });
    expect(await pay(city.treasurer, two!)).toBe('VERIFIED');
    expect(await refusal(both, two!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('以评审身份'),
    });
    expect(await pay(city.admin, two!)).toBe('RELEASED');
  });

  it('count the person who returned a report as well, also when another person verified it later', async () => {
    const both = await app.signUp({ roles: ['REVIEWER', 'TREASURER'] });
    const { id } = await openProject(app, city, {
      milestones: [
        { title: '建馆', amount: 10_000, dueOn: new Date(app.clock.now().getTime() + 90 * DAY_MS).toISOString() },
      ],
    });
    await give((await app.signUp()).client, id, { amount: 10_000 });
    const [stage] = (await app.anonymous().must(ORDER, { id })).project.milestones;
    const submit = () =>
      city.publisher.client.must(MUTATIONS.submitMilestone, {
        input: { milestoneId: stage.id, report: '做完了', evidenceUrls: [] },
      });
    await submit();
    await both.client.must(MUTATIONS.reviewMilestone, {
      input: { milestoneId: stage.id, accepted: false, comment: '缺签到表' },
    });
    await submit();
    await city.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: stage.id, accepted: true } });
    expect(await refusal(both, stage.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await pay(city.treasurer, stage.id)).toBe('RELEASED');
  });

  it('do not allow two simultaneous payments that both fit below the limit', async () => {
    const second = await app.signUp({ roles: ['TREASURER'] });
    const projects = await Promise.all([0, 1].map(() => verifiedStages([600_000, 600_000], [city.reviewer])));
    for (const {
      id,
      stages: [one, two],
    } of projects) {
      await Promise.all([
        city.treasurer.client.execute(MUTATIONS.releaseMilestone, { id: one }),
        second.client.execute(MUTATIONS.releaseMilestone, { id: two }),
        second.client.execute(MUTATIONS.releaseMilestone, { id: one }),
      ]);
      await second.client.execute(MUTATIONS.releaseMilestone, { id: two });
      expect(await released(id)).toBe(600_000);
    }
  });

  it('notify the people who may sign, and the person who prepared it about its result', async () => {
    const [cosigner, both] = [
      await app.signUp({ name: '会签', roles: ['TREASURER'] }),
      await app.signUp({ roles: ['REVIEWER', 'TREASURER'] }),
    ];
    const {
      id,
      stages: [stage],
    } = await verifiedStages([1_000_001], [both]);
    const told = async (who: TestUser) =>
      (await who.client.must(NOTICES)).viewer.notices.edges
        .map(({ node }: { node: { title: string } }) => node.title)
        .filter((title: string) => title.startsWith('¥10,000.01')) as string[];
    await pay(city.treasurer, stage!);
    await app.pass(2_000);
    expect(await told(cosigner)).toEqual(['¥10,000.01 待第二人签核']);
    expect(await told(city.admin)).toEqual(['¥10,000.01 待第二人签核']);
    for (const who of [both, city.treasurer, city.publisher, city.reviewer])
      expect(await told(who), 'a person who may not sign is not notified').toEqual([]);

    expect(await orderOf(cosigner, id, 0)).toMatchObject({
      state: 'PREPARED',
      preparedBy: '出纳',
      signedBy: null,
      preparedByViewer: false,
      viewerObstacle: null,
      viewerMayClose: true,
    });
    expect(await orderOf(city.treasurer, id, 0)).toMatchObject({
      preparedByViewer: true,
      viewerObstacle: 'PREPARED_BY_VIEWER',
      viewerMayClose: true,
    });
    expect(await orderOf(both, id, 0)).toMatchObject({ viewerObstacle: 'OTHER_DUTY', viewerMayClose: true });
    expect(await orderOf(city.reviewer, id, 0)).toBeNull();

    const { withdrawRelease } = await cosigner.client.must(MUTATIONS.withdrawRelease, {
      id: stage,
      reason: '附件不全',
    });
    expect(withdrawRelease).toMatchObject({ status: 'VERIFIED', release: null });
    expect(await cosigner.client.refused(MUTATIONS.withdrawRelease, { id: stage })).toMatchObject({
      code: 'INVALID_STATE',
    });
    await app.pass(2_000);
    expect(await told(city.treasurer)).toEqual(['¥10,000.01 的单据被驳回']);

    await pay(cosigner, stage!);
    await pay(city.treasurer, stage!);
    expect(await orderOf(city.admin, id, 0)).toMatchObject({
      state: 'DONE',
      preparedBy: '会签',
      signedBy: '出纳',
      viewerObstacle: 'DECIDED',
      viewerMayClose: false,
      aloneUpTo: 1_000_000,
      steps: [
        { kind: 'PREPARED', by: '会签', note: null },
        { kind: 'SIGNED', by: '出纳', note: null },
      ],
    });
  });

  it('cannot be signed when the person who prepared them has joined the unit since', async () => {
    const joiner = await app.signUp({ roles: ['TREASURER'] });
    const {
      stages: [stage],
    } = await verifiedStages([1_000_001], [city.reviewer]);
    await pay(joiner, stage!);
    const {
      organization: { id: organizationId },
    } = city;
    await app.db.transact((tx) =>
      tx.manager.query('INSERT INTO memberships (user_id, organization_id, role, created_at) VALUES (?, ?, ?, ?)', [
        joiner.id,
        organizationId,
        'MEMBER',
        sqlNow(),
      ]),
    );
    expect(await refusal(joiner, stage!)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(city.treasurer, stage!)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('重新制单'),
    });
    await joiner.client.must(MUTATIONS.withdrawRelease, { id: stage });
    expect(await pay(city.treasurer, stage!)).toBe('VERIFIED');
    expect(await pay(city.admin, stage!)).toBe('RELEASED');
  });
});

describe('the limit of one signature', () => {
  const here = createdCity();
  const { app, verifiedStages, pay } = here;

  it('adds up what single persons paid to an organisation in a month of Shanghai', async () => {
    const second = await app.signUp({ roles: ['TREASURER'] });
    const {
      stages: [one, two, three, four, five],
    } = await verifiedStages([600_000, 400_000, 100, 1_000_000, 100], [here.city.reviewer]);
    expect(await pay(here.city.treasurer, one!)).toBe('RELEASED');
    expect(await pay(second, two!), 'exactly the limit').toBe('RELEASED');
    expect(await pay(second, three!), 'one yuan above it').toBe('VERIFIED');
    // What two people signed does not use the limit up.
    expect(await pay(here.city.treasurer, three!)).toBe('RELEASED');
    // 10 June and 20 days are 30 June; the hours up to midnight in Shanghai are still June.
    app.clock.freezeAt(new Date('2026-06-30T15:59:59.000Z'));
    const [early, late] = [await app.signUp({ roles: ['TREASURER'] }), await app.signUp({ roles: ['TREASURER'] })];
    expect(await pay(early, four!), 'still June').toBe('VERIFIED');
    await early.client.must(MUTATIONS.withdrawRelease, { id: four });
    app.clock.freezeAt(new Date('2026-06-30T16:00:00.000Z'));
    expect(await pay(early, four!), 'July').toBe('RELEASED');
    expect(await pay(late, five!), 'July is used up').toBe('VERIFIED');
  });
});
