import type { Order, OrderKind } from '../orders/index.js';
import { RefundCause, type RefundOrder } from './refund.entities.js';

const words = {
  ownUnit: 'refund.ownProject',
  preparedByViewer: 'refund.secondPerson',
  otherDuty: 'duty.decidedBefore',
} as const;

/** The order that refunds gifts of an ended project. Two people decide, whatever the amount. */
export const giftRefund: OrderKind = {
  name: 'GIFT_REFUND',
  secondPerson: 'ALWAYS',
  label: 'refund.order.refund',
  path: ({ subjectId }) => `/treasury/refunds/${subjectId}`,
  words,
};

/** The order that reverses the confirmation of a payment. */
export const confirmationReversal: OrderKind = {
  name: 'CONFIRMATION_REVERSAL',
  secondPerson: 'ALWAYS',
  label: 'refund.order.reversal',
  path: ({ subjectId }) => `/treasury/refunds/${subjectId}`,
  words,
};

export const isOrderOfRefund = ({ kind }: Pick<Order, 'kind'>): boolean =>
  kind === giftRefund.name || kind === confirmationReversal.name;

export const kindOfRefund = ({ cause }: Pick<RefundOrder, 'cause'>): OrderKind =>
  cause === RefundCause.MISTAKEN_CONFIRMATION ? confirmationReversal : giftRefund;
