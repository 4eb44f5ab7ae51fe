import type { Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { findRows } from '../../db/rows.js';
import { doEach } from '../../jobs/job.js';
import { OnlinePaymentStatus } from './online-payment.enums.js';
import { OnlinePayment } from './online-payment.entity.js';
import type { Trade } from './payment-provider.js';
import { logFailure, providersOf } from './payment-providers.js';
import { nextQuery } from './payment.rules.js';
import { ONLINE_PAYMENT } from './payments.topics.js';
import { settlePaid } from './settle-payments.js';

/** How many payments one run of the job asks about. */
const QUERIES_AT_ONCE = 50;

/** Asks providers about payments that are not settled. Each waits longer after each question. */
export async function queryDuePayments(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await findRows(services.db.read, OnlinePayment, 'next_query_at <= ? ORDER BY next_query_at, id LIMIT ?', [
    sqlTime(services.clock.now()),
    QUERIES_AT_ONCE,
  ]);
  await doEach(due as OnlinePayment[], signal, async (payment) => {
    // The next question is set before this one, so that a provider that never answers is asked less and less often.
    if (!(await postpone(services, payment))) return;
    // A provider that is down is no failure of the job: the payment is asked about again later.
    await askProvider(services, payment).catch((error: unknown) => logFailure(services, 'query', payment, error));
  });
}

/** Sets the next question. Returns false when another run has taken this one, or nothing is to be asked any more. */
async function postpone({ db }: Services, { id, queries }: OnlinePayment): Promise<boolean> {
  return db.transact(async (tx) => {
    const payment = await tx.lock(OnlinePayment, { id });
    if (payment === null || payment.nextQueryAt === null || payment.queries !== queries) return false;
    await tx.manager.update(
      OnlinePayment,
      { id },
      { queries: queries + 1, nextQueryAt: nextQuery(tx.now, queries + 1) },
    );
    return true;
  });
}

/**
 * Asks the provider what became of a payment and records the answer. After its time is over the order is ended first,
 * so that nobody can pay it later. Returns the payment as it is then. Throws a ProviderError when there is no answer.
 */
export async function askProvider(services: Services, payment: OnlinePayment): Promise<OnlinePayment> {
  const provider = providersOf(services).get(payment.method);
  // The operator took the provider out of the settings. The payment waits until it is back.
  if (provider === undefined) return payment;
  const isOver = payment.expiresAt <= services.clock.now();
  let trade = await provider.query(payment.tradeNo);
  if (isOver && trade.state === 'OPEN') {
    await provider.close(payment.tradeNo);
    trade = await provider.query(payment.tradeNo);
  }
  if (trade.state === 'PAID') return settlePaid(services, { paymentId: payment.id, trade });
  return isEnded(trade, isOver) ? markClosed(services, payment) : payment;
}

/** An order that the provider does not know can still be opened until its time is over. */
const isEnded = ({ state }: Trade, isOver: boolean): boolean => state === 'CLOSED' || (state === 'UNKNOWN' && isOver);

async function markClosed({ db }: Services, { id }: OnlinePayment): Promise<OnlinePayment> {
  return db.transact(async (tx) => {
    const payment = (await tx.lock(OnlinePayment, { id }))!;
    if (payment.status === OnlinePaymentStatus.PAID) return payment;
    const changes = { status: OnlinePaymentStatus.CLOSED, nextQueryAt: null, openKey: null };
    await tx.manager.update(OnlinePayment, { id }, changes);
    tx.changed(ONLINE_PAYMENT.of(id));
    return Object.assign(payment, changes);
  });
}
