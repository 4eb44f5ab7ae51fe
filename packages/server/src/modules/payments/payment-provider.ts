import type { IncomingHttpHeaders } from 'node:http';
import type { OnlineMethod } from '../pledges/index.js';
import type { PaymentScene } from './online-payment.enums.js';

/** What a provider is to be asked to collect. Amounts are whole fen. */
export interface PaymentOrder {
  /** Our number of the payment: 32 letters and digits. A provider knows one order of a number, however often it is opened. */
  readonly tradeNo: string;
  readonly scene: PaymentScene;
  readonly amountFen: number;
  /** What the payer reads in the provider's list of payments. */
  readonly subject: string;
  readonly expiresAt: Date;
  /** Where the provider sends notices. */
  readonly noticeUrl: string;
  /** The page to which the payer comes back. */
  readonly returnUrl: string;
  /** The payer's network address, which WeChat Pay demands for payments from a phone's browser. */
  readonly address: string;
}

/** The money of one order, as the provider states it. */
export interface PaidTrade {
  readonly state: 'PAID';
  readonly amountFen: number;
  /** The provider's number of the payment. */
  readonly transactionId: string;
  /** When the payer paid, by the provider's clock. */
  readonly paidAt: Date;
}

/** What a provider says of an order. `UNKNOWN` means that it has no such order: nobody has opened it yet. */
export type Trade =
  PaidTrade | { readonly state: 'OPEN' } | { readonly state: 'CLOSED' } | { readonly state: 'UNKNOWN' };

/** What a provider is to give back. */
export interface RefundWish {
  readonly tradeNo: string;
  /** Our number of the refund. A provider carries a number out once, however often it is sent. */
  readonly refundNo: string;
  readonly amountFen: number;
  /** What was paid. */
  readonly paidFen: number;
}

/** What a provider says of a refund. `UNKNOWN` means that it has none of this number. */
export type RefundState =
  | { readonly state: 'DONE'; readonly refundId: string }
  | { readonly state: 'UNDER_WAY' }
  | { readonly state: 'FAILED'; readonly reason: string }
  | { readonly state: 'UNKNOWN' };

/** A row of a provider's bill: money that was paid, or that went back. */
export interface BillRow {
  readonly kind: 'PAYMENT' | 'REFUND';
  /** Our number of the payment or of the refund. */
  readonly number: string;
  readonly amountFen: number;
}

/** What a provider says of all that was paid and went back on a day. No number is in it twice. */
export interface ProviderBill {
  readonly rows: readonly BillRow[];
  /** The SHA-256 of the file. */
  readonly digest: string;
}

/** A notice whose signature is right and that is for this installation. */
export interface ProviderNotice {
  /** The same for the same message, also when it comes again. */
  readonly key: string;
  readonly tradeNo: string;
  /** What it says; null means that the provider is to be asked instead. */
  readonly trade: PaidTrade | null;
}

/** One provider of online payments. The rest of the module knows providers only by this interface. */
export interface PaymentProvider {
  readonly method: OnlineMethod;
  readonly scenes: readonly PaymentScene[];
  /**
   * Opens an order, and returns what the payer needs: the text of a QR code, or the address of the page to pay on.
   * Opening one order twice is the same order. Throws a ProviderError.
   */
  open(order: PaymentOrder): Promise<string>;
  /** Asks what became of an order. Throws a ProviderError. */
  query(tradeNo: string): Promise<Trade>;
  /** Ends an order that nobody has paid. An order that is ended, or unknown, is no error. Throws a ProviderError. */
  close(tradeNo: string): Promise<void>;
  /** Asks for a refund. Its answer does not count; `queryRefund` does. Throws a ProviderError. */
  refund(wish: RefundWish): Promise<void>;
  /** Asks what became of a refund. Throws a ProviderError. */
  queryRefund(wish: RefundWish): Promise<RefundState>;
  /** Fetches the bill of a day in Shanghai. Null when the provider says that it has none. Throws a ProviderError. */
  bill(day: string): Promise<ProviderBill | null>;
  /** Verifies and reads a notice. Throws NoticeRefused. */
  readNotice(headers: IncomingHttpHeaders, body: Buffer): Promise<ProviderNotice>;
  /** The answers to a notice that was taken, and to one that was not. */
  readonly answers: { readonly taken: NoticeAnswer; readonly refused: NoticeAnswer };
}

export interface NoticeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * A call of a provider that did not succeed. `outcome` says what is known: `REFUSED` when a verified answer says no,
 * `UNKNOWN` when there is no verified answer, so that the provider may have done it or not.
 */
export class ProviderError extends Error {
  constructor(
    readonly outcome: 'REFUSED' | 'UNKNOWN',
    /** The provider's own code, or a word for what went wrong. Never holds a body, because a body may be personal. */
    readonly reason: string,
    cause?: unknown,
  ) {
    super(`${outcome}: ${reason}`, { cause });
    this.name = 'ProviderError';
  }
}

/** A notice that is not believed. `reason` is for the log. */
export class NoticeRefused extends Error {
  constructor(readonly reason: 'UNREADABLE' | 'UNSIGNED' | 'STALE' | 'FORGED' | 'FOREIGN') {
    super(reason);
    this.name = 'NoticeRefused';
  }
}

/** How far the time of a signed message may be from ours. */
export const FRESH_MS = 5 * 60_000;
