/** Giving: pledges, their payment, receipts, and the counters that show them. */
export { pledgesModule } from './module.js';
export {
  giftFollowers,
  giftReturns,
  referenceUses,
  returnRefusals,
  type GiftAsked,
  type GiftFollower,
  type GiftFollowing,
  type GiftJoining,
  type GiftsGone,
  type GiftReturn,
  type ReferenceUse,
  type ReturnRefusal,
} from './pledge-hooks.js';
export { confirmPayments, type ConfirmedPayment, type OtherAmount, type TransferCommand } from './confirm-payments.js';
export { leftToColleague } from './left-to-colleague.js';
export { DonorCategory, isOnline, PaymentMethod, PledgeStatus, type OnlineMethod } from './pledge.enums.js';
export { PledgeConnection } from './pledge.inputs.js';
export { ANONYMOUS_NAME, Donor, Pledge, Receipt } from './pledge.entity.js';
export {
  isGiven,
  keptFen,
  LIMITS as PLEDGE_LIMITS,
  methodsOf,
  ownKeptFen,
  ownUsedFen,
  PLEDGE_EXPIRY_DAYS,
  referenceKey,
} from './pledge.rules.js';
export {
  firstOfList,
  recordListedGifts,
  sharedCodeOf,
  standingOfLists,
  withdrawListedGifts,
  type ListStanding,
} from './listed-gifts.js';
export type { Payment } from './receive-payments.js';
export { guestGiftsOf, listCampaignPledges, noteMaker, pledgeLoader, seesPrivately } from './pledges.queries.js';
export { readReceiptNumber, RECEIPT_NUMBER, receiptNumbersLike } from './receipt-numbers.js';
export { pledgeOfSource, sourceOfPayment, sourceOfRefund } from './gift-sources.js';
export { cancelPendingPledges, giveBackGifts, takeBackConfirmations, type GivenBack } from './take-back-payments.js';
export { BEFORE_OTHER_UNIT, passOnUnpaid } from './unit-names.js';
export { cancelPledge, endPledge, expireDuePledges, makePledge } from './pledges.service.js';
export { confirmPayment } from './transfers.service.js';
export { PledgeResolver, ProjectPledgesResolver } from './pledges.resolver.js';
export { RECEIPTS } from './pledges.topics.js';
