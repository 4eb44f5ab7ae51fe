import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../support/clock.ts';
import { lettersTo } from '../support/letters.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, inDays, measure, projectAt, promise, type Town } from '../support/town.ts';

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '5' } });
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

interface State {
  name: string;
  count: number;
  overdue: number;
  firstDueAt: string | null;
  total: number | null;
}

const QUEUES = '{ queues { name label path count overdue firstDueAt total } }';
const queuesOf = async (person: TestUser): Promise<Record<string, State>> =>
  Object.fromEntries((await person.client.must(QUEUES)).queues.map((state: State) => [state.name, state]));
const stateOf = async (person: TestUser, name: string, search?: string): Promise<State> =>
  (
    await person.client.must(
      'query Q($name: ID!, $search: String) { queue(name: $name, search: $search) { name count overdue firstDueAt total } }',
      { name, search },
    )
  ).queue;
const itemsOf = async (person: TestUser, queue: string, ids: string[]) =>
  (
    await person.client.must(
      'query I($queue: ID!, $ids: [ID!]!) { queueItems(queue: $queue, ids: $ids) { id cameAt deadline isOverdue lookedAtBy { name since } } }',
      { queue, ids },
    )
  ).queueItems;

/** The ids of a list, read in pages of one: an order that holds only within a page would show. */
async function listOf(person: TestUser, field: string, args = ''): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { list }: any = await person.client.must(
      `query L($after: String) { list: ${field}(first: 1, after: $after${args}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    ids.push(...list.edges.map(({ node }: { node: { id: string } }) => node.id));
    if (!list.pageInfo.hasNextPage) return ids;
    after = list.pageInfo.endCursor as string;
  }
}

describe('a queue', () => {
  it('without a search refuses one', async () => {
    const asked = town.reviewer.client.refused('{ queue(name: "late-reports", search: "班车") { count } }');
    expect(await asked).toMatchObject({ code: 'BAD_USER_INPUT', field: 'search' });
  });

  it('lists what is due first, whenever it came, and marks overdue items', async () => {
    const before = await stateOf(town.reviewer, 'projects');
    const make = (title: string, days: number) =>
      projectAt(app, town, 'SUBMITTED', { title, fundingEndsAt: inDays(app, days) });
    const late = await make('末班车项目', 90);
    const soon = await make('首班车项目', 9);
    const between = await make('中班车项目', 30);
    const ids = [soon.id, between.id, late.id];
    const shown = async (args = '') =>
      (await listOf(town.reviewer, 'reviewQueue', args)).filter((id) => ids.includes(id));
    expect(await shown()).toEqual([soon.id, between.id, late.id]);
    expect(await shown(', sort: OLDEST')).toEqual([late.id, soon.id, between.id]);
    expect(await shown(', sort: NEWEST')).toEqual([between.id, soon.id, late.id]);
    expect(await listOf(town.reviewer, 'reviewQueue', ', search: "班车"')).toEqual([soon.id, between.id, late.id]);
    expect(await listOf(town.reviewer, 'reviewQueue', ', search: "首班车"')).toEqual([soon.id]);
    const refused = await town.reviewer.client.refused('{ reviewQueue(sort: LARGEST) { totalCount } }');
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', field: 'sort' });

    // Nine days until funding ends, five of which are the public notice: four are left to decide.
    const [item] = await itemsOf(town.reviewer, 'projects', [soon.id]);
    expect(new Date(item.deadline).getTime()).toBe(
      new Date((await projectEnd(soon.id)) as string).getTime() - 5 * DAY_MS,
    );
    expect(item.isOverdue).toBe(false);
    expect(await stateOf(town.reviewer, 'projects')).toMatchObject({
      count: before.count + 3,
      overdue: 0,
      firstDueAt: item.deadline,
      total: null,
    });
    await app.pass(5 * DAY_MS);
    expect((await itemsOf(town.reviewer, 'projects', ids)).map(({ isOverdue }: any) => isOverdue).sort()).toEqual([
      false,
      false,
      true,
    ]);
    expect(await stateOf(town.reviewer, 'projects', '班车')).toMatchObject({ count: 3, overdue: 1 });

    await town.reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: soon.id, decision: 'REJECT', comment: '来不及公示' },
    });
    expect(await itemsOf(town.reviewer, 'projects', [soon.id]), 'it does not wait any more').toEqual([]);
    expect(await stateOf(town.reviewer, 'projects', '班车')).toMatchObject({ count: 2, overdue: 0 });
  });

  it('adds up the whole result, not the page', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    const before = await stateOf(town.treasurer, 'transfers');
    const made: Awaited<ReturnType<typeof promise>>[] = [];
    for (const amount of [10_000, 30_001, 20_000]) made.push(await promise(town.donor, id, { amount }));
    expect(await stateOf(town.treasurer, 'transfers')).toMatchObject({
      count: before.count + 3,
      total: (before.total ?? 0) + 60_001,
    });
    expect(await stateOf(town.treasurer, 'transfers', made[1]!.remarkCode)).toMatchObject({ count: 1, total: 30_001 });
    const largest = await listOf(town.treasurer, 'paymentQueue', ', sort: LARGEST');
    expect(largest.filter((one) => made.some((gift) => gift.id === one))).toEqual(
      [made[1], made[2], made[0]].map((gift) => gift!.id),
    );
    expect(await listOf(town.treasurer, 'paymentQueue')).toEqual(expect.arrayContaining(made.map((gift) => gift.id)));
  });

  it('counts for each person what that person can do', async () => {
    const open = await projectAt(app, town, 'FUNDRAISING');
    const { count } = await stateOf(town.reviewer, 'measurements');
    await measure(app, town, open);
    expect((await queuesOf(town.reviewer))['measurements']).toMatchObject({ count: count + 1, overdue: 0 });
  });
});

const projectEnd = async (id: string) =>
  (await town.reviewer.client.must('query P($id: ID!) { project(id: $id) { fundingEndsAt } }', { id })).project
    .fundingEndsAt;

describe('an item that somebody has open', () => {
  let second: TestUser;
  beforeAll(async () => {
    second = await app.signUp({ name: '第二位评审', roles: ['REVIEWER'] });
  });
  const claim = (person: TestUser, id: string) => person.client.must(MUTATIONS.claimItem, { queue: 'projects', id });
  const lookersOf = async (person: TestUser, id: string) =>
    (await itemsOf(person, 'projects', [id]))[0].lookedAtBy as { name: string; since: string }[];

  it('shows its viewers to the others, and prevents nobody from deciding', async () => {
    const { id } = await projectAt(app, town, 'SUBMITTED');
    expect((await claim(town.reviewer, id)).claimItem).toBe(true);
    expect(await lookersOf(town.reviewer, id), 'people do not see themselves').toEqual([]);
    const [looker, ...more] = await lookersOf(second, id);
    expect([looker!.name, more]).toEqual([town.reviewer.name, []]);
    // Renewed after some minutes, it says since when the item has been open.
    await app.pass(4 * MINUTE_MS);
    await claim(town.reviewer, id);
    await app.pass(4 * MINUTE_MS);
    expect(await lookersOf(second, id)).toEqual([looker]);
    await claim(second, id);
    expect(await lookersOf(second, id)).toEqual([looker]);
    expect((await lookersOf(town.reviewer, id)).map(({ name }) => name)).toEqual([second.name]);
    await second.client.must(MUTATIONS.reviewProject, {
      input: { projectId: id, decision: 'REQUEST_CHANGES', comment: '请补充预算' },
    });
    expect((await claim(town.reviewer, id)).claimItem, 'it has been decided').toBe(false);
  });

  it('is no longer open after it is closed, another one is opened, or the page is gone', async () => {
    const one = await projectAt(app, town, 'SUBMITTED');
    const other = await projectAt(app, town, 'SUBMITTED');
    const names = async (id: string) => (await lookersOf(second, id)).map(({ name }) => name);
    await claim(town.reviewer, one.id);
    await claim(town.reviewer, other.id);
    expect([await names(one.id), await names(other.id)]).toEqual([[], [town.reviewer.name]]);
    await town.reviewer.client.must(MUTATIONS.releaseItem, { queue: 'projects', id: other.id });
    expect(await names(other.id)).toEqual([]);
    await claim(town.reviewer, one.id);
    await app.pass(5 * MINUTE_MS);
    expect(await names(one.id), 'the page has sent nothing for five minutes').toEqual([]);
  });
});

describe('the daily digest', () => {
  const digestsOf = async (person: TestUser) =>
    (
      await person.client.must('{ viewer { notices(first: 100) { edges { node { kind title text path } } } } }')
    ).viewer.notices.edges
      .map(({ node }: any) => node)
      .filter(({ kind }: { kind: string }) => kind === 'WORK_WAITS') as { title: string; text: string; path: string }[];
  const lettersOf = (person: TestUser) =>
    lettersTo(app, person.email).filter((letter) => letter.includes('待评审项目'));
  /** The next day at this time in Shanghai. */
  const morning = (hours: number, minutes = 0) => {
    const midnight = Math.ceil((app.clock.now().getTime() + 8 * HOUR_MS) / DAY_MS) * DAY_MS - 8 * HOUR_MS;
    return new Date(midnight + hours * HOUR_MS + minutes * MINUTE_MS);
  };

  it('is mailed once, at nine, to each person who has work waiting and wants it', async () => {
    const tired = await app.signUp({ name: '不要邮件的评审', roles: ['REVIEWER'] });
    await tired.client.must(MUTATIONS.setNoticeWay, { topic: 'WORK', way: 'INBOX' });
    const project = await projectAt(app, town, 'SUBMITTED', { title: '等着评审的项目' });
    // Time has passed in the stories above, so there may be letters of earlier days.
    const before = await digestsOf(town.reviewer);
    const lettersBefore = lettersOf(town.reviewer).length;
    const toldSince = async () => (await digestsOf(town.reviewer)).slice(0, -before.length || undefined);
    const nine = morning(9);
    const comeTo = async (moment: Date) => {
      app.clock.set(moment);
      await app.server.tick();
    };
    await comeTo(new Date(nine.getTime() - MINUTE_MS));
    expect(await toldSince()).toEqual([]);
    await comeTo(nine);
    await comeTo(new Date(nine.getTime() + 20 * MINUTE_MS));
    const [told, ...more] = await toldSince();
    expect(more, 'once a day').toEqual([]);
    const { count } = await stateOf(town.reviewer, 'projects');
    expect(told!.text).toContain(`待评审项目：${count} 项`);
    expect(told!.path).toBe('/review');
    expect(await digestsOf(tired), 'the page still shows it').toHaveLength(1);
    expect(await digestsOf(town.donor), 'a person who works on no queue is not notified').toEqual([]);
    expect([lettersOf(town.reviewer).length, lettersOf(tired).length, lettersOf(town.donor).length]).toEqual([
      lettersBefore + 1,
      0,
      0,
    ]);
    // The next day the server is down until the afternoon.
    const next = morning(9);
    await comeTo(new Date(next.getTime() + 7 * HOUR_MS));
    expect(await toldSince(), 'and again the next day').toHaveLength(2);
    // On the third day it comes back in the evening, when a letter makes no sense any more.
    await comeTo(new Date(next.getTime() + DAY_MS + 9 * HOUR_MS));
    expect(await toldSince()).toHaveLength(2);
    await town.reviewer.client.must(MUTATIONS.reviewProject, {
      input: { projectId: project.id, decision: 'REQUEST_CHANGES', comment: '请补充预算' },
    });
  });
});
