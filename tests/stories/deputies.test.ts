import { beforeAll, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { DAY_MS, HOUR_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, projectAt, promise, type Town } from '../support/town.ts';
import { addDays, beginningOf, shanghaiDay } from '@hongchuang/server/lib/days.ts';

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const lettersOf = async (person: TestUser): Promise<string[]> =>
  (await person.client.must('{ viewer { notices(first: 100) { edges { node { kind text } } } } }')).viewer.notices.edges
    .map(({ node }: any) => node)
    .filter(({ kind }: { kind: string }) => kind === 'WORK_WAITS')
    .map(({ text }: { text: string }) => text);
/** Nine in the morning of a day, and whatever is due then. */
const nineOf = async (day: string) => {
  app.clock.set(new Date(beginningOf(day).getTime() + 9 * HOUR_MS));
  await app.server.tick();
};
const claimsOn = async (person: TestUser, id: string): Promise<string[]> =>
  (
    await person.client.must(
      'query I($ids: [ID!]!) { queueItems(queue: "transfers", ids: $ids) { lookedAtBy { name } } }',
      { ids: [id] },
    )
  ).queueItems[0].lookedAtBy.map(({ name }: { name: string }) => name);

it('a deputy gets the letter of an absent colleague for the days of the absence', async () => {
  const { id } = await projectAt(app, town, 'FUNDRAISING');
  await promise(town.donor, id);
  const tomorrow = addDays(shanghaiDay(app.clock.now()), 1);
  const until = addDays(tomorrow, 1);
  const told = await town.preparer.client.must('{ viewer { notices(first: 9) { edges { node { kind } } } } }');
  const { nameDeputy } = await town.treasurer.client.must(MUTATIONS.nameDeputy, {
    input: { email: town.preparer.email, from: tomorrow, until },
  });
  expect(nameDeputy).toEqual({ deputy: town.preparer.name, absent: town.treasurer.name, from: tomorrow, until });
  const { viewer } = await town.preparer.client.must('{ viewer { deputy { deputy } deputyFor { absent until } } }');
  expect(viewer).toEqual({ deputy: null, deputyFor: [{ absent: town.treasurer.name, until }] });
  await app.server.tick();
  expect(
    (await town.preparer.client.must('{ viewer { notices(first: 9) { edges { node { kind } } } } }')).viewer.notices
      .edges.length,
    'the deputy is told',
  ).toBeGreaterThan(told.viewer.notices.edges.length);

  const before = { absent: (await lettersOf(town.treasurer)).length, deputy: (await lettersOf(town.preparer)).length };
  for (const day of [tomorrow, until]) await nineOf(day);
  expect((await lettersOf(town.treasurer)).length, 'no letter comes to somebody who is away').toBe(before.absent);
  const letters = await lettersOf(town.preparer);
  expect(letters.length).toBe(before.deputy + 2);
  expect(letters[0]).toContain('代理 1 位同事');
  await nineOf(addDays(until, 1));
  expect((await lettersOf(town.treasurer)).length, 'the absence is over').toBe(before.absent + 1);
  expect((await lettersOf(town.preparer))[0]).not.toContain('代理');
});

it('a deputy closes what the absent colleague left open, and gains no right', async () => {
  const { id: projectId } = await projectAt(app, town, 'FUNDRAISING');
  const { id } = await promise(town.donor, projectId);
  const today = shanghaiDay(app.clock.now());
  const third = await app.signUp({ name: '第三位财务', roles: ['TREASURER'] });
  const name = (deputy: TestUser) =>
    town.treasurer.client.must(MUTATIONS.nameDeputy, { input: { email: deputy.email, from: today, until: today } });
  await town.treasurer.client.must(MUTATIONS.claimItem, { queue: 'transfers', id });
  // Another colleague closes only what they opened themselves.
  await third.client.must(MUTATIONS.releaseItem, { queue: 'transfers', id });
  expect(await claimsOn(third, id)).toEqual([town.treasurer.name]);
  await name(town.preparer);
  await town.preparer.client.must(MUTATIONS.releaseItem, { queue: 'transfers', id });
  expect(await claimsOn(third, id)).toEqual([]);

  // An administrator works on orders, as treasurers do, and on no transfers.
  await town.treasurer.client.must(MUTATIONS.claimItem, { queue: 'transfers', id });
  await name(town.admin);
  expect((await town.admin.client.refused(MUTATIONS.releaseItem, { queue: 'transfers', id })).code).toBe('FORBIDDEN');
  expect((await town.admin.client.refused('{ paymentQueue { totalCount } }')).code).toBe('FORBIDDEN');
  expect((await town.treasurer.client.must(MUTATIONS.endDeputy)).endDeputy).toBe(true);
  expect((await town.treasurer.client.must(MUTATIONS.endDeputy)).endDeputy).toBe(false);
});

it('only a colleague of the same queues is named, and nobody learns who has an account', async () => {
  const today = shanghaiDay(app.clock.now());
  const refusalOf = async (email: string) =>
    town.treasurer.client.refused(MUTATIONS.nameDeputy, { input: { email, from: today, until: today } });
  const unknown = await refusalOf('nobody@example.test');
  expect(unknown).toMatchObject({ code: 'BAD_USER_INPUT', field: 'email' });
  for (const { email } of [town.donor, town.reviewer, town.auditor, town.treasurer])
    expect(await refusalOf(email)).toEqual(unknown);
  await app.pass(DAY_MS);
});
