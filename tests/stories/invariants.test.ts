import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { createCity, give, openProject } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { confirmedTransfer, createTown, preparedRefund } from '../support/town.ts';

// The other stories rely on the invariants to find faults. Here somebody changes rows in the database itself.
describe('the invariants', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });
  afterEach(async () => {
    await app.close();
  });

  const tamper = (sql: string) => app.db.transact((tx) => tx.manager.query(sql));

  it.each([
    [
      'a balance that is not the sum of its postings',
      'UPDATE ledger_accounts SET balance_fen = balance_fen + 1',
      /every stored balance/,
    ],
    ['a unit without an owner', 'DELETE FROM memberships', /every unit has an owner/],
    [
      'a total that is not the ledger’s',
      'UPDATE project_counters SET raised_fen = raised_fen + 1',
      /what a project raised equals/,
    ],
    [
      'a gift that is not in the books',
      "UPDATE pledges SET amount_fen = amount_fen + 1 WHERE status = 'PAID'",
      /every paid pledge/,
    ],
    ['a receipt that is gone', 'DELETE FROM receipts', /every paid pledge has one valid receipt/],
    ['a unit that is missing from a wall', 'DELETE FROM project_sponsors', /every unit with one has its row/],
  ])('find %s', async (_what, sql, named) => {
    const city = await createCity(app);
    const { id } = await openProject(app, city);
    await give((await app.signUp()).client, id);
    await give(city.publisher.client, id, { onBehalfOfId: city.organization.id });
    await app.checkInvariants();
    await tamper(sql);
    await expect(app.checkInvariants()).rejects.toThrow(named);
  });

  it('find changes of refunds', async () => {
    const town = await createTown(app);
    const { id: refund } = await preparedRefund(app, town);
    await town.admin.client.must(MUTATIONS.approveRefund, { id: refund });
    const { id: corrected } = await confirmedTransfer(app, town);
    const { prepareReversal } = await town.treasurer.client.must(MUTATIONS.prepareReversal, {
      input: { pledgeId: corrected, reason: '认错了人' },
    });
    await town.admin.client.must(MUTATIONS.approveRefund, { id: prepareReversal.id });
    const { id: open } = await preparedRefund(app, town);
    await app.checkInvariants();
    // What is changed, how it is put right again, and what notices it.
    const changes: [string, string, RegExp][] = [
      [
        "UPDATE pledges SET refunded_fen = 1 WHERE status = 'PAID'",
        "UPDATE pledges SET refunded_fen = 0 WHERE status = 'PAID'",
        /what was given back of every gift is what was approved/,
      ],
      [
        "UPDATE pledges SET status = 'PAID' WHERE status = 'REFUNDED'",
        "UPDATE pledges SET status = 'REFUNDED' WHERE refunded_fen > 0",
        /one valid receipt/,
      ],
      [
        `UPDATE pledges SET times_paid = 2 WHERE id = '${corrected}'`,
        `UPDATE pledges SET times_paid = 1 WHERE id = '${corrected}'`,
        /times that a pledge was paid/,
      ],
      [
        `UPDATE pledges SET status = 'PAID' WHERE id = '${corrected}'`,
        `UPDATE pledges SET status = 'PENDING' WHERE id = '${corrected}'`,
        /every gift entry that stands a paid pledge/,
      ],
      [
        'UPDATE refund_orders SET total_fen = total_fen + 1',
        'UPDATE refund_orders SET total_fen = total_fen - 1',
        /every refund order is the sum of its gifts/,
      ],
      [
        'UPDATE refund_items SET amount_fen = amount_fen + 1',
        'UPDATE refund_items SET amount_fen = amount_fen - 1',
        /every approved refund is one journal entry/,
      ],
      [
        `UPDATE refund_items SET amount_fen = amount_fen + 1 WHERE order_id = '${prepareReversal.id}'`,
        `UPDATE refund_items SET amount_fen = amount_fen - 1 WHERE order_id = '${prepareReversal.id}'`,
        /confirmations were taken back as often/,
      ],
      [
        `UPDATE orders SET prepared_by_id = signed_by_id WHERE subject_id = '${refund}'`,
        `UPDATE orders SET prepared_by_id = '${town.treasurer.id}' WHERE subject_id = '${refund}'`,
        /nobody signs the order that they prepared/,
      ],
      [
        `UPDATE orders SET state = 'PREPARED', done_at = NULL, done_month = NULL, signed_by_id = NULL WHERE subject_id = '${refund}'`,
        `UPDATE orders SET state = 'DONE', done_at = (SELECT approved_at FROM refund_orders r WHERE r.id = subject_id), done_month = '2026-06', signed_by_id = '${town.admin.id}' WHERE subject_id = '${refund}'`,
        /a refund stands where its order/,
      ],
      [
        `UPDATE refund_orders SET approved_at = NULL WHERE id = '${refund}'`,
        `UPDATE refund_orders SET approved_at = (SELECT o.done_at FROM orders o WHERE o.subject_id = refund_orders.id) WHERE id = '${refund}'`,
        /takes money out of a gift was approved/,
      ],
      [
        `UPDATE refund_orders SET approved_at = NULL WHERE id = '${prepareReversal.id}'`,
        `UPDATE refund_orders SET approved_at = (SELECT o.done_at FROM orders o WHERE o.subject_id = refund_orders.id) WHERE id = '${prepareReversal.id}'`,
        /takes money out of a gift was approved/,
      ],
      [
        `UPDATE refund_orders SET approved_at = prepared_at WHERE id = '${open}'`,
        `UPDATE refund_orders SET approved_at = NULL WHERE id = '${open}'`,
        /what a fund gave back in the ledger/,
      ],
      [
        "UPDATE projects SET status = 'FUNDED' WHERE status = 'CANCELLED'",
        "UPDATE projects SET status = 'CANCELLED' WHERE status = 'FUNDED'",
        /only ended projects give back/,
      ],
      [
        'UPDATE receipts SET void_reason = NULL',
        "UPDATE receipts SET void_reason = 'x' WHERE voided_at IS NOT NULL",
        /a receipt is void for a reason/,
      ],
      [
        "UPDATE receipts SET replaced_by = 'HC-1999-000001' WHERE voided_at IS NOT NULL",
        'UPDATE receipts SET replaced_by = NULL',
        /a receipt is void for a reason/,
      ],
    ];
    for (const [change, undo, named] of changes) {
      await tamper(change);
      await expect(app.checkInvariants(), change).rejects.toThrow(named);
      await tamper(undo);
      await app.checkInvariants();
    }
  });
});
