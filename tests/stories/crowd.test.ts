import { describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, openProject, PLEDGE, pledgeInput } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';

const DONORS = 20;
const GIFTS = 1_000;
const AT_ONCE = 64;
const PROGRESS =
  'query Progress($id: ID!) { project(id: $id) { progress { raised pending backerCount pledgeCount } fund { received balance } pledges(first: 1) { totalCount } } }';

describe('many donors', () => {
  const app = useTestApp();

  it('give a thousand times at once, repeat half of the requests, and every fen is counted once', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city, {
      milestones: [
        { title: '全部', amount: 900_000_000, dueOn: new Date(app.clock.now().getTime() + 90 * DAY_MS).toISOString() },
      ],
    });
    const donors: TestUser[] = [];
    for (let index = 0; index < DONORS; index += 1) donors.push(await app.signUp({ name: `捐赠人${index}` }));

    const gifts = Array.from({ length: GIFTS }, (_, index) => ({
      client: donors[index % DONORS]!.client,
      input: pledgeInput(id, { amount: 100 + index }),
    }));
    // The second sending follows the first closely enough to meet it on the way.
    const requests = gifts.flatMap((gift, index) => (index % 2 === 0 ? [gift, gift] : [gift]));
    const answers = new Map<unknown, Set<string>>();
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let gift = requests[next++]; gift !== undefined; gift = requests[next++]) {
          const { pledge } = await gift.client.must(PLEDGE, { input: gift.input });
          const ids = answers.get(gift.input.idempotencyKey) ?? new Set<string>();
          answers.set(gift.input.idempotencyKey, ids.add(pledge.id));
        }
      }),
    );

    expect(answers.size).toBe(GIFTS);
    expect([...answers.values()].filter((ids) => ids.size !== 1)).toEqual([]);
    const raised = gifts.reduce((sum, { input }) => sum + Number(input.amount), 0);
    expect((await app.anonymous().must(PROGRESS, { id })).project).toEqual({
      progress: { raised, pending: 0, backerCount: DONORS, pledgeCount: GIFTS },
      fund: { received: raised, balance: raised },
      pledges: { totalCount: GIFTS },
    });
  }, 180_000);
});
