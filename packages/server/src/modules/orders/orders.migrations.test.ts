import { afterEach, beforeEach, expect, it } from 'vitest';
import { oldDatabase, type OldDatabase } from '#testing';

let old: OldDatabase;
beforeEach(async () => {
  old = await oldDatabase();
});
afterEach(() => old.close());

const run = (sql: string) => old.run(sql);
const rows = (sql: string) => old.rows(sql);

/** Inserts a project with stages, in the form from before there were orders. */
async function fillOld(): Promise<void> {
  await old.revertUntilGone('orders');
  await old.fill('organizations', { id: 'unit' });
  await old.fill('projects', { id: 'p', organization_id: 'unit' });
  for (const id of ['m1', 'm2', 'm3'])
    await old.fill('milestones', { id, project_id: 'p', title: id, amount_fen: 100, position: Number(id.slice(1)) });
  // Released on 30 June in UTC, which is 1 July in Shanghai.
  await run(
    "INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m1', 'p', 700, 'a', '2026-06-30 17:00:00.000', NULL, '2026-06-30 17:00:00.000', 'B-1')",
  );
  await run(
    "INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m2', 'p', 800, 'a', '2026-07-02 02:00:00.000', 'b', '2026-07-03 02:00:00.000', NULL)",
  );
  await run(
    "INSERT INTO releases (milestone_id, project_id, amount_fen, prepared_by_id, prepared_at, signed_by_id, released_at, bank_reference) VALUES ('m3', 'p', 900, 'b', '2026-07-04 02:00:00.000', NULL, NULL, NULL)",
  );
  const refund =
    'INSERT INTO refund_orders (id, project_id, cause, reason, gift_count, total_fen, prepared_by_id, prepared_at, approved_by_id, approved_at, withdrawn_by_id, withdrawn_at, bank_reference)';
  await run(
    `${refund} VALUES ('r1', 'p', 'PROJECT_CANCELLED', '退', 1, 50, 'a', '2026-07-05 02:00:00.000', 'b', '2026-07-06 02:00:00.000', NULL, NULL, NULL)`,
  );
  await run(
    `${refund} VALUES ('r2', 'p', 'MISTAKEN_CONFIRMATION', '错', 1, 60, 'a', '2026-07-05 02:00:00.000', NULL, NULL, 'b', '2026-07-06 02:00:00.000', NULL)`,
  );
  await run(
    `${refund} VALUES ('r3', 'p', 'PROJECT_CANCELLED', '退', 1, 70, 'a', '2026-07-05 02:00:00.000', NULL, NULL, 'a', '2026-07-06 02:00:00.000', NULL)`,
  );
}

it('payments of stages that are older than orders become orders with their people, steps and months', async () => {
  await fillOld();
  await old.db.migrate();
  expect(
    await rows(
      "SELECT subject_id, kind, unit_id, limit_scope, amount_fen, state, prepared_by_id, signed_by_id, done_month, is_from_before FROM orders WHERE kind = 'STAGE_RELEASE' ORDER BY subject_id",
    ),
  ).toEqual([
    {
      subject_id: 'm1',
      kind: 'STAGE_RELEASE',
      unit_id: 'unit',
      limit_scope: 'payee:unit',
      amount_fen: 700,
      state: 'DONE',
      prepared_by_id: 'a',
      signed_by_id: null,
      done_month: '2026-07',
      is_from_before: 1,
    },
    {
      subject_id: 'm2',
      kind: 'STAGE_RELEASE',
      unit_id: 'unit',
      limit_scope: 'payee:unit',
      amount_fen: 800,
      state: 'DONE',
      prepared_by_id: 'a',
      signed_by_id: 'b',
      done_month: '2026-07',
      is_from_before: 1,
    },
    {
      subject_id: 'm3',
      kind: 'STAGE_RELEASE',
      unit_id: 'unit',
      limit_scope: 'payee:unit',
      amount_fen: 900,
      state: 'PREPARED',
      prepared_by_id: 'b',
      signed_by_id: null,
      done_month: null,
      is_from_before: 1,
    },
  ]);
  expect(
    await rows(
      "SELECT order_id, position, kind, actor_id FROM order_steps WHERE order_id LIKE 'm%' ORDER BY order_id, position",
    ),
  ).toEqual([
    { order_id: 'm1', position: 0, kind: 'PREPARED', actor_id: 'a' },
    { order_id: 'm1', position: 1, kind: 'DONE_ALONE', actor_id: 'a' },
    { order_id: 'm2', position: 0, kind: 'PREPARED', actor_id: 'a' },
    { order_id: 'm2', position: 1, kind: 'SIGNED', actor_id: 'b' },
    { order_id: 'm3', position: 0, kind: 'PREPARED', actor_id: 'b' },
  ]);
  expect(await rows('SELECT * FROM order_months')).toEqual([
    { limit_scope: 'payee:unit', month: '2026-07', alone_fen: 700 },
  ]);
});

it('refunds that are older than orders become orders that two people decided', async () => {
  await fillOld();
  await old.db.migrate();
  expect(
    await rows(
      "SELECT subject_id, kind, amount_fen, state, reason, prepared_by_id, signed_by_id, closed_by_id FROM orders WHERE subject_id LIKE 'r%' ORDER BY subject_id",
    ),
  ).toEqual([
    {
      subject_id: 'r1',
      kind: 'GIFT_REFUND',
      amount_fen: 50,
      state: 'DONE',
      reason: '退',
      prepared_by_id: 'a',
      signed_by_id: 'b',
      closed_by_id: null,
    },
    {
      subject_id: 'r2',
      kind: 'CONFIRMATION_REVERSAL',
      amount_fen: 60,
      state: 'REFUSED',
      reason: '错',
      prepared_by_id: 'a',
      signed_by_id: null,
      closed_by_id: 'b',
    },
    {
      subject_id: 'r3',
      kind: 'GIFT_REFUND',
      amount_fen: 70,
      state: 'WITHDRAWN',
      reason: '退',
      prepared_by_id: 'a',
      signed_by_id: null,
      closed_by_id: 'a',
    },
  ]);
  expect(
    await rows(
      "SELECT order_id, kind, actor_id FROM order_steps WHERE position = 1 AND order_id LIKE 'r%' ORDER BY order_id",
    ),
  ).toEqual([
    { order_id: 'r1', kind: 'SIGNED', actor_id: 'b' },
    { order_id: 'r2', kind: 'REFUSED', actor_id: 'b' },
    { order_id: 'r3', kind: 'WITHDRAWN', actor_id: 'a' },
  ]);
});

it('the revert moves the people back to payments and refunds', async () => {
  await fillOld();
  const before = [
    await rows('SELECT * FROM releases ORDER BY milestone_id'),
    await rows('SELECT * FROM refund_orders ORDER BY id'),
  ];
  await old.db.migrate();
  await old.revertUntilGone('orders');
  const after = [
    await rows('SELECT * FROM releases ORDER BY milestone_id'),
    await rows('SELECT * FROM refund_orders ORDER BY id'),
  ];
  expect(after).toEqual(before);
});
