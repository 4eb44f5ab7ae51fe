import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.ts';
import type { Client } from './client.ts';

export interface BillOfDay {
  id: string;
  method: string;
  day: string;
  status: string;
  failure: string | null;
  payments: number;
  paid: number;
  refunds: number;
  refunded: number;
  differences: {
    id: string;
    subject: string;
    kind: string;
    number: string;
    ours: number | null;
    theirs: number | null;
    goneAt: string | null;
    settledAt: string | null;
    note: string | null;
  }[];
}

const BILLS = `{ paymentBills(first: 50) { edges { node { id method day status failure payments paid refunds refunded
  differences { id subject kind number ours theirs goneAt settledAt note } } } } }`;

/** Returns all bills, the newest day first. */
export const billsOf = async (client: Client): Promise<BillOfDay[]> =>
  (await client.must<{ paymentBills: { edges: { node: BillOfDay }[] } }>(BILLS)).paymentBills.edges.map(
    ({ node }) => node,
  );

let days = 0;

/** Stores an empty bill of a day of its own. The day is far ahead, so that the job plans no bills after it. */
export async function storedBill(app: TestApp): Promise<{ id: string }> {
  const id = randomUUID();
  const day = new Date(Date.UTC(2099, 0, 1 + days++));
  const time = (moment: Date) => moment.toISOString().replace('T', ' ').replace('Z', '');
  const ends = new Date(day.getTime() + 86_400_000);
  await app.db.transact((tx) =>
    tx.manager.query(
      "INSERT INTO payment_bills (id, method, day, begins_at, ends_at, status, tries, checked_at, payments, paid_fen, refunds, refunded_fen) VALUES (?, 'ALIPAY', ?, ?, ?, 'CHECKED', 1, ?, 0, 0, 0, 0)",
      [id, day.toISOString().slice(0, 10), time(day), time(ends), time(ends)],
    ),
  );
  return { id };
}

/** Stores a difference of a bill: a payment that we did not record. */
export async function storedDifference(app: TestApp): Promise<string> {
  const { id: billId } = await storedBill(app);
  const id = randomUUID();
  await app.db.transact((tx) =>
    tx.manager.query(
      "INSERT INTO payment_bill_differences (id, bill_id, subject, number, kind, theirs_fen, found_at) SELECT ?, id, 'PAYMENT', 'of-another-till', 'NOT_HERE', 2800, checked_at FROM payment_bills WHERE id = ?",
      [id, billId],
    ),
  );
  return id;
}
