import type { EntityManager } from 'typeorm';

/** The form of receipt numbers. A number of another form cannot exist. */
export const RECEIPT_NUMBER = /^HC-\d{4}-\d{6,12}$/;

const SEQUENCE_DIGITS = 6;
// The characters that people and their devices write between the parts of a number, or leave out.
const BETWEEN = /[\s\-_./·#\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+/gu;

const plain = (raw: string): string => raw.normalize('NFKC').toUpperCase().replace(BETWEEN, '');

/**
 * The receipt number that `raw` spells, or null. HC2026000283, “hc 2026 000283” and full-width characters all spell
 * HC-2026-000283.
 */
export function readReceiptNumber(raw: string): string | null {
  const [, year, sequence] = /^(?:HC)?(20\d\d)(\d{6,12})$/.exec(plain(raw)) ?? [];
  return sequence === undefined ? null : `HC-${year}-${sequence}`;
}

/** The place in a year's series, when `raw` is nothing but that place, such as 000283 or 283. */
function readSequence(raw: string): string | null {
  const [sequence] = /^\d{1,12}$/.exec(plain(raw)) ?? [];
  return sequence === undefined || /^0+$/.test(sequence)
    ? null
    : sequence.replace(/^0+/, '').padStart(SEQUENCE_DIGITS, '0');
}

/**
 * The numbers of receipts that `raw` may mean, for desks and books, which list them anyway. A full number gives that
 * number. A place in the series gives the number of every year with that place, newest first. Whoever checks a single
 * receipt must know its whole number.
 */
export async function receiptNumbersLike(manager: EntityManager, raw: string): Promise<string[]> {
  const number = readReceiptNumber(raw);
  if (number !== null) return [number];
  const sequence = readSequence(raw);
  if (sequence === null) return [];
  const series = await manager.query<{ series_year: number | string }[]>(
    'SELECT series_year FROM receipt_series WHERE last_number >= ? ORDER BY series_year DESC',
    [Number(sequence)],
  );
  return series.map(({ series_year: year }) => `HC-${year}-${sequence}`);
}
