import type { Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { findRows, insertRows, rowsOf, sqlIn, updateRows } from '../../db/rows.js';
import { doEach } from '../../jobs/job.js';
import { addDays, beginningOf, shanghaiDay } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import {
  askProvider,
  nextQuery,
  OnlinePayment,
  OnlinePaymentStatus,
  OnlineRefund,
  ProviderError,
  providersOf,
  tradeNoOf,
  type ProviderBill,
} from '../payments/index.js';
import type { OnlineMethod } from '../pledges/index.js';
import { BillSubject, PaymentBillStatus } from './payment-bill.enums.js';
import { BillDifference, PaymentBill, PaymentBillRow } from './payment-bill.entities.js';
import { billDifferenceQueue } from './payment-bills.queues.js';
import { daysToFetch, differencesOf, isEmptyFinal, keyOf, type Found, type Money } from './payment-bills.rules.js';
import { PAYMENT_BILLS } from './payment-bills.topics.js';

const BILLS_AT_ONCE = 20;
/** How many numbers one query names. */
const NUMBERS_AT_ONCE = 500;

/** Fetches the bills that are due and compares them with our payments and refunds. */
export async function fetchDueBills(services: Services, signal?: AbortSignal): Promise<void> {
  // The built-in test provider forgets its orders when it stops, so its bills would say nothing.
  if (services.env.payments.isTest) return;
  for (const method of providersOf(services).keys()) await planBills(services, method);
  const due = await findRows(services.db.read, PaymentBill, 'next_try_at <= ? ORDER BY next_try_at, id LIMIT ?', [
    sqlTime(services.clock.now()),
    BILLS_AT_ONCE,
  ]);
  await doEach(due as PaymentBill[], signal, (bill) => fetchBill(services, bill));
}

/** Records each day whose bill is to be fetched, from the day of the provider's first payment. */
async function planBills({ db, clock }: Services, method: OnlineMethod): Promise<void> {
  const [last] = await findRows(db.read, PaymentBill, 'method = ? ORDER BY day DESC LIMIT 1', [method]);
  const [first] =
    last === undefined
      ? await findRows(db.read, OnlinePayment, 'method = ? AND paid_at IS NOT NULL ORDER BY paid_at LIMIT 1', [method])
      : [];
  const days = daysToFetch(clock.now(), last?.day ?? null, first === undefined ? null : shanghaiDay(first.paidAt!));
  if (days.length === 0) return;
  await db.transact(async (tx) => {
    insertRows(
      tx,
      PaymentBill,
      days.map((day) => ({
        id: newId(tx.now),
        method,
        day,
        beginsAt: beginningOf(day),
        endsAt: beginningOf(addDays(day, 1)),
        status: PaymentBillStatus.WAITING,
        nextTryAt: tx.now,
        tries: 0,
        failure: null,
        checkedAt: null,
        digest: null,
        payments: 0,
        paidFen: 0,
        refunds: 0,
        refundedFen: 0,
      })),
    );
    tx.changed(PAYMENT_BILLS);
  });
}

async function fetchBill(services: Services, bill: PaymentBill): Promise<void> {
  const { db } = services;
  const provider = providersOf(services).get(bill.method);
  // The next try is set before this one, so that a provider that never answers is asked less and less often.
  const { affected } = await db.transact((tx) =>
    tx.manager.update(
      PaymentBill,
      { id: bill.id, tries: bill.tries, nextTryAt: bill.nextTryAt },
      { tries: bill.tries + 1, nextTryAt: nextQuery(tx.now, bill.tries + 1) },
    ),
  );
  // Without a change, another run has taken this try.
  if (affected !== 1 || provider === undefined) return;
  try {
    const answer = await provider.bill(bill.day);
    if (answer !== null) await settleUnheard(services, bill, answer);
    await checkBill(services, bill.id, answer);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { outcome, reason } = error;
    services.log.warn({ method: bill.method, day: bill.day, outcome, reason }, 'a bill could not be fetched');
    await db.transact(async (tx) => {
      await tx.manager.update(PaymentBill, { id: bill.id }, { failure: reason.slice(0, 64) });
      tx.changed(PAYMENT_BILLS);
    });
  }
}

const inChunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / NUMBERS_AT_ONCE) }, (_, index) =>
    all.slice(index * NUMBERS_AT_ONCE, (index + 1) * NUMBERS_AT_ONCE),
  );

/** Asks about payments that the bill has and that we do not know as paid, so that no money stays unheard of. */
async function settleUnheard(services: Services, bill: PaymentBill, { rows }: ProviderBill): Promise<void> {
  const numbers = rows.filter(({ kind }) => kind === 'PAYMENT').map(({ number }) => number);
  for (const some of inChunks(numbers)) {
    const unheard = await findRows(
      services.db.read,
      OnlinePayment,
      `${sqlIn('trade_no', some)} AND method = ? AND status <> ?`,
      [...some, bill.method, OnlinePaymentStatus.PAID],
    );
    for (const payment of unheard as OnlinePayment[])
      // Only the signed answer counts. Without one the difference is shown.
      await askProvider(services, payment).catch((error: unknown) => {
        if (!(error instanceof ProviderError)) throw error;
      });
  }
}

/** The id of the refund of this number, or null when no id of ours makes such a number. */
const refundIdOf = (number: string): string | null =>
  /^[0-9a-f]{32}$/.test(number) ? number.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;

/** What we have recorded: all that the bill names, and what it must have. */
async function readOurs(
  tx: Tx,
  { method, beginsAt, endsAt }: PaymentBill,
  rows: readonly Money[],
): Promise<{ known: Money[]; due: Money[] }> {
  const day = [sqlTime(beginsAt), sqlTime(endsAt)];
  const tradeNos = rows.filter(({ kind }) => kind === 'PAYMENT').map(({ number }) => number);
  const refundIds = rows.filter(({ kind }) => kind === 'REFUND').flatMap(({ number }) => refundIdOf(number) ?? []);
  const ofMethod = 'payment_id IN (SELECT o.id FROM online_payments o WHERE o.method = ?)';
  const payments = [
    rowsOf(tx, OnlinePayment, 'paid_at >= ? AND paid_at < ? AND method = ?', [...day, method]),
    ...inChunks(tradeNos).map((some) =>
      rowsOf(tx, OnlinePayment, `${sqlIn('trade_no', some)} AND method = ? AND status = ?`, [
        ...some,
        method,
        OnlinePaymentStatus.PAID,
      ]),
    ),
  ];
  const refunds = [
    // A refund that was done just before midnight can be recorded just after it. The bill of either day may have it.
    rowsOf(
      tx,
      OnlineRefund,
      `done_at >= ? AND done_at < ? AND ${ofMethod} AND NOT EXISTS (SELECT 1 FROM payment_bill_rows b WHERE b.kind = 'REFUND' AND b.number = REPLACE(online_refunds.id, '-', ''))`,
      [...day, method],
    ),
    ...inChunks(refundIds).map((some) =>
      rowsOf(tx, OnlineRefund, `${sqlIn('id', some)} AND ${ofMethod}`, [...some, method]),
    ),
  ];
  const paid = (await tx.query(...payments)).map((some) =>
    some.map(({ tradeNo, paidFen }): Money => ({ kind: 'PAYMENT', number: tradeNo, amountFen: paidFen! })),
  );
  const back = (await tx.query(...refunds)).map((some) =>
    some.map(({ id, amountFen }): Money => ({ kind: 'REFUND', number: tradeNoOf(id), amountFen })),
  );
  return { known: [...paid.flat(), ...back.flat()], due: [...(paid[0] ?? []), ...(back[0] ?? [])] };
}

async function checkBill({ db }: Services, id: string, answer: ProviderBill | null): Promise<void> {
  await db.transact(async (tx) => {
    const bill = (await tx.lock(PaymentBill, { id }))!;
    const rows = answer?.rows ?? [];
    // The rows of an earlier check are replaced. They go first, so that no refund counts as billed by them.
    await tx.manager.delete(PaymentBillRow, { billId: id });
    const { known, due } = await readOurs(tx, bill, rows);
    if (answer === null && !isEmptyFinal(tx.now, bill.day, due.length)) throw new ProviderError('UNKNOWN', 'NO_BILL');
    await writeDifferences(tx, bill, rows, differencesOf(rows, known, due));
    insertRows(
      tx,
      PaymentBillRow,
      rows.map(({ kind, number, amountFen }) => ({ billId: id, kind: BillSubject[kind], number, amountFen })),
    );
    const of = (subject: string): number[] =>
      rows.filter(({ kind }) => kind === subject).map(({ amountFen }) => amountFen);
    const [payments, refunds] = [of('PAYMENT'), of('REFUND')];
    await tx.manager.update(
      PaymentBill,
      { id },
      {
        status: PaymentBillStatus.CHECKED,
        nextTryAt: null,
        failure: null,
        checkedAt: tx.now,
        digest: answer?.digest ?? null,
        payments: payments.length,
        paidFen: sumFen(payments),
        refunds: refunds.length,
        refundedFen: sumFen(refunds),
      },
    );
    tx.changed(PAYMENT_BILLS, billDifferenceQueue.topic);
  });
}

/**
 * Records what was found. A difference that the bill had before stays as it was settled; one that is not found any more,
 * or whose money is in this bill instead of an earlier one, is gone.
 */
async function writeDifferences(tx: Tx, bill: PaymentBill, rows: readonly Money[], found: readonly Found[]) {
  const [before, ...elsewhere] = await tx.query(
    rowsOf(tx, BillDifference, 'bill_id = ?', [bill.id]),
    ...inChunks(rows.map(({ number }) => number)).map((some) =>
      rowsOf(
        tx,
        BillDifference,
        `${sqlIn('number', some)} AND bill_id <> ? AND kind = 'NOT_IN_BILL' AND gone_at IS NULL`,
        [...some, bill.id],
      ),
    ),
  );
  const known = new Map((before ?? []).map((row) => [keyOf(row.subject, row.number), row as BillDifference]));
  const inBill = new Set(rows.map(({ kind, number }) => keyOf(kind, number)));
  const changed: BillDifference[] = [];
  for (const one of found) {
    const row = known.get(keyOf(one.subject, one.number));
    if (row === undefined) continue;
    const isSame = row.kind === one.kind && row.oursFen === one.oursFen && row.theirsFen === one.theirsFen;
    if (isSame && row.goneAt === null) continue;
    changed.push(Object.assign(row, one, { goneAt: null, settledAt: null, settledById: null, note: null }));
  }
  const foundKeys = new Set(found.map(({ subject, number }) => keyOf(subject, number)));
  const gone = [...known.values()].filter(
    ({ subject, number, goneAt }) => goneAt === null && !foundKeys.has(keyOf(subject, number)),
  );
  const moved = elsewhere
    .flat()
    .filter(({ subject, number }) => inBill.has(keyOf(subject, number))) as BillDifference[];
  for (const row of [...gone, ...moved]) changed.push(Object.assign(row, { goneAt: tx.now }));
  updateRows(tx, BillDifference, changed, [
    'kind',
    'oursFen',
    'theirsFen',
    'goneAt',
    'settledAt',
    'settledById',
    'note',
  ]);
  insertRows(
    tx,
    BillDifference,
    found
      .filter(({ subject, number }) => !known.has(keyOf(subject, number)))
      .map((one) => ({
        ...one,
        id: newId(tx.now),
        billId: bill.id,
        foundAt: tx.now,
        goneAt: null,
        settledAt: null,
        settledById: null,
        note: null,
      })),
  );
}
