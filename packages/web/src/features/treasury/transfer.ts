import { parseYuan } from '../../lib/money';

export type Comparison =
  { state: 'empty' } | { state: 'invalid' } | { state: 'equal' } | { state: 'more' | 'less'; difference: number };

/** Compares the amount typed from the bank's list with the pledged amount, to the fen. */
export function compareAmount(typed: string, pledgedFen: number): Comparison {
  if (typed.trim() === '') return { state: 'empty' };
  const received = parseYuan(typed);
  if (received === undefined) return { state: 'invalid' };
  if (received === pledgedFen) return { state: 'equal' };
  return received > pledgedFen
    ? { state: 'more', difference: received - pledgedFen }
    : { state: 'less', difference: pledgedFen - received };
}

export const sumOf = (pledges: readonly { amount: number }[]): number =>
  pledges.reduce((sum, { amount }) => sum + amount, 0);
