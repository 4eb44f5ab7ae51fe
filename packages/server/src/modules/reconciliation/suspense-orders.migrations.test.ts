import { afterEach, beforeEach, expect, it } from 'vitest';
import { oldDatabase, type OldDatabase } from '#testing';

let old: OldDatabase;
beforeEach(async () => {
  old = await oldDatabase();
  await old.revertUntilGone('returns_to_sender');
  await old.fill('organizations', { id: 'unit' });
  await old.fill('projects', { id: 'p', organization_id: 'unit' });
  await old.fill('statements', { id: 's' });
  for (const id of ['l1', 'l2', 'l3', 'l4', 'l5'])
    await old.fill('statement_lines', { id, statement_id: 's', suspense_fen: 0 });
  const back =
    'INSERT INTO suspense_returns (line_id, amount_fen, reason, bank_reference, prepared_by_id, prepared_at, signed_by_id, returned_at)';
  // The payment is on the last day of June in UTC and on the first of July in Shanghai.
  await old.run(
    `${back} VALUES ('l1', 700, '退', 'B-1', 'a', '2026-06-30 17:00:00.000', NULL, '2026-06-30 17:00:00.000')`,
  );
  await old.run(
    `${back} VALUES ('l2', 800, '退', NULL, 'a', '2026-07-02 02:00:00.000', 'b', '2026-07-03 02:00:00.000')`,
  );
  await old.run(`${back} VALUES ('l3', 900, '退', NULL, 'b', '2026-07-04 02:00:00.000', NULL, NULL)`);
  await old.fill('bank_movements', { id: 'm1', line_id: 'l4', kind: 'BANK_CHARGE', amount_fen: -50 });
  await old.run(
    "UPDATE bank_movements SET booked_at = '2026-07-01 02:00:00.000', reversed_by_id = 'c', reversed_at = '2026-07-05 02:00:00.000', reversal_reason = '错'",
  );
  await old.fill('bank_movements', { id: 'm2', line_id: 'l5', kind: 'OWN_TRANSFER', amount_fen: -60 });
  await old.fill('journal_entries', { id: 'e1', kind: 'BANK_CHARGE', source_key: 'bank-movement:m1:booked' });
  await old.fill('journal_entries', { id: 'e2', kind: 'MOVEMENT_REVERSED', source_key: 'bank-movement:m1:reversed' });
});
afterEach(() => old.close());

it('returns that are older than orders become orders with their people, steps and months', async () => {
  await old.db.migrate();
  expect(
    await old.rows(
      "SELECT id, subject_id, limit_scope, amount_fen, state, reason, prepared_by_id, signed_by_id, done_month, is_from_before FROM orders WHERE kind = 'SUSPENSE_RETURN' ORDER BY id",
    ),
  ).toEqual([
    {
      id: 'l1',
      subject_id: 'l1',
      limit_scope: 'suspense-returns',
      amount_fen: 700,
      state: 'DONE',
      reason: '退',
      prepared_by_id: 'a',
      signed_by_id: null,
      done_month: '2026-07',
      is_from_before: 1,
    },
    {
      id: 'l2',
      subject_id: 'l2',
      limit_scope: 'suspense-returns',
      amount_fen: 800,
      state: 'DONE',
      reason: '退',
      prepared_by_id: 'a',
      signed_by_id: 'b',
      done_month: '2026-07',
      is_from_before: 1,
    },
    {
      id: 'l3',
      subject_id: 'l3',
      limit_scope: 'suspense-returns',
      amount_fen: 900,
      state: 'PREPARED',
      reason: '退',
      prepared_by_id: 'b',
      signed_by_id: null,
      done_month: null,
      is_from_before: 1,
    },
  ]);
  expect(
    await old.rows(
      "SELECT order_id, kind, actor_id FROM order_steps WHERE order_id LIKE 'l%' ORDER BY order_id, position",
    ),
  ).toEqual([
    { order_id: 'l1', kind: 'PREPARED', actor_id: 'a' },
    { order_id: 'l1', kind: 'DONE_ALONE', actor_id: 'a' },
    { order_id: 'l2', kind: 'PREPARED', actor_id: 'a' },
    { order_id: 'l2', kind: 'SIGNED', actor_id: 'b' },
    { order_id: 'l3', kind: 'PREPARED', actor_id: 'b' },
  ]);
  expect(await old.rows("SELECT month, alone_fen FROM order_months WHERE limit_scope = 'suspense-returns'")).toEqual([
    { month: '2026-07', alone_fen: 700 },
  ]);
  expect(
    await old.rows(
      'SELECT id, line_id, amount_fen, bank_reference, returned_at, withdrawn_at FROM returns_to_sender ORDER BY id',
    ),
  ).toEqual([
    {
      id: 'l1',
      line_id: 'l1',
      amount_fen: 700,
      bank_reference: 'B-1',
      returned_at: '2026-06-30 17:00:00.000',
      withdrawn_at: null,
    },
    {
      id: 'l2',
      line_id: 'l2',
      amount_fen: 800,
      bank_reference: null,
      returned_at: '2026-07-03 02:00:00.000',
      withdrawn_at: null,
    },
    { id: 'l3', line_id: 'l3', amount_fen: 900, bank_reference: null, returned_at: null, withdrawn_at: null },
  ]);
});

it('reversals that are older than orders become orders with the ids of their entries', async () => {
  await old.db.migrate();
  expect(
    await old.rows(
      "SELECT id, subject_id, limit_scope, amount_fen, alone_up_to_fen, state, reason, prepared_by_id, signed_by_id, is_from_before FROM orders WHERE kind = 'BANK_MOVEMENT_REVERSAL'",
    ),
  ).toEqual([
    {
      id: 'e2',
      subject_id: 'm1',
      limit_scope: 'movement-reversals:BANK_CHARGE',
      amount_fen: 50,
      alone_up_to_fen: 50,
      state: 'DONE',
      reason: '错',
      prepared_by_id: 'c',
      signed_by_id: null,
      is_from_before: 1,
    },
  ]);
  expect(await old.rows("SELECT kind, actor_id FROM order_steps WHERE order_id = 'e2' ORDER BY position")).toEqual([
    { kind: 'PREPARED', actor_id: 'c' },
    { kind: 'DONE_ALONE', actor_id: 'c' },
  ]);
});

it('the revert moves the people back to returns and reversals', async () => {
  const state = async () => [
    await old.rows('SELECT * FROM suspense_returns ORDER BY line_id'),
    await old.rows('SELECT id, reversed_by_id, reversed_at, reversal_reason FROM bank_movements ORDER BY id'),
  ];
  const before = await state();
  await old.db.migrate();
  await old.revertUntilGone('returns_to_sender');
  expect(await state()).toEqual(before);
});
