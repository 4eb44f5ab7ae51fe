import { beforeAll, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, fundedProject, projectAt, promise, type Town } from '../support/town.ts';

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

/** The whole list in pages of one: an order that holds only within a page would show. */
async function byOnes(client: Town['admin']['client'], field: string, args = ''): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const data = await client.must(
      `query Q($after: String) { list: ${field}(first: 1, after: $after${args}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    ids.push(...data.list.edges.map(({ node }: { node: { id: string } }) => node.id));
    if (!data.list.pageInfo.hasNextPage) return ids;
    after = data.list.pageInfo.endCursor as string;
  }
}

it('units wait for an administrator in the order in which they came, across pages', async () => {
  const names = ['第一家', '第二家', '第三家'];
  const ids: string[] = [town.hidden.id];
  for (const name of names)
    ids.push(
      (await town.stranger.client.must(MUTATIONS.createOrganization, { input: { name, kind: 'COMMUNITY' } }))
        .createOrganization.id,
    );
  expect(await byOnes(town.admin.client, 'organizations', ', filter: { verification: WAITING }')).toEqual(ids);
});

it('a stage enters the queue when it is reported, and again when it is verified, however old its project is', async () => {
  const [older, newer] = [await fundedProject(app, town), await fundedProject(app, town)];
  const stages = [newer, older].map(({ milestones }) => milestones[0]!.id);
  for (const id of stages) {
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: id, report: '做完了', evidenceUrls: ['https://example.test/photo.jpg'] },
    });
    await app.pass(1_000);
  }
  expect(await byOnes(town.reviewer.client, 'milestoneQueue')).toEqual(stages);
  // Returned and reported again, it goes to the end.
  await town.reviewer.client.must(MUTATIONS.reviewMilestone, {
    input: { milestoneId: stages[0], accepted: false, comment: '请补充照片' },
  });
  await app.pass(1_000);
  await town.editor.client.must(MUTATIONS.submitMilestone, {
    input: { milestoneId: stages[0], report: '补充了照片', evidenceUrls: ['https://example.test/photo.jpg'] },
  });
  expect(await byOnes(town.reviewer.client, 'milestoneQueue')).toEqual([stages[1], stages[0]]);
  for (const id of stages) {
    await app.pass(1_000);
    await town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId: id, accepted: true } });
  }
  expect(await byOnes(town.treasurer.client, 'releaseQueue')).toEqual(stages);
});

it('orders wait for their second person in the order of their preparation', async () => {
  const { id } = await projectAt(app, town, 'FUNDRAISING');
  const orders: string[] = [];
  for (let gift = 0; gift < 3; gift += 1) {
    const { id: pledgeId } = await promise(town.donor, id, { amount: 1_000 });
    await town.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId, amount: 1_000, bankReference: `流水${pledgeId}` },
    });
    orders.push(
      (await town.treasurer.client.must(MUTATIONS.prepareReversal, { input: { pledgeId, reason: '认错了人' } }))
        .prepareReversal.id,
    );
    await app.pass(1_000);
  }
  expect(await byOnes(town.treasurer.client, 'refundOrders')).toEqual(orders);
});
