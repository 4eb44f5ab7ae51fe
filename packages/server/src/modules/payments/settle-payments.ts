import { onePerServer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { GroupCommit, type Outcome } from '../../db/group-commit.js';
import { lockedRowsOf, sqlIn, updateRows } from '../../db/rows.js';
import { DomainError } from '../../errors.js';
import { shanghaiDay } from '../../lib/days.js';
import { CLEARING_ACCOUNTS, postEntries, UNCLAIMED_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, type TransferCommand } from '../pledges/index.js';
import { OnlinePaymentStatus, StrayReason } from './online-payment.enums.js';
import { OnlinePayment } from './online-payment.entity.js';
import { sourceOfStray, strayReceived } from './payment-entries.js';
import type { PaidTrade } from './payment-provider.js';
import { strayReasonOf } from './payment.rules.js';
import { addRefunds } from './refund-payments.js';
import { ONLINE_PAYMENT } from './payments.topics.js';

/** The word of a provider that a payment was paid. */
export interface PaidFact {
  readonly paymentId: string;
  readonly trade: PaidTrade;
}

/** The one queue of a server that records what providers say. Facts that arrive together share one commit. */
const paidCommitOf = onePerServer((services) => {
  const { db, env } = services;
  return new GroupCommit<PaidFact, OnlinePayment>({
    db,
    maxBatch: env.pledgesPerCommit,
    maxWaiting: env.pledgesWaiting,
    record: (tx, facts) => recordPaid(services, tx, facts),
  });
});

/**
 * Records that a payment was paid: as a gift, or as money that goes back when no gift can come of it. The same fact
 * again, from a notice or a query, changes nothing.
 */
export const settlePaid = (services: Services, fact: PaidFact): Promise<OnlinePayment> =>
  paidCommitOf(services).submit(fact);

async function recordPaid(services: Services, tx: Tx, facts: readonly PaidFact[]): Promise<Outcome<OnlinePayment>[]> {
  const ids = [...new Set(facts.map(({ paymentId }) => paymentId))];
  // Payments are locked before projects and pledges, everywhere.
  const [rows] = await tx.query(lockedRowsOf(tx, OnlinePayment, `${sqlIn('id', ids)} ORDER BY id`, ids));
  const payments = new Map(rows.map((row) => [row.id, row]));
  const news: { payment: OnlinePayment; trade: PaidTrade }[] = [];
  for (const { paymentId, trade } of facts) {
    const payment = payments.get(paymentId);
    if (payment === undefined || payment.status === OnlinePaymentStatus.PAID) continue;
    const { transactionId, amountFen } = trade;
    Object.assign(payment, {
      status: OnlinePaymentStatus.PAID,
      transactionId,
      paidFen: amountFen,
      nextQueryAt: null,
      openKey: null,
      strayReason: amountFen === payment.amountFen ? null : StrayReason.OTHER_AMOUNT,
    });
    news.push({ payment, trade });
  }
  await makeGifts(services, tx, news);
  // The moment of the transaction is read after the locks, because it is fixed when it is first read.
  for (const { payment, trade } of news) payment.paidAt = trade.paidAt > tx.now ? tx.now : trade.paidAt;
  await keepStrays(tx, news);
  updateRows(
    tx,
    OnlinePayment,
    news.map(({ payment }) => payment),
    ['status', 'transactionId', 'paidFen', 'paidAt', 'nextQueryAt', 'openKey', 'strayReason', 'entryId'],
  );
  tx.changed(...news.map(({ payment }) => ONLINE_PAYMENT.of(payment.id)));
  return facts.map(({ paymentId }): Outcome<OnlinePayment> => {
    const payment = payments.get(paymentId);
    return payment === undefined ? { refusal: new Error(`no payment ${paymentId}`) } : { result: payment };
  });
}

type News = readonly { readonly payment: OnlinePayment; readonly trade: PaidTrade }[];

/** Pays the pledges, by the path of every gift. A payment that is refused there becomes a stray. */
async function makeGifts(services: Services, tx: Tx, news: News): Promise<void> {
  const fit = news.filter(({ payment }) => payment.strayReason === null);
  if (fit.length === 0) return;
  const outcomes = await confirmPayments(
    services,
    tx,
    fit.map(({ payment, trade }): TransferCommand => ({
      pledgeId: payment.pledgeId,
      amountFen: trade.amountFen,
      bankReference: trade.transactionId,
      account: CLEARING_ACCOUNTS[payment.method],
      confirmedById: null,
      method: payment.method,
      bookedAt: trade.paidAt,
    })),
  );
  outcomes.forEach((outcome, index) => {
    const { payment } = fit[index]!;
    if ('result' in outcome) payment.entryId = outcome.result.entryId;
    else if (outcome.refusal instanceof DomainError) payment.strayReason = strayReasonOf(outcome.refusal);
    else throw outcome.refusal;
  });
}

/** Records money that became no gift in an account of its own, until it is given back. */
async function keepStrays(tx: Tx, news: News): Promise<void> {
  const strays = news.filter(({ payment }) => payment.strayReason !== null).map(({ payment }) => payment);
  if (strays.length === 0) return;
  const entryIds = await postEntries(
    tx,
    strays.map(({ id, method, paidFen, paidAt }) => ({
      kind: strayReceived.name,
      sourceKey: sourceOfStray(id),
      day: shanghaiDay(paidAt!),
      lines: [
        { account: CLEARING_ACCOUNTS[method], amountFen: paidFen! },
        { account: UNCLAIMED_ACCOUNT, amountFen: -paidFen! },
      ],
    })),
  );
  strays.forEach((payment, index) => (payment.entryId = entryIds[index]!));
  // It never was a gift, and can only go back to the account from which it came. So no second person decides on it.
  addRefunds(
    tx,
    strays.map((payment) => ({ payment, amountFen: payment.paidFen! })),
  );
}
