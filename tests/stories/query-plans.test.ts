import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { planOf, sqlAskedBy, type AskedSql } from '../support/asked-sql.ts';
import { createCity, give, openProject, verifiedOrganization, type City, type OpenProject } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import type { DirectDatabase } from '../support/direct-database.mjs';
import { documentOf } from '../support/documents.mjs';
import { giveMany } from '../support/many-gifts.mjs';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankStatement, settled } from '../support/statements.ts';

/**
 * Tables that grow with every gift. A query that reads all of one is fast today and takes seconds on the day after the
 * campaign.
 */
const GROWING = [
  'donors',
  'pledges',
  'receipts',
  'journal_entries',
  'postings',
  'proof_leaves',
  'proof_nodes',
  'proof_heads',
  'users',
  'credentials',
  'sessions',
];
const GIFTS = 3_000;

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let city: City;
let project: OpenProject;
let receipt: string;

/** The transaction as what fills tables: on SQLite there is one writer. */
const within = (manager: { query<T>(sql: string, values?: unknown[]): Promise<T> }): DirectDatabase => ({
  dialect: app.database === 'sqlite' ? 'sqlite' : 'mysql',
  query: async (sql, values = []) => (/^(BEGIN|COMMIT)$/.test(sql) ? [] : manager.query(sql, [...values])),
  async insert(table, columns, rows) {
    for (let start = 0; start < rows.length; start += 500) {
      const some = rows.slice(start, start + 500);
      await manager.query(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ')}`,
        some.flat(),
      );
    }
  },
  close: async () => undefined,
});

beforeAll(async () => {
  city = await createCity(app);
  project = await openProject(app, city, { acceptsOverGoal: true });
  const other = await openProject(app, city, { title: '另一个项目' });
  const unit = await verifiedOrganization(city.publisher, city.admin, { name: '爱心企业', kind: 'ENTERPRISE' });
  const to = app.clock.now().getTime();
  await app.db.transact(async ({ manager }) => {
    await giveMany(within(manager), {
      project: { ...project, title: '老兵记忆馆' },
      units: [unit.id],
      count: GIFTS,
      from: to - 6 * DAY_MS,
      to: to - DAY_MS,
    });
    await giveMany(within(manager), {
      project: { ...other, title: '另一个项目' },
      count: 1_500,
      from: to - DAY_MS,
      to: to - 60_000,
    });
  });
  if (app.database === 'mariadb') {
    // What MariaDB knows of a table it samples at random and samples again whenever it likes; here it counts every
    // page, once.
    for (const table of GROWING)
      await app.db.read.query(
        `ALTER TABLE ${table} STATS_PERSISTENT = 1, STATS_AUTO_RECALC = 0, STATS_SAMPLE_PAGES = 10000`,
      );
    await app.db.read.query(`ANALYZE TABLE ${GROWING.join(', ')}`);
  }
  receipt = (await give(city.publisher.client, project.id)).receipt!.number;
  await app.server.tick();
});

const ask = async (
  operation: string,
  variables: Record<string, unknown> = {},
  client = app.anonymous(),
): Promise<Record<string, never>> => client.must(documentOf(operation).text, variables);

async function feedAfter(page: number): Promise<Record<string, unknown>> {
  let after: string | null = null;
  for (let passed = 0; passed < page; passed += 1) {
    const { project: found } = (await ask('ProjectGifts', { id: project.id, first: 100, after })) as unknown as {
      project: { pledges: { pageInfo: { endCursor: string } } };
    };
    after = found.pledges.pageInfo.endCursor;
  }
  return { id: project.id, first: 20, after };
}

const advice = (what: string, { sql }: AskedSql, how: string) =>
  `${what} asks:\n  ${sql}\nand the database answers it so: ${how}\nMake an index that begins with the columns it compares, then those it orders by (a new migration), or ask for less. If nothing else helps, keep a counter.`;

/**
 * The statements that read a growing table whole, or sort gifts instead of reading them in the order of an index: all
 * would be read for the first page.
 */
async function findCostly(what: string, asked: readonly AskedSql[]): Promise<string[]> {
  if (asked.length === 0) throw new Error(`${what} asked the database nothing that was seen.`);
  const costly: string[] = [];
  for (const one of asked) {
    const { accesses, sorts } = await planOf(app, one);
    for (const { table, how, readsAll } of accesses)
      if (readsAll && GROWING.includes(table)) costly.push(advice(what, one, `it reads all of ${table} (${how})`));
    if (sorts && accesses.some(({ table }) => table === 'pledges'))
      costly.push(
        advice(
          what,
          one,
          `it sorts all rows before it answers the first (${accesses.map(({ how }) => how).join('; ')})`,
        ),
      );
  }
  return costly;
}

describe('a read of a page', () => {
  it.each<[what: string, work: () => Promise<unknown>]>([
    ['the page of a project', () => ask('ProjectPage', { slug: project.slug })],
    ['the page when money came in', () => ask('ProjectMoneyNow', { id: project.id })],
    ['the newest gifts to a project', () => ask('ProjectGifts', { id: project.id, first: 20 })],
    ['gifts far down the list', async () => ask('ProjectGifts', await feedAfter(20))],
    ['the gifts of the city', () => ask('CityGifts', { first: 20 })],
    ['the list of projects', () => ask('ProjectList', { filter: {}, sort: 'NEWEST', first: 20 })],
    ['the list by money', () => ask('ProjectList', { filter: {}, sort: 'MOST_FUNDED', first: 20 })],
    [
      'the list by time left',
      () => ask('ProjectList', { filter: { status: ['FUNDRAISING'] }, sort: 'ENDING_SOON', first: 20 }),
    ],
    ['the home page and its totals', () => ask('HomePage')],
    ['one’s own gifts', () => ask('OwnGifts', { first: 20 }, city.publisher.client)],
    ['a receipt', () => ask('ReceiptCheck', { number: receipt })],
    ['the proof of a receipt', () => ask('ReceiptProof', { number: receipt })],
    ['the state of an account', () => ask('AccountState', { id: city.publisher.id }, city.admin.client)],
    [
      'the suspended accounts',
      async () => {
        const { id: userId } = await app.signUp();
        await city.admin.client.must(MUTATIONS.suspendAccount, { userId, reason: '账号被盗用' });
        await ask('AdminAccounts', { suspended: true, first: 20 }, city.admin.client);
      },
    ],
  ])('of %s reads no whole table', async (what, work) => {
    expect(await findCostly(what, await sqlAskedBy(app, work))).toEqual([]);
  });
});

describe('a query for each gift', () => {
  const transfer = () => give(city.publisher.client, project.id, { payment: 'BANK_TRANSFER' });

  it.each<[what: string, work: () => Promise<unknown>]>([
    ['a gift', () => give(city.publisher.client, project.id)],
    [
      'a gift whose answer was lost',
      async () => {
        const idempotencyKey = randomUUID();
        await give(city.publisher.client, project.id, { idempotencyKey });
        await give(city.publisher.client, project.id, { idempotencyKey });
      },
    ],
    [
      'many gifts at once',
      () => Promise.all(Array.from({ length: 40 }, () => give(city.publisher.client, project.id))),
    ],
    ['a guest’s gift', () => give(app.anonymous(), project.id, { guest: { name: '陈先生', phone: '13800138000' } })],
    [
      'a gift on behalf of a unit',
      () => give(city.publisher.client, project.id, { onBehalfOfId: city.organization.id }),
    ],
    ['a transfer', transfer],
    [
      'a transfer that arrives',
      async () => {
        const { id, amount } = await transfer();
        await city.treasurer.client.must(MUTATIONS.confirmPayment, {
          input: { pledgeId: id, amount, bankReference: randomUUID() },
        });
      },
    ],
    [
      'a bank statement of forty transfers',
      async () => {
        const treasury = city.treasurer.client;
        const promised = await Promise.all(Array.from({ length: 40 }, transfer));
        const { id } = await bankStatement(
          treasury,
          promised.map(({ amount, remarkCode }) => bankLine(amount, { text: remarkCode! })),
        );
        await treasury.must(MUTATIONS.confirmStatement, { id, minConfidence: 90 });
        expect((await settled(treasury, id)).counts.settled.count).toBe(40);
      },
    ],
    [
      'what time makes due',
      async () => {
        await transfer();
        // In the evening, because the daily letter counts whole queues, once a day.
        app.clock.advance(15.4 * DAY_MS);
        await app.server.tick();
      },
    ],
  ])('of %s uses an index for every table', async (what, work) => {
    expect(await findCostly(what, await sqlAskedBy(app, work))).toEqual([]);
  });
});
