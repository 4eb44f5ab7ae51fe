import { toFen } from '../../lib/money.js';

/** One line to post: an account and a signed amount, debit positive. */
export interface Line {
  account: string;
  amountFen: number;
}

/** The charity's special bank account (专户): money that really arrived. */
export const SPECIAL_BANK_ACCOUNT = 'bank:special';
/** Play money of the demo and tests, apart from the real account so that this one always equals the bank's statement. */
export const SANDBOX_ACCOUNT = 'bank:sandbox';

/** The accounts of one earmarked fund. Each only ever grows, so the three figures of its statement are three balances. */
export const fundAccounts = (fundId: string) => ({
  received: `fund:${fundId}:received`,
  released: `fund:${fundId}:released`,
  refunded: `fund:${fundId}:refunded`,
});

/** Throws unless `lines` are a balanced entry: a programming fault, since callers compose entries from checked amounts. */
export function assertBalanced(lines: readonly Line[]): void {
  if (lines.length < 2) throw new Error('an entry has at least two lines');
  let sum = 0;
  for (const { account, amountFen } of lines) {
    if (toFen(amountFen) === 0) throw new Error(`a line of nothing on ${account}`);
    sum = toFen(sum + amountFen);
  }
  if (sum !== 0) throw new Error(`an entry sums to zero; this one to ${sum} fen`);
}

/** What each account changes by, in the order of their codes: the order in which all writers take their locks. */
export function changesByAccount(lines: readonly Line[]): [account: string, amountFen: number][] {
  const changes = new Map<string, number>();
  for (const { account, amountFen } of lines) changes.set(account, toFen((changes.get(account) ?? 0) + amountFen));
  return [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
}
