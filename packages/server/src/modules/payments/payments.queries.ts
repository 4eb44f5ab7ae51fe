import { defineLoader } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { OnlinePayment, OnlineRefund } from './online-payment.entity.js';

/** The newest payment of each pledge, or null. */
export const latestPaymentLoader = defineLoader<string, OnlinePayment | null>(async ({ db }, pledgeIds) => {
  const payments = await groupRows(db.read, OnlinePayment, 'pledgeId', pledgeIds, 'id');
  return payments.map((ofPledge) => ofPledge.at(-1) ?? null);
});

/** The refund of each payment, or null. */
export const refundLoader = defineLoader<string, OnlineRefund | null>(({ db }, paymentIds) =>
  rowsByKey(db.read, OnlineRefund, 'paymentId', paymentIds),
);
