import { In, IsNull } from 'typeorm';
import type { Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { findRows, insertRows } from '../../db/rows.js';
import { doEach } from '../../jobs/job.js';
import { newId } from '../../lib/ids.js';
import { CLEARING_ACCOUNTS, postEntry, UNCLAIMED_ACCOUNT } from '../ledger/index.js';
import { isOnline, type GiftReturn } from '../pledges/index.js';
import { OnlinePaymentStatus, OnlineRefundStatus } from './online-payment.enums.js';
import { OnlinePayment, OnlineRefund } from './online-payment.entity.js';
import { sourceOfStrayReturn, strayReturned } from './payment-entries.js';
import { ProviderError, type PaymentProvider, type RefundState, type RefundWish } from './payment-provider.js';
import { logFailure, providersOf } from './payment-providers.js';
import { nextQuery, tradeNoOf } from './payment.rules.js';
import { ONLINE_PAYMENT } from './payments.topics.js';

const SENT_AT_ONCE = 50;

/** Money that has to go back through the provider of its payment. */
interface DueRefund {
  readonly payment: Pick<OnlinePayment, 'id'>;
  readonly amountFen: number;
}

/** Records that money has to go back, in the transaction that decides it, so that a crash loses nothing. */
export const addRefunds = (tx: Tx, due: readonly DueRefund[]): void =>
  insertRows(
    tx,
    OnlineRefund,
    due.map(({ payment, amountFen }) => ({
      id: newId(tx.now),
      paymentId: payment.id,
      amountFen,
      status: OnlineRefundStatus.DUE,
      createdAt: tx.now,
      nextTryAt: tx.now,
      tries: 0,
      failure: null,
      refundId: null,
      doneAt: null,
    })),
  );

/** Gifts that two people gave back go back through the providers by which they came. */
export const refundOnlineGifts: GiftReturn = async (tx, gifts) => {
  const online = new Map(
    gifts.filter(({ pledge }) => isOnline(pledge.payment)).map(({ pledge, amountFen }) => [pledge.id, amountFen]),
  );
  if (online.size === 0) return;
  const payments = await tx.manager.findBy(OnlinePayment, {
    pledgeId: In([...online.keys()]),
    status: OnlinePaymentStatus.PAID,
    strayReason: IsNull(),
  });
  addRefunds(
    tx,
    payments.map((payment) => ({ payment, amountFen: online.get(payment.pledgeId)! })),
  );
};

/** Asks providers to give back what is due, until they say that the money is back. */
export async function sendDueRefunds(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await findRows(services.db.read, OnlineRefund, 'next_try_at <= ? ORDER BY next_try_at, id LIMIT ?', [
    sqlTime(services.clock.now()),
    SENT_AT_ONCE,
  ]);
  await doEach(due, signal, async (refund) => {
    const payment = await services.db.read.findOneByOrFail(OnlinePayment, { id: refund.paymentId });
    const provider = providersOf(services).get(payment.method);
    if (!(await postpone(services, refund)) || provider === undefined) return;
    try {
      const state = await giveBack(provider, {
        tradeNo: payment.tradeNo,
        refundNo: tradeNoOf(refund.id),
        amountFen: refund.amountFen,
        paidFen: payment.paidFen!,
      });
      if (state.state === 'DONE') await markDone(services, payment, refund, state.refundId);
      else if (state.state === 'FAILED') await noteFailure(services, refund, state.reason);
    } catch (error) {
      logFailure(services, 'refund', payment, error);
      if (error instanceof ProviderError && error.outcome === 'REFUSED')
        await noteFailure(services, refund, error.reason);
    }
  });
}

/**
 * Sets the next try before this one, so that a provider that never answers is asked less and less often. Returns false
 * when another run has taken this try, or the refund is done.
 */
async function postpone({ db }: Services, { id, tries }: OnlineRefund): Promise<boolean> {
  return db.transact(async (tx) => {
    const refund = await tx.lock(OnlineRefund, { id });
    if (refund === null || refund.nextTryAt === null || refund.tries !== tries) return false;
    await tx.manager.update(OnlineRefund, { id }, { tries: tries + 1, nextTryAt: nextQuery(tx.now, tries) });
    return true;
  });
}

/**
 * Looks first whether the refund is there, because the answer to an earlier try may be lost. Only what a query says
 * counts: the answer to the refund itself says that it was accepted.
 */
async function giveBack(provider: PaymentProvider, wish: RefundWish): Promise<RefundState> {
  const before = await provider.queryRefund(wish);
  if (before.state !== 'UNKNOWN') return before;
  await provider.refund(wish);
  return provider.queryRefund(wish);
}

async function markDone(services: Services, payment: OnlinePayment, { id }: OnlineRefund, refundId: string) {
  await services.db.transact(async (tx) => {
    const refund = await tx.lock(OnlineRefund, { id });
    if (refund === null || refund.status === OnlineRefundStatus.DONE) return;
    const { amountFen } = refund;
    // The entry of a gift was posted with the order. A stray payment leaves the ledger when its money is back.
    if (payment.strayReason !== null)
      await postEntry(tx, {
        kind: strayReturned.name,
        sourceKey: sourceOfStrayReturn(payment.id),
        lines: [
          { account: UNCLAIMED_ACCOUNT, amountFen },
          { account: CLEARING_ACCOUNTS[payment.method], amountFen: -amountFen },
        ],
      });
    await tx.manager.update(
      OnlineRefund,
      { id },
      { status: OnlineRefundStatus.DONE, refundId, doneAt: tx.now, nextTryAt: null, failure: null },
    );
    tx.changed(ONLINE_PAYMENT.of(payment.id));
  });
}

const noteFailure = ({ db }: Services, { id }: OnlineRefund, failure: string): Promise<unknown> =>
  db.transact((tx) => tx.manager.update(OnlineRefund, { id }, { failure: failure.slice(0, 64) }));
