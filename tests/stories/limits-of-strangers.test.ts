import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { give, pledgeInput } from '../support/city.ts';
import { HOUR_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const app = useTestApp({
  env: {
    LIMITS: [
      'signUp.network=1000',
      'guestGift.network=3',
      'search.network=4',
      'receipt.network=2',
      'paper.network=2',
      'export.network=2',
      'unit.account=2',
    ].join(','),
  },
});
let town: Town;
let projectId: string;
let receipt: string;
beforeAll(async () => {
  town = await createTown(app);
  projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
  receipt = (await give(town.donor.client, projectId)).receipt!.number;
  app.clock.advance(24 * HOUR_MS);
});

/** The codes of refusals, null for an answer. */
async function codesOf(times: number, ask: () => Promise<{ errors: { extensions?: object }[] }>) {
  const codes: unknown[] = [];
  for (let time = 0; time < times; time += 1) {
    const { errors } = await ask();
    codes.push(errors[0] === undefined ? null : (errors[0].extensions as { code: string }).code);
  }
  return codes;
}
const OVER = 'LIMIT_EXCEEDED';
const guest = { name: '路人', phone: '13800138000' };

describe('what strangers may do from one network', () => {
  it('lets a few guests give, and then names the time; a repeated gift is answered all the same', async () => {
    const input = () => pledgeInput(projectId, { guest });
    const first = input();
    const pledge = (one: object) => app.anonymous().execute(MUTATIONS.pledge, { input: one });
    const { data } = await pledge(first);
    expect(await codesOf(3, () => pledge(input()))).toEqual([null, null, OVER]);
    expect((await pledge(first)).data.pledge.id, 'a lost answer can be asked for again').toBe(data.pledge.id);
    expect(await app.anonymous('en').refused(MUTATIONS.pledge, { input: input() })).toMatchObject({
      key: 'limit.tooMany',
      message: 'That was too often; please try again in 60 minutes.',
    });
    await give(town.donor.client, projectId);
    app.clock.advance(HOUR_MS);
    expect(await codesOf(1, () => pledge(input()))).toEqual([null]);
  });

  it('lets them search a few times, in projects, units and books together', async () => {
    const queries = [
      '{ projects(filter: { search: "a" }) { totalCount } }',
      '{ organizations(filter: { search: "a" }) { totalCount } }',
      '{ books(search: "a") { totalCount } }',
    ];
    for (const query of queries) expect(await codesOf(1, () => app.anonymous().execute(query))).toEqual([null]);
    expect(await codesOf(2, () => app.anonymous().execute(queries[0]!))).toEqual([null, OVER]);
    expect(
      await codesOf(1, () => app.anonymous().execute('{ projects { totalCount } }')),
      'lists without a search are not limited',
    ).toEqual([null]);
    expect(await codesOf(3, () => town.donor.client.execute(queries[0]!))).toEqual([null, null, null]);
    app.clock.advance(HOUR_MS);
    expect(await codesOf(1, () => app.anonymous().execute(queries[0]!))).toEqual([null]);
  });

  it('lets them look up a few receipts', async () => {
    const look = (number: string) => app.anonymous().execute(`{ receipt(number: "${number}") { amount } }`);
    const codes = [
      ...(await codesOf(1, () => look(receipt))),
      ...(await codesOf(1, () => look('HC-2026-999999'))),
      ...(await codesOf(1, () => look(receipt))),
    ];
    expect(codes, 'unknown numbers count too, or all could be tried').toEqual([null, null, OVER]);
  });

  it.each([
    ['/exports/books.csv', 'export'],
    [`/exports/receipts/`, 'paper'],
  ])('lets them download %s a few times, then says 429 and Retry-After', async (path) => {
    app.clock.advance(HOUR_MS);
    const address = path.endsWith('/') ? `${path}${receipt}.pdf` : path;
    const answers: Response[] = [];
    for (let time = 0; time < 3; time += 1) {
      const response = await app.anonymous('en').fetch(address);
      answers.push(response.clone());
      await response.arrayBuffer();
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]!.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(await answers[2]!.text()).toBe('That was too often; please try again in 10 minutes.');
  });
});

describe('what a person may do in a day', () => {
  it('includes a few units; a refused one does not count', async () => {
    const person = await app.signUp();
    const register = (name: string) =>
      person.client.execute(MUTATIONS.createOrganization, { input: { name, kind: 'ENTERPRISE', creditCode: null } });
    expect(await codesOf(1, () => register(''))).toEqual(['BAD_USER_INPUT']);
    expect(await codesOf(3, () => register('某某公司'))).toEqual([null, null, OVER]);
    app.clock.advance(24 * HOUR_MS);
    expect(await codesOf(1, () => register('某某公司'))).toEqual([null]);
  });
});
