import type { BadInputRow } from '../../support/bad-input.ts';
import { id, object, text } from '../../support/bad-values.ts';
import { storedBill, storedDifference } from '../../support/payment-bills.ts';

export default [
  {
    mutation: 'settleBillDifference',
    who: ({ treasurer }) => treasurer,
    good: async ({ app }) => ({ input: { id: await storedDifference(app), note: '同一商户号的其他收款' } }),
    inputs: { input: object(), 'input.id': id(), 'input.note': text({ min: 5, max: 500, multiline: true }) },
  },
  {
    mutation: 'fetchPaymentBill',
    who: ({ treasurer }) => treasurer,
    good: async ({ app }) => ({ id: (await storedBill(app)).id }),
    inputs: { id: id() },
  },
] satisfies readonly BadInputRow[];
