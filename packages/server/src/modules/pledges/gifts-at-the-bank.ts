import { sqlIn, rowsOf } from '../../db/rows.js';
import type { BankEntryClue, BankEntrySource } from '../ledger/index.js';
import { Pledge } from './pledge.entity.js';
import { PaymentMethod, PledgeStatus } from './pledge.enums.js';
import { referenceKey } from './pledge.rules.js';
import { sourceOfPayment } from './gift-sources.js';

const CLUES = ['id', 'status', 'payment', 'timesPaid', 'bankReference', 'remarkCode'] as const;

/** The bank's reference and the remark code are the clues to a gift that was transferred. */
const cluesOfGifts = (pledges: readonly Pick<Pledge, (typeof CLUES)[number]>[]): BankEntryClue[] =>
  pledges
    .filter(
      ({ status, payment }) =>
        payment === PaymentMethod.BANK_TRANSFER && (status === PledgeStatus.PAID || status === PledgeStatus.REFUNDED),
    )
    .flatMap((pledge) =>
      [pledge.bankReference ?? '', pledge.remarkCode].map((word) => ({ word, sourceKey: sourceOfPayment(pledge) })),
    );

/** Payments of gifts that a treasurer confirmed before they appeared on the bank's statement. */
export const giftsAtTheBank: BankEntrySource = {
  name: 'gifts',
  cluesOf(tx, { references, codes }) {
    const keys = [...new Set(references.map(referenceKey))];
    // The condition excludes PENDING, because with a list of the wanted statuses the databases would use another index.
    const ask = (column: string, values: readonly string[]) => {
      const {
        sql,
        values: bound,
        read,
      } = rowsOf(tx, Pledge, `${sqlIn(column, values)} AND status <> '${PledgeStatus.PENDING}'`, values, CLUES);
      return { sql, values: bound, read: (rows: Record<string, unknown>[]) => cluesOfGifts(read(rows)) };
    };
    return [ask('reference_key', keys), ask('remark_code', codes)];
  },
};
