import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../http/responses.js';
import { AlipaySide } from './alipay-side.js';
import { cashierPage } from './cashier.js';
import {
  stateOf,
  type BillFault,
  type Message,
  type StandInBooks,
  type StandInOrder,
  type StandInRefund,
} from './orders.js';
import { WechatSide, type WechatMode } from './wechat-side.js';

/**
 * What goes wrong with calls. `DOWN`: an error page without a signature. `LOST_ANSWER`: the call is done and the
 * connection breaks. `LOST_CALL`: the connection breaks before. `FORGED`: the answer is signed with another key.
 */
export type CallFault = 'DOWN' | 'LOST_ANSWER' | 'LOST_CALL' | 'FORGED';

export interface StandInOptions {
  readonly now?: () => Date;
  readonly wechatMode?: WechatMode;
  /** Where it listens; this machine alone when not given. */
  readonly host?: string;
  /** The name by which browsers reach it. */
  readonly name?: string;
  /** Whether a person's payment at the cashier is told to the server at once. Tests send notices themselves. */
  readonly tellsAtOnce?: boolean;
}

/**
 * A payment provider that takes no money. It speaks as WeChat Pay and Alipay do, with their signatures and keys of its
 * own, over real HTTP. The demo lets people pay with it; tests let it go wrong.
 */
export class PaymentStandIn {
  readonly orders = new Map<string, StandInOrder>();
  readonly wechat: WechatSide;
  readonly alipay: AlipaySide;
  readonly refunds = new Map<string, StandInRefund>();
  /** How refunds go until it is changed. */
  nextRefund: StandInRefund['state'] | 'NOT_ENOUGH' = 'SUCCESS';
  /** What is wrong with bills until it is changed. */
  billFault: BillFault | null = null;
  /** The calls that arrived, such as `POST /v3/pay/transactions/native`. */
  readonly calls: string[] = [];
  /** The fault of every call until it is changed. */
  fault: CallFault | null = null;
  /** The calls that the fault is for. */
  faultOn = /^/;
  private readonly server: Server;
  private address = '';

  private constructor(private readonly options: StandInOptions) {
    const books: StandInBooks = {
      orders: this.orders,
      refunds: this.refunds,
      nextRefund: () => this.nextRefund,
      now: () => this.now(),
      billFault: () => this.billFault,
      url: () => this.address,
    };
    this.wechat = new WechatSide(books, options.wechatMode ?? 'PUBLIC_KEY');
    this.alipay = new AlipaySide(books);
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: StandInOptions = {}): Promise<PaymentStandIn> {
    const standIn = new PaymentStandIn(options);
    await new Promise<void>((resolve, reject) => {
      standIn.server.once('error', reject);
      standIn.server.listen(0, options.host ?? '127.0.0.1', resolve);
    });
    standIn.address = `http://${options.name ?? '127.0.0.1'}:${(standIn.server.address() as AddressInfo).port}`;
    return standIn;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The settings by which a server uses both providers. */
  settings(): Record<string, string> {
    return { ...this.wechat.settings(), ...this.alipay.settings() };
  }

  order(tradeNo: string): StandInOrder {
    const order = this.orders.get(tradeNo);
    if (order === undefined) throw new Error(`the stand-in knows no order ${tradeNo}`);
    return order;
  }

  /** Lets a person pay an order. Returns it. Throws when it cannot be paid any more. */
  pay(tradeNo: string): StandInOrder {
    const order = this.order(tradeNo);
    if (stateOf(order, this.now()) !== 'OPEN') throw new Error('the order cannot be paid any more');
    // Whole seconds, as both providers state them.
    const paidAt = new Date(Math.floor(this.now().getTime() / 1_000) * 1_000);
    return Object.assign(order, { state: 'PAID', paidAt, transactionId: `42${randomBytes(13).toString('hex')}` });
  }

  /** The notice that an order was paid, as its provider sends it. */
  noticeOf(order: StandInOrder): Message {
    return order.by === 'WECHAT' ? this.wechat.notice(order) : this.alipay.notice(order);
  }

  /** Sends a notice to the server; returns the status and the text of its answer. */
  async send({ noticeUrl }: StandInOrder, { headers, body }: Message): Promise<{ status: number; text: string }> {
    const response = await fetch(noticeUrl, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request;
    const body = (await readBody(request, 1_000_000)).toString('utf8');
    if (path === '/favicon.ico') return send(response, { status: 204, headers: {}, body: '' });
    const query = new URL(path, this.address).searchParams;
    const cashier = /^\/cashier\/(\w+)/.exec(path)?.[1];
    if (cashier !== undefined) return this.serveCashier(method, cashier, query.get('redirect_url'), response);
    if (method === 'GET' && path.startsWith('/gateway.do')) {
      const order = this.alipay.open(query);
      if (order === null) return send(response, { status: 400, headers: {}, body: 'invalid-signature' });
      response.writeHead(302, { location: `/cashier/${order.tradeNo}` });
      return void response.end();
    }
    const isAlipay = path.startsWith('/gateway.do');
    const parameters = isAlipay ? new URLSearchParams([...query, ...new URLSearchParams(body)]) : query;
    this.calls.push(isAlipay ? String(parameters.get('method')) : `${method} ${path.split('?')[0]}`);
    const fault = this.faultOn.test(this.calls.at(-1)!) ? this.fault : null;
    if (fault === 'LOST_CALL') return void request.socket.destroy();
    if (fault === 'DOWN')
      return send(response, { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' });
    const file = /^\/alipay-bills\/([\d-]+)$/.exec(path)?.[1];
    if (file !== undefined) return void response.end(this.alipay.billFile(file));
    const answer = isAlipay
      ? this.alipay.answer(parameters, fault === 'FORGED')
      : this.wechat.answer(method, path, request.headers.authorization ?? '', body);
    if (fault === 'LOST_ANSWER') return void request.socket.destroy();
    const forged =
      fault === 'FORGED' && !isAlipay
        ? this.wechat.signed(answer.status!, answer.body === '' ? null : JSON.parse(answer.body), true)
        : answer;
    send(response, forged);
  }

  private async serveCashier(
    method: string,
    tradeNo: string,
    returnUrl: string | null,
    response: ServerResponse,
  ): Promise<void> {
    const order = this.orders.get(tradeNo);
    if (order === undefined) return send(response, { status: 404, headers: {}, body: 'Not found' });
    order.returnUrl = returnUrl ?? order.returnUrl;
    if (method === 'POST' && stateOf(order, this.now()) === 'OPEN') {
      this.pay(tradeNo);
      if (this.options.tellsAtOnce === true) await this.send(order, this.noticeOf(order)).catch(() => undefined);
    }
    if (method === 'POST' && order.returnUrl !== '') {
      response.writeHead(303, { location: order.returnUrl });
      return void response.end();
    }
    send(response, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: cashierPage(order, stateOf(order, this.now())),
    });
  }
}

function send(response: ServerResponse, { status = 200, headers, body }: Message): void {
  response.writeHead(status, headers);
  response.end(body);
}
