import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject, verifiedOrganization } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { promise } from '../support/town.ts';

/** What a database from before papers had days and names of their own has to get from what it knows. */
const FILLED = {
  receipts: 'SELECT number, paid_on, on_behalf_of_name, implementer_name FROM receipts ORDER BY number',
  gifts: 'SELECT id, on_behalf_of_name FROM pledges ORDER BY id',
  walls:
    'SELECT project_id, organization_id, organization_name FROM project_sponsors ORDER BY project_id, organization_id',
  days: 'SELECT account_code, day, change_fen FROM ledger_days WHERE change_fen <> 0 ORDER BY account_code, day',
};

const app = useTestApp();

it('a database with gifts that are older than days and names of papers gets both at the start', async () => {
  // Late in the evening of UTC it is the next day in Shanghai.
  app.clock.set(new Date('2026-12-30T15:30:00Z'));
  const city = await createCity(app);
  const donor = await app.signUp({ name: '老捐赠人' });
  const unit = await verifiedOrganization(donor, city.admin, { name: '老单位', kind: 'ENTERPRISE' });
  const project = await openProject(app, city);
  app.clock.freezeAt(new Date('2027-01-05T15:59:59Z'));
  const client = await app.as(donor);
  await give(client, project.id, { onBehalfOfId: unit.id });
  app.clock.freezeAt(new Date('2027-01-05T16:00:00Z'));
  await give(client, project.id, { amount: 20_000 });
  const [paid, pending] = [
    await promise({ ...donor, client }, project.id, { onBehalfOfId: unit.id }),
    await promise({ ...donor, client }, project.id),
  ];
  const [treasurer, admin] = [await app.as(city.treasurer), await app.as(city.admin)];
  await treasurer.must(MUTATIONS.confirmPayment, {
    input: { pledgeId: paid.id, amount: paid.amount, bankReference: '一' },
  });
  await treasurer.must(MUTATIONS.confirmPayment, {
    input: { pledgeId: pending.id, amount: pending.amount, bankReference: '二' },
  });
  // A receipt that is void and waits for another, in a database that no longer knows when its money came. All on one
  // day: the old books knew no other than that of the click.
  const { prepareReversal } = await treasurer.must(MUTATIONS.prepareReversal, {
    input: { pledgeId: pending.id, reason: '认错了人' },
  });
  await admin.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
  const read = async () =>
    Object.fromEntries(
      await Promise.all(Object.entries(FILLED).map(async ([name, sql]) => [name, await app.db.read.query(sql)])),
    );
  const before = await read();
  expect(before.receipts.map(({ paid_on }: any) => paid_on)).toEqual([
    '2027-01-05',
    '2027-01-06',
    '2027-01-06',
    '2027-01-06',
  ]);

  const has = (table: string) =>
    app.db.read.query(`SELECT * FROM ${table} LIMIT 1`).then(
      () => true,
      () => false,
    );
  // The entries of searches go with their tables. A start writes them again, and this test puts them back instead.
  const forSearches = await Promise.all(
    ['search_entries', 'search_revisions'].map(
      async (table) => [table, await app.db.read.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`)] as const,
    ),
  );
  while (await has('ledger_days')) await app.db.undoLastMigration();
  // The statement of a column is older than that of the table that came with it.
  while (
    await app.db.read.query('SELECT deed_day FROM journal_entries LIMIT 1').then(
      () => true,
      () => false,
    )
  )
    await app.db.undoLastMigration();
  await app.db.migrate();
  await app.db.transact(async ({ manager }) => {
    for (const [table, rows] of forSearches)
      for (const row of rows)
        await manager.query(
          `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
            .map(() => '?')
            .join(', ')})`,
          Object.values(row),
        );
  });
  expect(await read()).toEqual(before);
});
