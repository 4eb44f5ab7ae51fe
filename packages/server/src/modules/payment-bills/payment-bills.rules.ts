import type { TextLimits } from '../../lib/text.js';
import { addDays, beginningOf, shanghaiDay } from '../../lib/days.js';
import { BillDifferenceKind, BillSubject } from './payment-bill.enums.js';

export const BILL_NOTE: TextLimits = { min: 5, max: 500, multiline: true };

/** Both providers have yesterday's bill from 9 or 10 in the morning. */
const READY_AFTER_MS = 10.5 * 3_600_000;
/** Providers keep bills for three months. Older ones are not asked for. */
const OLDEST_DAYS = 80;
/** So long after the end of a day, "there is no bill" can mean that it is not written yet. */
const EMPTY_IS_FINAL_MS = 48 * 3_600_000;

/** Returns the last day whose bill is ready. */
export const lastReadyDay = (now: Date): string => addDays(shanghaiDay(new Date(now.getTime() - READY_AFTER_MS)), -1);

/** Returns the days whose bills are to be fetched, oldest first: those after `last`, or from `first` when there is none. */
export function daysToFetch(now: Date, last: string | null, first: string | null): string[] {
  const start = last === null ? first : addDays(last, 1);
  if (start === null) return [];
  const until = lastReadyDay(now);
  const oldest = addDays(until, -OLDEST_DAYS);
  const days: string[] = [];
  for (let day = start < oldest ? oldest : start; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Whether an empty bill is believed: we have nothing of that day either, or the provider had time enough to write it. */
export const isEmptyFinal = (now: Date, day: string, ours: number): boolean =>
  ours === 0 || now.getTime() >= beginningOf(addDays(day, 1)).getTime() + EMPTY_IS_FINAL_MS;

/** Money in a bill or in our records. */
export interface Money {
  readonly kind: `${BillSubject}`;
  readonly number: string;
  readonly amountFen: number;
}

export interface Found {
  readonly subject: BillSubject;
  readonly number: string;
  readonly kind: BillDifferenceKind;
  readonly oursFen: number | null;
  readonly theirsFen: number | null;
}

export const keyOf = (kind: string, number: string): string => `${kind}:${number}`;

/**
 * Compares the rows of a bill with our records. `known` holds our money of any day that the bill can name; `due` holds
 * what the bill of this day must have.
 */
export function differencesOf(bill: readonly Money[], known: readonly Money[], due: readonly Money[]): Found[] {
  const ours = new Map(known.map((money) => [keyOf(money.kind, money.number), money.amountFen]));
  const theirs = new Set(bill.map(({ kind, number }) => keyOf(kind, number)));
  const found: Found[] = [];
  for (const { kind, number, amountFen } of bill) {
    const oursFen = ours.get(keyOf(kind, number)) ?? null;
    if (oursFen === amountFen) continue;
    found.push({
      subject: BillSubject[kind],
      number,
      kind: oursFen === null ? BillDifferenceKind.NOT_HERE : BillDifferenceKind.OTHER_AMOUNT,
      oursFen,
      theirsFen: amountFen,
    });
  }
  for (const { kind, number, amountFen } of due)
    if (!theirs.has(keyOf(kind, number)))
      found.push({
        subject: BillSubject[kind],
        number,
        kind: BillDifferenceKind.NOT_IN_BILL,
        oursFen: amountFen,
        theirsFen: null,
      });
  return found;
}
