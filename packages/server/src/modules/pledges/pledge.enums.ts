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
  WECHAT_PAY = 'WECHAT_PAY',
  ALIPAY = 'ALIPAY',
  SANDBOX = 'SANDBOX',
}

/** What a donor is in the drive of a unit, in which headcounts are kept by these categories. */
export enum DonorCategory {
  MEMBER = 'MEMBER',
  APPLICANT = 'APPLICANT',
  YOUTH_LEAGUE = 'YOUTH_LEAGUE',
  NON_PARTY = 'NON_PARTY',
  PUBLIC = 'PUBLIC',
  NOT_STATED = 'NOT_STATED',
}

/** The ways of payment through a provider, whose signed word says that the money arrived. */
export type OnlineMethod = PaymentMethod.WECHAT_PAY | PaymentMethod.ALIPAY;

export const isOnline = (method: PaymentMethod): method is OnlineMethod =>
  method === PaymentMethod.WECHAT_PAY || method === PaymentMethod.ALIPAY;

registerEnumType(PledgeStatus, {
  name: 'PledgeStatus',
  description: 'The state of a pledge.',
  valuesConfig: {
    PENDING: { description: 'The gift was promised; its transfer has not been confirmed.' },
    PAID: { description: 'The money has arrived.' },
    CANCELLED: { description: 'The donor, or staff, ended the pledge before it was paid.' },
    EXPIRED: { description: 'No transfer was confirmed in time.' },
    REFUNDED: { description: 'The gift was paid and given back.' },
  },
});
registerEnumType(DonorCategory, {
  name: 'DonorCategory',
  description: "What a donor is, by the donor's own word. Campaigns count gifts and donors by it.",
  valuesConfig: {
    MEMBER: { description: 'A member of the Party.' },
    APPLICANT: { description: 'Has applied to join the Party.' },
    YOUTH_LEAGUE: { description: 'A member of the Youth League.' },
    NON_PARTY: { description: 'Works in the unit and belongs to none of these.' },
    PUBLIC: { description: 'From the public.' },
    NOT_STATED: { description: 'The donor did not say.' },
  },
});
registerEnumType(PaymentMethod, {
  name: 'PaymentMethod',
  description: 'The way of payment of a pledge.',
  valuesConfig: {
    BANK_TRANSFER: {
      description: 'A transfer to the special account that quotes the remark code. A treasurer confirms it.',
    },
    WECHAT_PAY: { description: 'Through WeChat Pay, whose signed word confirms it.' },
    ALIPAY: { description: 'Through Alipay, whose signed word confirms it.' },
    SANDBOX: { description: 'Paid at once without real money. For the demo and tests only.' },
  },
});
