import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestDatabase, temporaryFolder } from '../../testing.js';
import type { Database } from '../database.js';

let folder: ReturnType<typeof temporaryFolder>;
let db: Database;
beforeEach(async () => {
  folder = temporaryFolder();
  db = await openTestDatabase(folder.path);
});
afterEach(async () => {
  await db.close();
  folder.remove();
});

const run = (sql: string) => db.transact(async (tx) => {
  await tx.manager.query(sql);
});
const rows = (sql: string) => db.read.query<Record<string, unknown>[]>(sql);

/** Takes migrations back, the newest first, until there is no table of orders. */
async function undoOrders(): Promise<void> {
  while ((await rows("SELECT 1 FROM sqlite_master WHERE name = 'orders'")).length > 0) await db.undoLastMigration();
}

/** A project with stages, as they stood before there were orders. */
async function oldDatabase(): Promise<void> {
  await undoOrders();
  await run("INSERT INTO users (id, name, created_at) VALUES ('owner', '负责人', '2026-01-01 00:00:00.000')");
  await fill('organizations', { id: 'unit' });
  await fill('projects', { id: 'p', organization_id: 'unit' });
  for (const id of ['m1', 'm2', 'm3']) await fill('milestones', { id, project_id: 'p', title: id, amount_fen: 100, position: Number(id.slice(1)) });
  // Released on the last of June in UTC, which is the first of July in Shanghai.
  await run("INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m1', 'p', 700, 'a', '2026-06-30 17:00:00.000', NULL, '2026-06-30 17:00:00.000', 'B-1')");
  await run("INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m2', 'p', 800, 'a', '2026-07-02 02:00:00.000', 'b', '2026-07-03 02:00:00.000', NULL)");
  await run("INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m3', 'p', 900, 'b', '2026-07-04 02:00:00.000', NULL, NULL, NULL)");
  const refund = 'INSERT INTO refund_orders (id, project_id, cause, reason, gift_count, total_fen, prepared_by_id, prepared_at, approved_by_id, approved_at, withdrawn_by_id, withdrawn_at, bank_reference)';
  await run(`${refund} VALUES ('r1', 'p', 'PROJECT_CANCELLED', '退', 1, 50, 'a', '2026-07-05 02:00:00.000', 'b', '2026-07-06 02:00:00.000', NULL, NULL, NULL)`);
  await run(`${refund} VALUES ('r2', 'p', 'MISTAKEN_CONFIRMATION', '错', 1, 60, 'a', '2026-07-05 02:00:00.000', NULL, NULL, 'b', '2026-07-06 02:00:00.000', NULL)`);
  await run(`${refund} VALUES ('r3', 'p', 'PROJECT_CANCELLED', '退', 1, 70, 'a', '2026-07-05 02:00:00.000', NULL, NULL, 'a', '2026-07-06 02:00:00.000', NULL)`);
}

/** A row with `known` values, and with something that its type takes in every other column that must not be null. */
async function fill(table: string, known: Record<string, string | number>): Promise<void> {
  const columns = await rows(`SELECT name, type, "notnull" AS needed, dflt_value AS fallback FROM pragma_table_info('${table}')`);
  const given = columns.flatMap(({ name, type, needed, fallback }): [string, string | number][] => {
    if (String(name) in known) return [[String(name), known[String(name)]!]];
    if (needed !== 1 || fallback !== null) return [];
    return [[String(name), type !== 'TEXT' ? 1 : String(name).endsWith('_by_id') ? 'owner' : `${table}-${Object.values(known)[0]}`]];
  });
  await run(`INSERT INTO ${table} (${given.map(([name]) => name).join(', ')}) VALUES (${given.map(([, value]) => (typeof value === 'string' ? `'${value}'` : value)).join(', ')})`);
}

it('payments of stages from before there were orders become orders, with their people, steps and months', async () => {
  await oldDatabase();
  await db.migrate();
  expect(await rows('SELECT subject_id, kind, unit_id, limit_scope, amount_fen, state, prepared_by_id, signed_by_id, done_month, is_from_before FROM orders WHERE kind = \'STAGE_RELEASE\' ORDER BY subject_id')).toEqual([
    { subject_id: 'm1', kind: 'STAGE_RELEASE', unit_id: 'unit', limit_scope: 'project:p', amount_fen: 700, state: 'DONE', prepared_by_id: 'a', signed_by_id: null, done_month: '2026-07', is_from_before: 1 },
    { subject_id: 'm2', kind: 'STAGE_RELEASE', unit_id: 'unit', limit_scope: 'project:p', amount_fen: 800, state: 'DONE', prepared_by_id: 'a', signed_by_id: 'b', done_month: '2026-07', is_from_before: 1 },
    { subject_id: 'm3', kind: 'STAGE_RELEASE', unit_id: 'unit', limit_scope: 'project:p', amount_fen: 900, state: 'PREPARED', prepared_by_id: 'b', signed_by_id: null, done_month: null, is_from_before: 1 },
  ]);
  expect(await rows('SELECT order_id, position, kind, actor_id FROM order_steps WHERE order_id LIKE \'m%\' ORDER BY order_id, position')).toEqual([
    { order_id: 'm1', position: 0, kind: 'PREPARED', actor_id: 'a' }, { order_id: 'm1', position: 1, kind: 'DONE_ALONE', actor_id: 'a' },
    { order_id: 'm2', position: 0, kind: 'PREPARED', actor_id: 'a' }, { order_id: 'm2', position: 1, kind: 'SIGNED', actor_id: 'b' },
    { order_id: 'm3', position: 0, kind: 'PREPARED', actor_id: 'b' },
  ]);
  expect(await rows('SELECT * FROM order_months')).toEqual([{ limit_scope: 'project:p', month: '2026-07', alone_fen: 700 }]);
});

it('refunds from before there were orders become orders that two people decided', async () => {
  await oldDatabase();
  await db.migrate();
  expect(await rows("SELECT subject_id, kind, amount_fen, state, reason, prepared_by_id, signed_by_id, closed_by_id FROM orders WHERE subject_id LIKE 'r%' ORDER BY subject_id")).toEqual([
    { subject_id: 'r1', kind: 'GIFT_REFUND', amount_fen: 50, state: 'DONE', reason: '退', prepared_by_id: 'a', signed_by_id: 'b', closed_by_id: null },
    { subject_id: 'r2', kind: 'CONFIRMATION_REVERSAL', amount_fen: 60, state: 'REFUSED', reason: '错', prepared_by_id: 'a', signed_by_id: null, closed_by_id: 'b' },
    { subject_id: 'r3', kind: 'GIFT_REFUND', amount_fen: 70, state: 'WITHDRAWN', reason: '退', prepared_by_id: 'a', signed_by_id: null, closed_by_id: 'a' },
  ]);
  expect(await rows("SELECT order_id, kind, actor_id FROM order_steps WHERE position = 1 AND order_id LIKE 'r%' ORDER BY order_id")).toEqual([
    { order_id: 'r1', kind: 'SIGNED', actor_id: 'b' }, { order_id: 'r2', kind: 'REFUSED', actor_id: 'b' }, { order_id: 'r3', kind: 'WITHDRAWN', actor_id: 'a' },
  ]);
});

it('the way down gives the people back to payments and refunds', async () => {
  await oldDatabase();
  const before = [await rows('SELECT * FROM releases ORDER BY milestone_id'), await rows('SELECT * FROM refund_orders ORDER BY id')];
  await db.migrate();
  await undoOrders();
  const after = [await rows('SELECT * FROM releases ORDER BY milestone_id'), await rows('SELECT * FROM refund_orders ORDER BY id')];
  expect(after).toEqual(before);
});
