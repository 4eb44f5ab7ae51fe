import type { EntityManager } from 'typeorm';

/** What looks like one of our receipts' numbers; anything else cannot exist. */
export const RECEIPT_NUMBER = /^HC-\d{4}-\d{6,12}$/;

const SEQUENCE_DIGITS = 6;
// What people and their devices write between the parts of a number, or leave out.
const BETWEEN = /[\s\-_./·#\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+/gu;

const plain = (raw: string): string => raw.normalize('NFKC').toUpperCase().replace(BETWEEN, '');

/** The receipt number that `raw` means, null where it means none: HC2026000283, “hc 2026 000283” and full-width signs are HC-2026-000283. */
export function readReceiptNumber(raw: string): string | null {
  const [, year, sequence] = /^(?:HC)?(20\d\d)(\d{6,12})$/.exec(plain(raw)) ?? [];
  return sequence === undefined ? null : `HC-${year}-${sequence}`;
}

/** The place in its year's series that `raw` means, where it is nothing but that: 000283, 283. */
function readSequence(raw: string): string | null {
  const [sequence] = /^\d{1,12}$/.exec(plain(raw)) ?? [];
  return sequence === undefined || /^0+$/.test(sequence) ? null : sequence.replace(/^0+/, '').padStart(SEQUENCE_DIGITS, '0');
}

/**
 * The numbers of the receipts that `raw` may mean, for desks and books, which list them anyway: the one that it spells, or those of
 * every year with that place in the series, the newest first. Whoever checks a single receipt has to have its whole number.
 */
export async function receiptNumbersLike(manager: EntityManager, raw: string): Promise<string[]> {
  const number = readReceiptNumber(raw);
  if (number !== null) return [number];
  const sequence = readSequence(raw);
  if (sequence === null) return [];
  const series = await manager.query<{ series_year: number | string }[]>('SELECT series_year FROM receipt_series WHERE last_number >= ? ORDER BY series_year DESC', [Number(sequence)]);
  return series.map(({ series_year: year }) => `HC-${year}-${sequence}`);
}
