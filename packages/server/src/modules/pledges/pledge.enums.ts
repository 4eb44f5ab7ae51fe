import { registerEnumType } from 'type-graphql';

export enum PledgeStatus {
  PENDING = 'PENDING',
  PAID = 'PAID',
  CANCELLED = 'CANCELLED',
  EXPIRED = 'EXPIRED',
  REFUNDED = 'REFUNDED',
}

export enum PaymentMethod {
  BANK_TRANSFER = 'BANK_TRANSFER',
  SANDBOX = 'SANDBOX',
}

registerEnumType(PledgeStatus, {
  name: 'PledgeStatus',
  description: 'Where a pledge stands.',
  valuesConfig: {
    PENDING: { description: 'Promised; the transfer has not been confirmed.' },
    PAID: { description: 'The money arrived.' },
    CANCELLED: { description: 'Taken back by the donor before it was paid.' },
    EXPIRED: { description: 'No transfer was confirmed in time.' },
    REFUNDED: { description: 'Paid, and given back.' },
  },
});
registerEnumType(PaymentMethod, {
  name: 'PaymentMethod',
  description: 'How a pledge is paid.',
  valuesConfig: {
    BANK_TRANSFER: { description: 'By transfer to the special account, quoting the remark code; a treasurer confirms it.' },
    SANDBOX: { description: 'At once and without money; in the demo and tests only.' },
  },
});
