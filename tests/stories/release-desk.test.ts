import { afterEach, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { MUTATIONS } from '../support/operations.ts';
import {
  createTown,
  fundedProject,
  inDays,
  preparedRelease,
  projectAt,
  reportedStage,
  type Town,
} from '../support/town.ts';
import { pledgeInput } from '../support/city.ts';

const app = useTestApp();
afterEach(() => app.checkInvariants());

const QUEUE = `query Q($state: ReleaseState, $search: String, $first: Int, $after: String) {
  releaseQueue(state: $state, search: $search, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id releaseStanding { state blockedBy needsSecond amount balance aloneThisMonth } } } }
}`;
const COUNTS = 'query C($search: String) { releaseCounts(search: $search) { payable toSign waiting blocked paid } }';

const counts = async (who: TestUser, search?: string) =>
  (await who.client.must(COUNTS, { search })).releaseCounts as Record<string, number>;
const list = async (who: TestUser, state: string, search?: string) =>
  (await who.client.must(QUEUE, { state, search })).releaseQueue.edges.map(
    ({ node }: { node: { id: string } }) => node.id,
  ) as string[];

/** A stage that is verified before the one that comes first is even reported. */
async function stageOutOfOrder(town: Town): Promise<string> {
  const {
    milestones: [, second],
  } = await fundedProject(app, town);
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: second!.id, report: '做完了', evidenceUrls: [] },
  });
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: second!.id, accepted: true } });
  return second!.id;
}

it('the desk of releases shows stages that can be paid, however many before them cannot', async () => {
  const town = await createTown(app);
  const blocked: string[] = [];
  for (let index = 0; index < 11; index += 1) blocked.push(await stageOutOfOrder(town));
  const payable = [(await reportedStage(app, town, true)).id, (await reportedStage(app, town, true)).id];
  const { id: prepared } = await preparedRelease(app, town);

  // Eleven that cannot be paid stand before the two that can, in the order of their age; not in the way of them.
  expect(await list(town.treasurer, 'PAYABLE')).toEqual(payable);
  expect((await list(town.treasurer, 'BLOCKED')).sort()).toEqual([...blocked].sort());
  expect(await counts(town.treasurer)).toEqual({ payable: 2, toSign: 1, waiting: 0, blocked: 11, paid: 0 });
  expect(await counts(town.preparer)).toEqual({ payable: 2, toSign: 0, waiting: 1, blocked: 11, paid: 0 });
  expect(await counts(town.admin), 'an administrator can sign and cannot prepare').toEqual({
    payable: 0,
    toSign: 1,
    waiting: 0,
    blocked: 13,
    paid: 0,
  });
  expect(await list(town.treasurer, 'TO_SIGN')).toEqual([prepared]);
  expect(await list(town.preparer, 'WAITING')).toEqual([prepared]);

  const { releaseQueue } = await town.treasurer.client.must(QUEUE, { state: 'BLOCKED', first: 2 });
  expect(releaseQueue).toMatchObject({
    totalCount: 11,
    pageInfo: { hasNextPage: true },
    edges: [{ node: { releaseStanding: { state: 'BLOCKED', blockedBy: 'EARLIER_STAGE' } } }, {}],
  });
  const { releaseQueue: next } = await town.treasurer.client.must(QUEUE, {
    state: 'BLOCKED',
    first: 50,
    after: releaseQueue.pageInfo.endCursor,
  });
  expect(next.edges).toHaveLength(9);

  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: payable[0] });
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: prepared });
  expect(await counts(town.treasurer)).toEqual({ payable: 1, toSign: 0, waiting: 0, blocked: 11, paid: 2 });
  expect(await list(town.treasurer, 'PAID'), 'newest first').toEqual([prepared, payable[0]]);
  await app.pass(1_000);
});

it('the desk of releases finds a project by its title and says what one person has paid of it this month', async () => {
  const town = await createTown(app);
  const { id: projectId, milestones } = await projectAt(app, town, 'FUNDRAISING', {
    title: '红色足迹口述史',
    milestones: [
      { title: '采访', amount: 600_000, dueOn: inDays(app, 80) },
      { title: '布展', amount: 600_000, dueOn: inDays(app, 90) },
    ],
  });
  await town.donor.client.must(MUTATIONS.pledge, { input: pledgeInput(projectId, { amount: 1_200_000 }) });
  for (const { id } of milestones) {
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: id, report: '做完了', evidenceUrls: [] },
    });
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: id, accepted: true } });
  }
  const [first, second] = milestones.map(({ id }) => id);
  expect(await list(town.treasurer, 'PAYABLE', '足迹')).toEqual([first]);
  expect(await list(town.treasurer, 'BLOCKED', 'hszj'), 'by its initials').toEqual([second]);
  expect(await counts(town.treasurer, '足迹')).toEqual({ payable: 1, toSign: 0, waiting: 0, blocked: 1, paid: 0 });
  expect(await list(town.treasurer, 'PAYABLE', '没有这样的')).toEqual([]);
  await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: first });
  const {
    releaseQueue: {
      edges: [
        {
          node: { releaseStanding },
        },
      ],
    },
  } = await town.treasurer.client.must(QUEUE, { state: 'PAYABLE', search: '足迹' });
  expect(releaseStanding).toEqual({
    state: 'PAYABLE',
    blockedBy: null,
    needsSecond: true,
    amount: 600_000,
    balance: 600_000,
    aloneThisMonth: 600_000,
  });
  expect(await list(town.treasurer, 'PAID', '足迹')).toEqual([first]);
  expect(await town.treasurer.client.refused(COUNTS, { search: '长'.repeat(101) })).toMatchObject({
    code: 'BAD_USER_INPUT',
    field: 'search',
  });
});
