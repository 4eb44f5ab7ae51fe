import { registerEnumType } from 'type-graphql';

/** What a row of a bill is about. */
export enum BillSubject {
  PAYMENT = 'PAYMENT',
  REFUND = 'REFUND',
}

export enum PaymentBillStatus {
  WAITING = 'WAITING',
  CHECKED = 'CHECKED',
}

export enum BillDifferenceKind {
  NOT_IN_BILL = 'NOT_IN_BILL',
  NOT_HERE = 'NOT_HERE',
  OTHER_AMOUNT = 'OTHER_AMOUNT',
}

registerEnumType(BillSubject, {
  name: 'BillSubject',
  description: "What a row of a provider's bill is about.",
  valuesConfig: {
    PAYMENT: { description: 'Money that a person paid.' },
    REFUND: { description: 'Money that went back to its payer.' },
  },
});
registerEnumType(PaymentBillStatus, {
  name: 'PaymentBillStatus',
  description: "The state of a provider's bill of a day.",
  valuesConfig: {
    WAITING: { description: 'The provider is asked until the bill is there and can be read.' },
    CHECKED: { description: 'Every row was compared with our payments and refunds.' },
  },
});
registerEnumType(BillDifferenceKind, {
  name: 'BillDifferenceKind',
  description: "How a provider's bill differs from our records.",
  valuesConfig: {
    NOT_IN_BILL: { description: 'We recorded the money, and the bill does not have it.' },
    NOT_HERE: { description: 'The bill has the money, and we did not record it.' },
    OTHER_AMOUNT: { description: 'Both have it, with different amounts.' },
  },
});
