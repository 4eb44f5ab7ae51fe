import type { IncomingHttpHeaders } from 'node:http';
import { readBounded } from '../../lib/bounded-body.js';
import type { Clock } from '../../lib/clock.js';
import type { WechatSettings } from '../../payment-settings.js';
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
import { MAX_BILL_BYTES, readWechatBill } from './provider-bills.js';
import { isObject, readAddress, readJson, readMoment, readText, readWholeFen } from './provider-values.js';
import { WechatKeys } from './wechat-keys.js';
import { authorizationOf, isSignedBy, openSealed, type WechatSealed, type WechatSigned } from './wechat-signature.js';

const ANSWER_WITHIN_MS = 8_000;
const BILL_WITHIN_MS = 60_000;
/** Answers other than bills are a few kilobytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;
const ORDERS = '/v3/pay/transactions';
const REFUNDS = '/v3/refund/domestic/refunds';

/** A verified answer. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const signedOf = (header: (name: string) => string | null | undefined): WechatSigned | null => {
  const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((part) =>
    header(`wechatpay-${part}`),
  );
  return timestamp && nonce && signature && serial && /^\d{1,12}$/.test(timestamp)
    ? { timestamp, nonce, signature, serial }
    : null;
};

/** WeChat Pay, by its API v3. Every answer and every notice is verified, those with an error as well. */
export class WechatPay implements PaymentProvider {
  readonly method = PaymentMethod.WECHAT_PAY;
  readonly scenes = [PaymentScene.QR, PaymentScene.PHONE];
  readonly answers = {
    taken: { status: 204, contentType: 'application/json', body: '' },
    refused: { status: 401, contentType: 'application/json', body: '{"code":"FAIL","message":"失败"}' },
  };
  private readonly keys: WechatKeys;

  constructor(
    private readonly settings: WechatSettings,
    private readonly clock: Clock,
  ) {
    this.keys = new WechatKeys(
      settings,
      async () => (await this.send('GET', '/v3/certificates')).text,
      () => clock.now(),
    );
  }

  async open(order: PaymentOrder): Promise<string> {
    const isPhone = order.scene === PaymentScene.PHONE;
    const { body } = await this.ask('POST', `${ORDERS}/${isPhone ? 'h5' : 'native'}`, {
      appid: this.settings.appId,
      mchid: this.settings.mchId,
      description: order.subject,
      out_trade_no: order.tradeNo,
      time_expire: rfc3339(order.expiresAt),
      notify_url: order.noticeUrl,
      amount: { total: order.amountFen, currency: 'CNY' },
      ...(isPhone && { scene_info: { payer_client_ip: order.address, h5_info: { type: 'Wap' } } }),
    });
    if (!isPhone) return readText(body, 'code_url');
    const page = readText(body, 'h5_url');
    return `${page}${page.includes('?') ? '&' : '?'}redirect_url=${encodeURIComponent(order.returnUrl)}`;
  }

  async query(tradeNo: string): Promise<Trade> {
    try {
      const { body } = await this.ask('GET', `${ORDERS}/out-trade-no/${tradeNo}?mchid=${this.settings.mchId}`);
      this.requireOurs(body, tradeNo);
      return tradeOf(body);
    } catch (error) {
      if (error instanceof ProviderError && error.reason === 'ORDER_NOT_EXIST') return { state: 'UNKNOWN' };
      throw error;
    }
  }

  async close(tradeNo: string): Promise<void> {
    try {
      await this.ask('POST', `${ORDERS}/out-trade-no/${tradeNo}/close`, { mchid: this.settings.mchId });
    } catch (error) {
      const isEnded =
        error instanceof ProviderError && ['ORDER_NOT_EXIST', 'ORDER_CLOSED', 'ORDERPAID'].includes(error.reason);
      if (!isEnded) throw error;
    }
  }

  async refund({ tradeNo, refundNo, amountFen, paidFen }: RefundWish): Promise<void> {
    await this.ask('POST', REFUNDS, {
      out_trade_no: tradeNo,
      out_refund_no: refundNo,
      reason: '捐赠退回',
      amount: { refund: amountFen, total: paidFen, currency: 'CNY' },
    });
  }

  async queryRefund({ refundNo }: RefundWish): Promise<RefundState> {
    try {
      const { body } = await this.ask('GET', `${REFUNDS}/${refundNo}`);
      if (!isObject(body) || body.out_refund_no !== refundNo) throw new ProviderError('UNKNOWN', 'FOREIGN');
      const status = readText(body, 'status');
      if (status === 'SUCCESS') return { state: 'DONE', refundId: readText(body, 'refund_id') };
      return status === 'PROCESSING' ? { state: 'UNDER_WAY' } : { state: 'FAILED', reason: status };
    } catch (error) {
      if (error instanceof ProviderError && error.reason === 'RESOURCE_NOT_EXISTS') return { state: 'UNKNOWN' };
      throw error;
    }
  }

  async bill(day: string): Promise<ProviderBill | null> {
    try {
      const { body } = await this.ask('GET', `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`);
      const hash = { type: readText(body, 'hash_type'), value: readText(body, 'hash_value') };
      // The file is fetched where the API is, so that no answer sends our signature elsewhere.
      const file = readAddress(body, 'download_url');
      const { status, content } = await this.send('GET', `${file.pathname}${file.search}`, undefined, {
        withinMs: BILL_WITHIN_MS,
        maxBytes: MAX_BILL_BYTES,
      });
      if (status !== 200) throw new ProviderError('UNKNOWN', `BILL_HTTP_${status}`);
      return readWechatBill(content, hash);
    } catch (error) {
      if (error instanceof ProviderError && error.reason === 'NO_STATEMENT_EXIST') return null;
      throw error;
    }
  }

  async readNotice(headers: IncomingHttpHeaders, body: Buffer): Promise<ProviderNotice> {
    const signed = signedOf((name) => headers[name] as string | undefined);
    if (signed === null) throw new NoticeRefused('UNSIGNED');
    if (!this.isFresh(signed)) throw new NoticeRefused('STALE');
    const key = await this.keys.find(signed.serial);
    if (key === null || !isSignedBy(key, signed, body)) throw new NoticeRefused('FORGED');
    const content = readJson(body.toString('utf8'));
    const resource = isObject(content) ? content.resource : null;
    if (!isObject(resource)) throw new NoticeRefused('UNREADABLE');
    let paid: unknown;
    try {
      paid = readJson(openSealed(this.settings.apiV3Key, resource as unknown as WechatSealed));
    } catch {
      throw new NoticeRefused('FORGED');
    }
    try {
      const tradeNo = readText(paid, 'out_trade_no');
      this.requireOurs(paid, tradeNo);
      const trade = tradeOf(paid);
      return { key: `wechat:${signed.serial}:${signed.nonce}`, tradeNo, trade: trade.state === 'PAID' ? trade : null };
    } catch {
      throw new NoticeRefused('FOREIGN');
    }
  }

  private isFresh({ timestamp }: WechatSigned): boolean {
    return Math.abs(this.clock.now().getTime() - Number(timestamp) * 1000) <= FRESH_MS;
  }

  /** Throws unless a signed text is of our merchant and app, and of this order. */
  private requireOurs(body: unknown, tradeNo: string): void {
    const { mchId, appId } = this.settings;
    const isOurs =
      isObject(body) &&
      body.mchid === mchId &&
      (body.appid === undefined || body.appid === appId) &&
      body.out_trade_no === tradeNo;
    if (!isOurs) throw new ProviderError('UNKNOWN', 'FOREIGN');
  }

  /** Sends a request, and returns its answer when it is signed. Throws a ProviderError otherwise. */
  private async ask(method: 'GET' | 'POST', path: string, content?: object): Promise<Answer> {
    const { status, text, header } = await this.send(method, path, content);
    const signed = signedOf(header);
    if (signed === null || !this.isFresh(signed)) throw new ProviderError('UNKNOWN', `HTTP_${status}_UNSIGNED`);
    const key = await this.keys.find(signed.serial).catch((error: unknown) => {
      throw new ProviderError('UNKNOWN', 'NO_CERTIFICATES', error);
    });
    if (key === null || !isSignedBy(key, signed, Buffer.from(text)))
      throw new ProviderError('UNKNOWN', `HTTP_${status}_FORGED`);
    const body = text === '' ? null : readJson(text);
    if (status >= 200 && status < 300) return { status, body };
    const code = isObject(body) && typeof body.code === 'string' ? body.code : `HTTP_${status}`;
    // By the provider's rules, SYSTEM_ERROR and every 5xx leave open whether it was done.
    throw new ProviderError(status >= 500 || status === 429 ? 'UNKNOWN' : 'REFUSED', code);
  }

  private async send(
    method: 'GET' | 'POST',
    path: string,
    content?: object,
    { withinMs = ANSWER_WITHIN_MS, maxBytes = MAX_ANSWER_BYTES } = {},
  ): Promise<{ status: number; text: string; content: Buffer; header: (name: string) => string | null }> {
    const { settings } = this;
    const body = content === undefined ? '' : JSON.stringify(content);
    try {
      const response = await fetch(`${settings.url}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'hongchuang',
          authorization: authorizationOf(settings, method, path, body, this.clock.now()),
          ...(settings.publicKey !== null && { 'wechatpay-serial': settings.publicKey.id }),
          ...(body !== '' && { 'content-type': 'application/json' }),
        },
        ...(body !== '' && { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(withinMs),
      });
      const bytes = await readBounded(response, maxBytes);
      if (bytes === null) throw new ProviderError('UNKNOWN', 'TOO_LONG');
      const text = bytes.toString('utf8');
      return { status: response.status, text, content: bytes, header: (name) => response.headers.get(name) };
    } catch (error) {
      throw error instanceof ProviderError ? error : new ProviderError('UNKNOWN', 'NO_ANSWER', error);
    }
  }
}

function tradeOf(body: unknown): Trade {
  switch (readText(body, 'trade_state')) {
    // An order whose money went back was paid.
    case 'SUCCESS':
    case 'REFUND': {
      const amount = isObject(body) ? body.amount : null;
      if (!isObject(amount) || (amount.currency !== undefined && amount.currency !== 'CNY'))
        throw new ProviderError('UNKNOWN', 'CURRENCY');
      return {
        state: 'PAID',
        amountFen: readWholeFen(amount.total),
        transactionId: readText(body, 'transaction_id'),
        paidAt: readMoment(readText(body, 'success_time')),
      };
    }
    case 'CLOSED':
    case 'REVOKED':
      return { state: 'CLOSED' };
    default:
      return { state: 'OPEN' };
  }
}

/** A moment as WeChat Pay writes it: RFC 3339 in the time of Shanghai, without fractions. */
const rfc3339 = (moment: Date): string =>
  `${new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
