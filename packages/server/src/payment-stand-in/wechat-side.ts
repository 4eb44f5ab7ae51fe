import {
  createCipheriv,
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { billRows, wechatBill } from './bills.js';
import { certificateOf } from './certificate.js';
import { giveBack, shanghai, stateOf, type Message, type StandInBooks, type StandInOrder } from './orders.js';

export type WechatMode = 'CERTIFICATE' | 'PUBLIC_KEY';

/** What a test changes of a notice, so that it is no good one. */
export interface WechatNoticeFaults {
  readonly amountFen?: number;
  readonly at?: Date;
  readonly nonce?: string;
  readonly tradeState?: string;
  readonly mchId?: string;
  /** Signs with a key of somebody else. */
  readonly isForged?: boolean;
}

/** What a merchant sends to open an order. */
interface WechatOrder {
  readonly mchid: string;
  readonly appid: string;
  readonly out_trade_no: string;
  readonly description: string;
  readonly time_expire: string;
  readonly notify_url: string;
  readonly amount: { readonly total: number };
}

/** What a merchant sends to give money back. */
interface WechatRefund {
  readonly out_trade_no: string;
  readonly out_refund_no: string;
  readonly amount: { readonly refund: number; readonly total: number };
}

const REFUNDS = '/v3/refund/domestic/refunds';
const MCH_ID = '1900000001';
const APP_ID = 'wx0000000000000001';
const API_V3_KEY = 'test-provider-test-provider-1234';
const KEY_SERIAL = '0A1B2C3D4E5F60718293A4B5C6D7E8F901234567';
const CERTIFICATE_SERIAL = '11223344556677889900AABBCCDDEEFF11223344';
const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000000012026010100000000000000';

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** WeChat Pay's API v3 as its documents describe it, with keys of its own. */
export class WechatSide {
  private readonly merchant = rsa();
  private readonly platform = rsa();
  private stranger: KeyObject | undefined;

  constructor(
    private readonly books: StandInBooks,
    private readonly mode: WechatMode,
  ) {}

  /** The settings by which a server uses this side. */
  settings(): Record<string, string> {
    return {
      WECHATPAY_URL: this.books.url(),
      WECHATPAY_MCH_ID: MCH_ID,
      WECHATPAY_APP_ID: APP_ID,
      WECHATPAY_API_V3_KEY: API_V3_KEY,
      WECHATPAY_KEY: pem(this.merchant.privateKey, 'pkcs8'),
      WECHATPAY_KEY_SERIAL: KEY_SERIAL,
      ...(this.mode === 'PUBLIC_KEY' && {
        WECHATPAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID,
        WECHATPAY_PUBLIC_KEY: pem(this.platform.publicKey, 'spki'),
      }),
    };
  }

  answer(method: string, path: string, authorization: string, body: string): Message {
    if (!this.isOurMerchant(method, path, authorization, body)) return this.refuse(401, 'SIGN_ERROR');
    const [, tradeNo, close] = /^\/v3\/pay\/transactions\/out-trade-no\/(\w+)(\/close)?/.exec(path) ?? [];
    if (method === 'GET' && path === '/v3/certificates') return this.signed(200, this.certificates());
    if (method === 'POST' && /^\/v3\/pay\/transactions\/(native|h5)$/.test(path))
      return this.open(path, JSON.parse(body) as WechatOrder);
    if (method === 'POST' && path === REFUNDS) return this.refund(JSON.parse(body) as WechatRefund);
    if (path.startsWith(`${REFUNDS}/`)) return this.refundOf(path.slice(REFUNDS.length + 1));
    const day = /^\/v3\/bill\/tradebill\?bill_date=([\d-]+)&/.exec(path)?.[1];
    if (day !== undefined) return this.bill(day);
    const file = /^\/v3\/billdownload\/file\?token=([\d-]+)$/.exec(path)?.[1];
    // Files are not signed. Their hash is in the signed answer.
    if (file !== undefined) return { status: 200, headers: {}, body: this.billFile(file) ?? '' };
    const order = this.books.orders.get(tradeNo ?? '');
    if (order === undefined) return this.refuse(404, 'ORDER_NOT_EXIST');
    if (close === undefined) return this.signed(200, this.transactionOf(order));
    if (order.state === 'PAID') return this.refuse(400, 'ORDERPAID');
    order.state = 'CLOSED';
    return this.signed(204, null);
  }

  /** The notice that an order was paid. */
  notice(order: StandInOrder, faults: WechatNoticeFaults = {}): Message {
    const { amountFen, at, nonce, tradeState, mchId, isForged } = faults;
    const paid = {
      ...this.transactionOf(order),
      ...(amountFen !== undefined && { amount: { total: amountFen, payer_total: amountFen, currency: 'CNY' } }),
      ...(tradeState !== undefined && { trade_state: tradeState }),
      ...(mchId !== undefined && { mchid: mchId }),
    };
    const body = JSON.stringify({
      id: randomBytes(16).toString('hex'),
      create_time: `${shanghai(this.books.now())}+08:00`,
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      resource: { original_type: 'transaction', ...sealed(JSON.stringify(paid), 'transaction') },
    });
    return { headers: this.signatureOf(body, { at, nonce, isForged }), body };
  }

  /** Signs an answer. A fault signs with another key. */
  signed(status: number, value: unknown, isForged = false): Message {
    const body = value === null ? '' : JSON.stringify(value);
    return { status, headers: this.signatureOf(body, { isForged }), body };
  }

  private refuse(status: number, code: string): Message {
    return this.signed(status, { code, message: code });
  }

  private open(path: string, order: WechatOrder): Message {
    const { orders, url } = this.books;
    const known = orders.get(order.out_trade_no);
    if (known?.state === 'PAID') return this.refuse(400, 'ORDERPAID');
    if (known?.state === 'CLOSED') return this.refuse(400, 'ORDER_CLOSED');
    if (known !== undefined && known.amountFen !== order.amount.total) return this.refuse(400, 'INVALID_REQUEST');
    if (order.mchid !== MCH_ID || order.appid !== APP_ID || !Number.isSafeInteger(order.amount.total))
      return this.refuse(400, 'PARAM_ERROR');
    if (known === undefined)
      orders.set(order.out_trade_no, {
        by: 'WECHAT',
        tradeNo: order.out_trade_no,
        amountFen: order.amount.total,
        subject: order.description,
        expiresAt: new Date(order.time_expire),
        noticeUrl: order.notify_url,
        returnUrl: '',
        state: 'OPEN',
        paidAt: null,
        transactionId: null,
      });
    const page = `${url()}/cashier/${order.out_trade_no}`;
    return this.signed(200, path.endsWith('h5') ? { h5_url: page } : { code_url: page });
  }

  private bill(day: string): Message {
    const file = this.billFile(day);
    if (file === null) return this.refuse(400, 'NO_STATEMENT_EXIST');
    return this.signed(200, {
      hash_type: 'SHA1',
      hash_value: createHash('sha1')
        .update(this.books.billFault() === 'WRONG_HASH' ? 'another file' : file)
        .digest('hex'),
      download_url: `${this.books.url()}/v3/billdownload/file?token=${day}`,
    });
  }

  private billFile(day: string): string | null {
    const rows = billRows(this.books, 'WECHAT', day);
    const file = rows === null ? null : wechatBill(rows, { mchId: MCH_ID, appId: APP_ID });
    return file !== null && this.books.billFault() === 'CUT' ? file.slice(0, file.length / 2) : file;
  }

  private refund({ out_trade_no: tradeNo, out_refund_no: refundNo, amount }: WechatRefund): Message {
    const refund = giveBack(this.books, { tradeNo, refundNo, amountFen: amount.refund });
    return typeof refund === 'string' ? this.refuse(400, refund) : this.refundOf(refundNo);
  }

  private refundOf(refundNo: string): Message {
    const refund = this.books.refunds.get(refundNo);
    if (refund === undefined) return this.refuse(404, 'RESOURCE_NOT_EXISTS');
    const { tradeNo, state, amountFen } = refund;
    return this.signed(200, {
      refund_id: `50${refundNo.slice(0, 26)}`,
      out_refund_no: refundNo,
      out_trade_no: tradeNo,
      status: state,
      amount: { refund: amountFen, currency: 'CNY' },
    });
  }

  private transactionOf(order: StandInOrder): Record<string, unknown> {
    const state = stateOf(order, this.books.now());
    return {
      appid: APP_ID,
      mchid: MCH_ID,
      out_trade_no: order.tradeNo,
      trade_state: { OPEN: 'NOTPAY', PAID: 'SUCCESS', CLOSED: 'CLOSED' }[state],
      trade_state_desc: state,
      ...(state === 'PAID' && {
        transaction_id: order.transactionId,
        trade_type: 'NATIVE',
        bank_type: 'OTHERS',
        success_time: `${shanghai(order.paidAt!)}+08:00`,
        payer: { openid: 'test-payer' },
        amount: { total: order.amountFen, payer_total: order.amountFen, currency: 'CNY', payer_currency: 'CNY' },
      }),
    };
  }

  private certificates(): unknown {
    const { publicKey, privateKey } = this.platform;
    const certificate = certificateOf(publicKey, privateKey, CERTIFICATE_SERIAL, this.books.now());
    return {
      data: [{ serial_no: CERTIFICATE_SERIAL, encrypt_certificate: sealed(certificate, 'certificate') }],
    };
  }

  private isOurMerchant(method: string, path: string, authorization: string, body: string): boolean {
    const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
    const [timestamp, nonce] = [part('timestamp'), part('nonce_str')];
    return (
      authorization.startsWith('WECHATPAY2-SHA256-RSA2048 ') &&
      part('mchid') === MCH_ID &&
      part('serial_no') === KEY_SERIAL &&
      Math.abs(this.books.now().getTime() - Number(timestamp) * 1000) < 5 * 60_000 &&
      verify(
        'RSA-SHA256',
        Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`),
        this.merchant.publicKey,
        Buffer.from(part('signature'), 'base64'),
      )
    );
  }

  private signatureOf(
    body: string,
    {
      at = this.books.now(),
      nonce = randomBytes(16).toString('hex'),
      isForged = false,
    }: Omit<WechatNoticeFaults, 'amountFen'>,
  ): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const key = isForged ? (this.stranger ??= rsa().privateKey) : this.platform.privateKey;
    return {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': this.mode === 'PUBLIC_KEY' ? PUBLIC_KEY_ID : CERTIFICATE_SERIAL,
      'wechatpay-signature': sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString(
        'base64',
      ),
    };
  }
}

const pem = (key: KeyObject, type: 'pkcs8' | 'spki'): string =>
  key.export({ type: type as 'pkcs8', format: 'pem' }).toString();

function sealed(text: string, associatedData: string) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(API_V3_KEY), Buffer.from(nonce));
  cipher.setAAD(Buffer.from(associatedData));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    nonce,
    associated_data: associatedData,
  };
}
