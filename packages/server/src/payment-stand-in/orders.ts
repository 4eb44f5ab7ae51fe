/** An order at the stand-in. */
export interface StandInOrder {
  readonly by: 'WECHAT' | 'ALIPAY';
  readonly tradeNo: string;
  readonly amountFen: number;
  readonly subject: string;
  readonly expiresAt: Date;
  readonly noticeUrl: string;
  /** Where the payer goes afterwards; empty when the payer stays. */
  returnUrl: string;
  state: 'OPEN' | 'PAID' | 'CLOSED';
  paidAt: Date | null;
  transactionId: string | null;
}

/** A refund at the stand-in. */
export interface StandInRefund {
  readonly refundNo: string;
  readonly tradeNo: string;
  readonly amountFen: number;
  readonly at: Date;
  state: 'SUCCESS' | 'PROCESSING' | 'ABNORMAL';
}

/**
 * What is wrong with a bill: its first row is missing, has another amount, or a row of no order of ours is in it; its
 * file is not the one of its hash, or is cut in the middle.
 */
export type BillFault = 'MISSING_ROW' | 'OTHER_AMOUNT' | 'EXTRA_ROW' | 'WRONG_HASH' | 'CUT';

/** What the two providers of the stand-in share. */
export interface StandInBooks {
  readonly orders: Map<string, StandInOrder>;
  readonly refunds: Map<string, StandInRefund>;
  /** How the next refund goes; a refusal is the code of one. */
  readonly nextRefund: () => StandInRefund['state'] | 'NOT_ENOUGH';
  readonly now: () => Date;
  /** What is wrong with the bills. */
  readonly billFault: () => BillFault | null;
  /** Where the stand-in listens. */
  readonly url: () => string;
}

/** A message as it goes over the wire. */
export interface Message {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The state of an order at this moment: an order whose time is over cannot be paid. */
export const stateOf = ({ state, expiresAt }: StandInOrder, now: Date): StandInOrder['state'] =>
  state === 'OPEN' && expiresAt <= now ? 'CLOSED' : state;

/** A moment in the time of Shanghai: `2026-06-10T10:00:00`. */
export const shanghai = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);

/** Gives money of a paid order back, once for each number. Returns the refund, or the code of the refusal. */
export function giveBack(
  { orders, refunds, nextRefund, now }: StandInBooks,
  { refundNo, tradeNo, amountFen }: Omit<StandInRefund, 'state' | 'at'>,
): StandInRefund | string {
  const known = refunds.get(refundNo);
  if (known !== undefined) return known;
  const order = orders.get(tradeNo);
  if (order?.state !== 'PAID') return 'TRADE_STATE_ERROR';
  const back = [...refunds.values()].filter((refund) => refund.tradeNo === tradeNo);
  if (back.reduce((sum, refund) => sum + refund.amountFen, amountFen) > order.amountFen) return 'INVALID_REQUEST';
  const state = nextRefund();
  if (state === 'NOT_ENOUGH') return state;
  const refund: StandInRefund = { refundNo, tradeNo, amountFen, at: now(), state };
  refunds.set(refundNo, refund);
  return refund;
}
