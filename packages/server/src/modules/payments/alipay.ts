import type { AlipaySdk } from 'alipay-sdk';
import type { IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { readBounded } from '../../lib/bounded-body.js';
import type { Clock } from '../../lib/clock.js';
import type { AlipaySettings } from '../../payment-settings.js';
import { PaymentMethod } from '../pledges/index.js';
import { PaymentScene } from './online-payment.enums.js';
import {
  FRESH_MS,
  NoticeRefused,
  ProviderError,
  type PaymentOrder,
  type PaymentProvider,
  type ProviderBill,
  type ProviderNotice,
  type RefundState,
  type RefundWish,
  type Trade,
} from './payment-provider.js';
import { MAX_BILL_BYTES, readAlipayBill } from './provider-bills.js';
import {
  isObject,
  readAddress,
  readShanghaiTime,
  readText,
  readYuan,
  shanghaiTime,
  yuanOf,
} from './provider-values.js';

const ANSWER_WITHIN_MS = 8_000;
const BILL_WITHIN_MS = 60_000;
/** Texts of Alipay may not hold these characters. */
const FORBIDDEN_IN_SUBJECT = /[/=&]/g;

/** What a call returned: the business code and the fields of the answer. Its signature is verified. */
type Answer = Readonly<Record<string, unknown>>;

/**
 * Alipay, through its own library. Three of its habits are kept in check here: it takes the time zone of the process
 * for its timestamps, it believes answers unless told otherwise, and it reports a refusal without a signature as a wrong
 * one.
 */
export class Alipay implements PaymentProvider {
  readonly method = PaymentMethod.ALIPAY;
  readonly scenes = [PaymentScene.WEB, PaymentScene.PHONE];
  readonly answers = {
    taken: { status: 200, contentType: 'text/plain', body: 'success' },
    refused: { status: 401, contentType: 'text/plain', body: 'failure' },
  };
  private readonly sdk: AlipaySdk;

  constructor(
    private readonly settings: AlipaySettings,
    private readonly clock: Clock,
  ) {
    // Loaded where Alipay is set up only: it costs every start a third of a second and 30 MB.
    const library = createRequire(import.meta.url)('alipay-sdk') as { AlipaySdk: typeof AlipaySdk };
    this.sdk = new library.AlipaySdk({
      appId: settings.appId,
      privateKey: settings.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim(),
      keyType: 'PKCS8',
      alipayPublicKey: settings.publicKey.export({ type: 'spki', format: 'pem' }).toString().trim(),
      gateway: settings.url,
      timeout: ANSWER_WITHIN_MS,
    });
  }

  /** Makes a signed address. Alipay learns of the order when the person opens it. */
  async open(order: PaymentOrder): Promise<string> {
    const isPhone = order.scene === PaymentScene.PHONE;
    return this.sdk.pageExecute(isPhone ? 'alipay.trade.wap.pay' : 'alipay.trade.page.pay', 'GET', {
      timestamp: shanghaiTime(this.clock.now()),
      notifyUrl: order.noticeUrl,
      returnUrl: order.returnUrl,
      bizContent: {
        outTradeNo: order.tradeNo,
        totalAmount: yuanOf(order.amountFen),
        subject: order.subject.replace(FORBIDDEN_IN_SUBJECT, ' '),
        productCode: isPhone ? 'QUICK_WAP_WAY' : 'FAST_INSTANT_TRADE_PAY',
        timeExpire: shanghaiTime(order.expiresAt),
      },
    });
  }

  async query(tradeNo: string): Promise<Trade> {
    const answer = await this.ask('alipay.trade.query', { outTradeNo: tradeNo });
    if (answer.code !== '10000') {
      if (answer.subCode === 'ACQ.TRADE_NOT_EXIST') return { state: 'UNKNOWN' };
      throw refusalOf(answer);
    }
    if (answer.outTradeNo !== tradeNo) throw new ProviderError('UNKNOWN', 'FOREIGN');
    const { tradeStatus, sendPayDate } = answer;
    // A trade whose money went back is closed as well, and still says when it was paid.
    const isPaid = tradeStatus === 'TRADE_SUCCESS' || tradeStatus === 'TRADE_FINISHED' || sendPayDate !== undefined;
    if (!isPaid) return { state: tradeStatus === 'TRADE_CLOSED' ? 'CLOSED' : 'OPEN' };
    return {
      state: 'PAID',
      amountFen: readYuan(answer.totalAmount),
      transactionId: readText(answer, 'tradeNo'),
      paidAt: readShanghaiTime(sendPayDate),
    };
  }

  async close(tradeNo: string): Promise<void> {
    const answer = await this.ask('alipay.trade.close', { outTradeNo: tradeNo });
    const isEnded =
      answer.code === '10000' ||
      ['ACQ.TRADE_NOT_EXIST', 'ACQ.TRADE_STATUS_ERROR', 'ACQ.REASON_TRADE_STATUS_INVALID'].includes(
        String(answer.subCode),
      );
    if (!isEnded) throw refusalOf(answer);
  }

  async refund({ tradeNo, refundNo, amountFen }: RefundWish): Promise<void> {
    const answer = await this.ask('alipay.trade.refund', {
      outTradeNo: tradeNo,
      outRequestNo: refundNo,
      refundAmount: yuanOf(amountFen),
      refundReason: '捐赠退回',
    });
    if (answer.code !== '10000') throw refusalOf(answer);
  }

  async queryRefund({ tradeNo, refundNo, amountFen }: RefundWish): Promise<RefundState> {
    const answer = await this.ask('alipay.trade.fastpay.refund.query', {
      outTradeNo: tradeNo,
      outRequestNo: refundNo,
    });
    if (answer.code !== '10000') {
      if (answer.subCode === 'ACQ.TRADE_NOT_EXIST') return { state: 'UNKNOWN' };
      throw refusalOf(answer);
    }
    // Without a status there is no refund of this number. `fund_change` of the refund itself says less.
    if (answer.refundStatus !== 'REFUND_SUCCESS') return { state: 'UNKNOWN' };
    if (answer.outRequestNo !== refundNo || readYuan(answer.refundAmount) !== amountFen)
      throw new ProviderError('UNKNOWN', 'FOREIGN');
    return { state: 'DONE', refundId: readText(answer, 'tradeNo') };
  }

  async bill(day: string): Promise<ProviderBill | null> {
    const answer = await this.ask('alipay.data.dataservice.bill.downloadurl.query', {
      billType: 'trade',
      billDate: day,
    });
    if (answer.code !== '10000') {
      if (/(^|\.)BILL_NOT_EXIST$/i.test(String(answer.subCode))) return null;
      throw refusalOf(answer);
    }
    // The answer is signed, so the address is Alipay's word. It holds for thirty seconds.
    const url = readAddress(answer, 'billDownloadUrl');
    let archive: Buffer | null;
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(BILL_WITHIN_MS) });
      if (response.status !== 200) throw new ProviderError('UNKNOWN', `BILL_HTTP_${response.status}`);
      archive = await readBounded(response, MAX_BILL_BYTES);
    } catch (error) {
      throw error instanceof ProviderError ? error : new ProviderError('UNKNOWN', 'NO_ANSWER', error);
    }
    if (archive === null) throw new ProviderError('UNKNOWN', 'TOO_LONG');
    return readAlipayBill(archive);
  }

  async readNotice(_headers: IncomingHttpHeaders, body: Buffer): Promise<ProviderNotice> {
    // Empty fields stay, because they are part of the signed text.
    const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    if (!form.sign) throw new NoticeRefused('UNSIGNED');
    let isSigned: boolean;
    try {
      isSigned = form.sign_type === 'RSA2' && this.sdk.checkNotifySignV2(form);
    } catch {
      isSigned = false;
    }
    if (!isSigned) throw new NoticeRefused('FORGED');
    if (form.app_id !== this.settings.appId) throw new NoticeRefused('FOREIGN');
    try {
      const isFresh = Math.abs(this.clock.now().getTime() - readShanghaiTime(form.notify_time).getTime()) <= FRESH_MS;
      // Alipay sends one notice again for a day, so an old one is no attack. Its word is not taken: we ask.
      const isPaid = isFresh && ['TRADE_SUCCESS', 'TRADE_FINISHED'].includes(form.trade_status ?? '');
      return {
        key: `alipay:${readText(form, 'notify_id')}`,
        tradeNo: readText(form, 'out_trade_no'),
        trade: isPaid
          ? {
              state: 'PAID',
              amountFen: readYuan(form.total_amount),
              transactionId: readText(form, 'trade_no'),
              paidAt: readShanghaiTime(form.gmt_payment),
            }
          : null,
      };
    } catch {
      throw new NoticeRefused('UNREADABLE');
    }
  }

  /** Calls a method, and returns its answer when it is signed. Throws a ProviderError otherwise. */
  private async ask(method: string, bizContent: Record<string, unknown>): Promise<Answer> {
    try {
      const answer: unknown = await this.sdk.exec(
        method,
        { timestamp: shanghaiTime(this.clock.now()), bizContent },
        { validateSign: true },
      );
      if (!isObject(answer)) throw new Error('no object');
      return answer;
    } catch (error) {
      // The library's message can hold the whole answer, so it is not passed on.
      throw new ProviderError('UNKNOWN', error instanceof Error ? error.name : 'NO_ANSWER');
    }
  }
}

/** 20000 means that Alipay itself is not available; every other code is a refusal. */
const refusalOf = ({ code, subCode }: Answer): ProviderError =>
  new ProviderError(
    code === '20000' || subCode === 'ACQ.SYSTEM_ERROR' ? 'UNKNOWN' : 'REFUSED',
    String(subCode ?? code),
  );
