import { defineOrderKind, type OrderKind } from '../orders/index.js';
import { RefundCause, type RefundOrder } from './refund.entities.js';

const words = { ownUnit: 'refund.ownProject', preparedByViewer: 'refund.secondPerson', otherDuty: 'refund.ownProject' } as const;
const nobody = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set());

/** The order by which gifts of an ended project go back. Two people decide, whatever the amount. */
const giftRefund = defineOrderKind({
  name: 'GIFT_REFUND', secondPerson: 'ALWAYS', label: 'refund.order.refund', path: ({ subjectId }) => `/treasury/refunds/${subjectId}`, words, excluded: nobody,
});

/** The order by which the confirmation of a payment is taken back. */
const confirmationReversal = defineOrderKind({
  name: 'CONFIRMATION_REVERSAL', secondPerson: 'ALWAYS', label: 'refund.order.reversal', path: ({ subjectId }) => `/treasury/refunds/${subjectId}`, words, excluded: nobody,
});

export const kindOfRefund = ({ cause }: Pick<RefundOrder, 'cause'>): OrderKind => (cause === RefundCause.MISTAKEN_CONFIRMATION ? confirmationReversal : giftRefund);
