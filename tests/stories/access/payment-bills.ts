import type { TestApp } from '../../support/app.ts';
import { queryRow, type AccessTable } from '../../support/access.ts';
import { storedBill, storedDifference } from '../../support/payment-bills.ts';

export default (app: TestApp): AccessTable => ({
  doing: [
    {
      mutation: 'settleBillDifference',
      target: async () => ({ input: { id: await storedDifference(app), note: '同一商户号的其他收款' } }),
      allowed: ['treasurer'],
    },
    {
      mutation: 'fetchPaymentBill',
      target: async () => ({ id: (await storedBill(app)).id }),
      allowed: ['treasurer'],
    },
  ],
  traces: { settleBillDifference: 'BILL_DIFFERENCE_SETTLED', fetchPaymentBill: 'PAYMENT_BILL_ASKED' },
  seeing: {
    paymentBills: queryRow('{ it: paymentBills { totalCount edges { node { id } } } }', ['treasurer']),
    billDifferences: queryRow('{ it: billDifferences { totalCount edges { node { id } } } }', ['treasurer']),
  },
  topics: { 'payment-bills': ['treasurer'] },
  queues: { 'bill-differences': { sees: ['treasurer'], works: ['treasurer'] } },
});
