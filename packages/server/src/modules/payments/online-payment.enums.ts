import { registerEnumType } from 'type-graphql';

export enum PaymentScene {
  QR = 'QR',
  WEB = 'WEB',
  PHONE = 'PHONE',
}

export enum OnlinePaymentStatus {
  STARTED = 'STARTED',
  OPEN = 'OPEN',
  PAID = 'PAID',
  CLOSED = 'CLOSED',
}

/** Why money that was paid online became no gift. */
export enum StrayReason {
  OTHER_AMOUNT = 'OTHER_AMOUNT',
  PAID_ALREADY = 'PAID_ALREADY',
  PLEDGE_ENDED = 'PLEDGE_ENDED',
  NO_PLACE = 'NO_PLACE',
  PROJECT_ENDED = 'PROJECT_ENDED',
}

export enum OnlineRefundStatus {
  DUE = 'DUE',
  DONE = 'DONE',
}

registerEnumType(OnlineRefundStatus, {
  name: 'OnlineRefundStatus',
  description: 'The state of money that goes back through its provider.',
  valuesConfig: {
    DUE: { description: 'The provider is asked until it says that the money is back.' },
    DONE: { description: 'The provider says that the money is back.' },
  },
});
registerEnumType(PaymentScene, {
  name: 'PaymentScene',
  description: 'Where a person pays.',
  valuesConfig: {
    QR: { description: "WeChat Pay's code on a screen, which the person scans with a phone (Native)." },
    WEB: { description: "Alipay's page on a computer." },
    PHONE: { description: "The provider's app, from the browser of the phone on which the person gives (H5, WAP)." },
  },
});
registerEnumType(OnlinePaymentStatus, {
  name: 'OnlinePaymentStatus',
  description: 'The state of an online payment.',
  valuesConfig: {
    STARTED: { description: 'The provider was asked and has not answered. The payment can be started again.' },
    OPEN: { description: 'The person can pay.' },
    PAID: { description: 'The provider says that the money was paid.' },
    CLOSED: { description: 'Nobody paid in time. A new payment can be started.' },
  },
});
registerEnumType(StrayReason, {
  name: 'StrayReason',
  description: 'Why money that was paid online became no gift. It goes back to the person who paid it.',
  valuesConfig: {
    OTHER_AMOUNT: { description: 'The provider states another amount than was asked for.' },
    PAID_ALREADY: { description: 'The pledge was paid before, in another way or a second time.' },
    PLEDGE_ENDED: { description: 'The pledge had lapsed or was cancelled when the money was paid.' },
    NO_PLACE: { description: 'The project takes nothing past its goal, and others took the place.' },
    PROJECT_ENDED: { description: 'The project had ended.' },
  },
});
