import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../context.js';
import { isDuplicateKey } from '../../db/faults.js';
import { BodyTooLarge, readBody, sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { digest } from '../../lib/ids.js';
import type { OnlineMethod } from '../pledges/index.js';
import { OnlinePayment, PaymentNotice } from './online-payment.entity.js';
import { NoticeRefused, type NoticeAnswer, type PaymentProvider } from './payment-provider.js';
import { NOTICE_PATHS, providersOf } from './payment-providers.js';
import { settlePaid } from './settle-payments.js';

/** More than any notice needs. */
const NOTICE_BYTES = 64 * 1024;
/** How long a notice is remembered. Alipay repeats one for 25 hours. */
const REMEMBERED_MS = 48 * 3_600_000;

/** `POST /payments/notices/wechat` and `/alipay`: what providers tell of payments. */
export function noticeRoutes(services: Services): Readonly<Record<string, Handler>> {
  return Object.fromEntries(
    Object.entries(NOTICE_PATHS).map(([method, path]): [string, Handler] => [
      path,
      (request, response) => takeNotice(services, method as OnlineMethod, request, response),
    ]),
  );
}

async function takeNotice(
  services: Services,
  method: OnlineMethod,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const provider = providersOf(services).get(method);
  if (provider === undefined) return sendText(response, 404, 'Not found');
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return sendText(response, 405, 'Method not allowed');
  }
  let body: Buffer;
  try {
    body = await readBody(request, NOTICE_BYTES);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    return sendText(response, 413, 'The body is too large');
  }
  answer(response, await processNotice(services, provider, request.headers, body));
}

function answer(response: ServerResponse, { status, contentType, body }: NoticeAnswer): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body === '' ? undefined : body);
}

/**
 * Processes a notice and returns the answer. A notice that cannot be recorded now is answered with an error, and the
 * provider sends it again.
 */
async function processNotice(
  services: Services,
  provider: PaymentProvider,
  headers: IncomingMessage['headers'],
  body: Buffer,
): Promise<NoticeAnswer> {
  const { log } = services;
  const { taken, refused } = provider.answers;
  try {
    const { key, tradeNo, trade } = await provider.readNotice(headers, body);
    const noticeDigest = digest(key);
    if (await services.db.read.existsBy(PaymentNotice, { digest: noticeDigest })) return taken;
    const payment = await services.db.read.findOneBy(OnlinePayment, { method: provider.method, tradeNo });
    if (payment === null) {
      log.error({ method: provider.method, tradeNo }, 'a payment notice names an order that is not in this database');
      return { ...refused, status: 404 };
    }
    if (trade !== null) await settlePaid(services, { paymentId: payment.id, trade });
    else await askSoon(services, payment);
    await remember(services, noticeDigest);
    return taken;
  } catch (error) {
    if (error instanceof NoticeRefused) {
      log.warn({ method: provider.method, reason: error.reason }, 'a payment notice was refused');
      return refused;
    }
    log.error({ err: error, method: provider.method }, 'a payment notice could not be recorded');
    return { ...refused, status: 503 };
  }
}

/** Makes the job ask the provider with its next run, unless the payment is settled. */
const askSoon = ({ db }: Services, { id }: OnlinePayment): Promise<unknown> =>
  db.transact(async (tx) => {
    const payment = await tx.lock(OnlinePayment, { id });
    if (payment?.nextQueryAt != null) await tx.manager.update(OnlinePayment, { id }, { nextQueryAt: tx.now });
  });

async function remember({ db }: Services, noticeDigest: string): Promise<void> {
  try {
    await db.transact((tx) =>
      tx.manager.insert(PaymentNotice, {
        digest: noticeDigest,
        forgetAt: new Date(tx.now.getTime() + REMEMBERED_MS),
      }),
    );
  } catch (error) {
    // The same notice came twice at the same time.
    if (!isDuplicateKey(error)) throw error;
  }
}
