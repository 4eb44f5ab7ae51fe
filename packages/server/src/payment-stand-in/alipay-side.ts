import { generateKeyPairSync, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { alipayBill, billRows } from './bills.js';
import { giveBack, shanghai, stateOf, type Message, type StandInBooks, type StandInOrder } from './orders.js';

const APP_ID = '2021000000000001';

/** What a test changes of a notice, so that it is no good one. */
export interface AlipayNoticeFaults {
  readonly amountFen?: number;
  readonly at?: Date;
  readonly id?: string;
  readonly tradeStatus?: string;
  readonly appId?: string;
  readonly subject?: string;
  readonly isForged?: boolean;
}

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const yuan = (fen: number) => (fen / 100).toFixed(2);
const time = (at: Date) => shanghai(at).replace('T', ' ');

/** Alipay's gateway as its documents describe it, with keys of its own. */
export class AlipaySide {
  private readonly app = rsa();
  private readonly alipay = rsa();
  private stranger: KeyObject | undefined;

  constructor(private readonly books: StandInBooks) {}

  settings(): Record<string, string> {
    const base64 = (key: KeyObject, type: string) =>
      key.export({ type: type as 'pkcs8', format: 'der' }).toString('base64');
    return {
      ALIPAY_URL: `${this.books.url()}/gateway.do`,
      ALIPAY_APP_ID: APP_ID,
      // As Alipay's own tools print keys.
      ALIPAY_KEY: base64(this.app.privateKey, 'pkcs1'),
      ALIPAY_PUBLIC_KEY: base64(this.alipay.publicKey, 'spki'),
    };
  }

  /** Whether a request is signed by the merchant's app. */
  isSigned(parameters: URLSearchParams): boolean {
    const text = [...parameters]
      .filter(([name, value]) => name !== 'sign' && value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    return (
      parameters.get('app_id') === APP_ID &&
      verify('RSA-SHA256', Buffer.from(text), this.app.publicKey, Buffer.from(parameters.get('sign') ?? '', 'base64'))
    );
  }

  /** Makes, or finds, the order of a payment page. Null when the request is not signed by the merchant. */
  open(parameters: URLSearchParams): StandInOrder | null {
    if (!this.isSigned(parameters)) return null;
    const wish = JSON.parse(parameters.get('biz_content') ?? '{}') as Record<string, string>;
    const tradeNo = wish.out_trade_no!;
    const known = this.books.orders.get(tradeNo);
    if (known !== undefined) return known;
    const order: StandInOrder = {
      by: 'ALIPAY',
      tradeNo,
      amountFen: Math.round(Number(wish.total_amount) * 100),
      subject: wish.subject!,
      expiresAt: new Date(`${wish.time_expire!.replace(' ', 'T')}+08:00`),
      noticeUrl: parameters.get('notify_url')!,
      returnUrl: parameters.get('return_url') ?? '',
      state: 'OPEN',
      paidAt: null,
      transactionId: null,
    };
    this.books.orders.set(tradeNo, order);
    return order;
  }

  answer(parameters: URLSearchParams, isForged = false): Message {
    const method = parameters.get('method') ?? '';
    if (!this.isSigned(parameters))
      return {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          error_response: { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-signature' },
        }),
      };
    const wish = JSON.parse(parameters.get('biz_content') ?? '{}') as Record<string, string>;
    const order = this.books.orders.get(wish.out_trade_no ?? '');
    const refuse = (code: string) => ({ code: '40004', msg: 'Business Failed', sub_code: code });
    if (method === 'alipay.data.dataservice.bill.downloadurl.query')
      return this.signed(
        method,
        billRows(this.books, 'ALIPAY', wish.bill_date!) === null
          ? refuse('isp.bill_not_exist')
          : {
              code: '10000',
              msg: 'Success',
              bill_download_url: `${this.books.url()}/alipay-bills/${wish.bill_date!}`,
            },
        isForged,
      );
    if (order === undefined) return this.signed(method, refuse('ACQ.TRADE_NOT_EXIST'), isForged);
    if (method === 'alipay.trade.refund') {
      const refund = giveBack(this.books, {
        refundNo: wish.out_request_no!,
        tradeNo: order.tradeNo,
        amountFen: Math.round(Number(wish.refund_amount) * 100),
      });
      return this.signed(
        method,
        typeof refund === 'string'
          ? refuse(`ACQ.${refund}`)
          : { code: '10000', msg: 'Success', fund_change: 'Y', out_trade_no: order.tradeNo },
        isForged,
      );
    }
    if (method === 'alipay.trade.fastpay.refund.query') {
      const refund = this.books.refunds.get(wish.out_request_no ?? '');
      const known = refund?.state === 'SUCCESS' && {
        out_request_no: refund.refundNo,
        refund_amount: yuan(refund.amountFen),
        refund_status: 'REFUND_SUCCESS',
        trade_no: order.transactionId!,
      };
      return this.signed(method, { code: '10000', msg: 'Success', ...known }, isForged);
    }
    if (method === 'alipay.trade.query') return this.signed(method, this.tradeOf(order), isForged);
    if (method !== 'alipay.trade.close') return this.signed(method, refuse('isv.invalid-method'), isForged);
    if (order.state === 'PAID') return this.signed(method, refuse('ACQ.REASON_TRADE_STATUS_INVALID'), isForged);
    order.state = 'CLOSED';
    return this.signed(method, { code: '10000', msg: 'Success', out_trade_no: order.tradeNo }, isForged);
  }

  /** The archive of a day's bill. */
  billFile(day: string): Buffer {
    return alipayBill(billRows(this.books, 'ALIPAY', day) ?? [], day, this.books.billFault() === 'CUT');
  }

  notice(order: StandInOrder, faults: AlipayNoticeFaults = {}): Message {
    const { amountFen = order.amountFen, at = this.books.now(), isForged = false } = faults;
    const form: Record<string, string> = {
      notify_time: time(at),
      notify_type: 'trade_status_sync',
      notify_id: faults.id ?? randomBytes(17).toString('hex'),
      charset: 'utf-8',
      version: '1.0',
      app_id: faults.appId ?? APP_ID,
      trade_no: order.transactionId!,
      out_trade_no: order.tradeNo,
      trade_status: faults.tradeStatus ?? 'TRADE_SUCCESS',
      total_amount: yuan(amountFen),
      receipt_amount: yuan(amountFen),
      buyer_pay_amount: yuan(amountFen),
      gmt_payment: time(order.paidAt!),
      subject: faults.subject ?? order.subject,
      // Alipay sends fields without a value as well.
      passback_params: '',
    };
    // Fields without a value are part of the signed text of a notice.
    const text = Object.keys(form)
      .sort()
      .map((name) => `${name}=${form[name]}`)
      .join('&');
    const key = isForged ? (this.stranger ??= rsa().privateKey) : this.alipay.privateKey;
    const signature = sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({ ...form, sign_type: 'RSA2', sign: signature }).toString(),
    };
  }

  private signed(method: string, value: Record<string, string>, isForged: boolean): Message {
    const content = JSON.stringify(value);
    const key = isForged ? (this.stranger ??= rsa().privateKey) : this.alipay.privateKey;
    const signature = sign('RSA-SHA256', Buffer.from(content), key).toString('base64');
    return {
      headers: { 'content-type': 'application/json' },
      body: `{"${method.replaceAll('.', '_')}_response":${content},"sign":"${signature}"}`,
    };
  }

  private tradeOf(order: StandInOrder): Record<string, string> {
    const state = stateOf(order, this.books.now());
    return {
      code: '10000',
      msg: 'Success',
      out_trade_no: order.tradeNo,
      trade_no: order.transactionId ?? `2026${order.tradeNo.slice(0, 24)}`,
      trade_status: { OPEN: 'WAIT_BUYER_PAY', PAID: 'TRADE_SUCCESS', CLOSED: 'TRADE_CLOSED' }[state],
      total_amount: yuan(order.amountFen),
      ...(state === 'PAID' && { send_pay_date: time(order.paidAt!), buyer_pay_amount: yuan(order.amountFen) }),
    };
  }
}
