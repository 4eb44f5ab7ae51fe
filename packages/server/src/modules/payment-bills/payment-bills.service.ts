import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, requirePermission, type RequestContext } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { invalidState, notFound } from '../../errors.js';
import { readId, readText } from '../../input.js';
import { record } from '../trace/index.js';
import { BillDifference, PaymentBill } from './payment-bill.entities.js';
import type { SettleBillDifferenceInput } from './payment-bills.inputs.js';
import { keepPaymentBills, seePaymentBills } from './payment-bills.permissions.js';
import { billDifferenceQueue } from './payment-bills.queues.js';
import { BILL_NOTE } from './payment-bills.rules.js';
import { PAYMENT_BILLS } from './payment-bills.topics.js';
import { billDifferenceSettled, paymentBillAsked } from './payment-bills.trace.js';

/** The bill of each difference. */
export const billLoader = defineLoader<string, PaymentBill | null>(({ db }, ids) =>
  rowsByKey(db.read, PaymentBill, 'id', ids),
);

/** The differences of each bill, those that are settled or gone as well. */
export const differencesLoader = defineLoader<string, BillDifference[]>(({ db }, billIds) =>
  groupRows(db.read, BillDifference, 'billId', billIds, 'id'),
);

/** Lists the bills, the newest day first. */
export function listPaymentBills(context: RequestContext, args: PageArgs): Promise<Page<PaymentBill>> {
  requirePermission(context, seePaymentBills);
  return paginate(
    context.db.read.createQueryBuilder(PaymentBill, 'bill'),
    [
      { column: 'bill.day', of: ({ day }) => day, direction: 'DESC' },
      { column: 'bill.id', of: ({ id }) => id, direction: 'DESC' },
    ],
    args,
  );
}

/** Records what was found out about a difference. It moves no money. */
export async function settleBillDifference(
  context: RequestContext,
  input: SettleBillDifferenceInput,
): Promise<BillDifference> {
  const { userId } = requirePermission(context, keepPaymentBills);
  const id = readId('id', input.id);
  const note = readText('note', input.note, BILL_NOTE);
  return context.db.transact(async (tx) => {
    const difference = await tx.lock(BillDifference, { id });
    if (difference === null) throw notFound('id');
    if (difference.settledAt !== null) throw invalidState('paymentBill.settledBefore');
    if (difference.goneAt !== null) throw invalidState('paymentBill.gone');
    const changes = { settledAt: tx.now, settledById: userId, note };
    await tx.manager.update(BillDifference, { id }, changes);
    record(tx, context, billDifferenceSettled, {
      subject: difference.billId,
      after: { difference: id, kind: difference.kind },
      reason: note,
    });
    tx.changed(billDifferenceQueue.topic, PAYMENT_BILLS);
    return Object.assign(difference, changes);
  });
}

/** Has a bill fetched and compared again. Until then what was compared before stays. */
export async function fetchPaymentBill(context: RequestContext, rawId: string): Promise<PaymentBill> {
  requirePermission(context, keepPaymentBills);
  const id = readId('id', rawId);
  return context.db.transact(async (tx) => {
    const bill = await tx.lock(PaymentBill, { id });
    if (bill === null) throw notFound('id');
    const changes = { nextTryAt: tx.now, tries: 0, failure: null };
    await tx.manager.update(PaymentBill, { id }, changes);
    record(tx, context, paymentBillAsked, { subject: id });
    tx.changed(PAYMENT_BILLS);
    return Object.assign(bill, changes);
  });
}
