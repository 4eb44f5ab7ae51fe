import { isDay } from '../../lib/days.js';
import { sumFen, toFen } from '../../lib/money.js';

/** One line to post: an account and a signed amount, debit positive. */
export interface Line {
  account: string;
  amountFen: number;
}

/** The charity's special bank account (专户): money that really arrived. */
export const SPECIAL_BANK_ACCOUNT = 'bank:special';
/** Play money of the demo and tests, apart from the real account so that this one always equals the bank's statement. */
export const SANDBOX_ACCOUNT = 'bank:sandbox';

/** What arrived on the special account and is nobody's gift yet: it belongs to whoever sent it until it is matched or given back. */
export const SUSPENSE_ACCOUNT = 'suspense:unmatched';
/** What the special account held before the first statement that was imported, on a treasurer's word. */
export const OPENING_ACCOUNT = 'opening:special';
/** What causes the entry of that balance: there is one at most. */
export const OPENING_SOURCE = 'bank:special:opening';

/** What the bank took for its service: the charity's own to bear, never a fund's. */
export const BANK_CHARGES_ACCOUNT = 'expense:bank-charges';
/** What is on its way between accounts of the charity. */
export const OWN_TRANSFERS_ACCOUNT = 'transit:own-accounts';
/** Interest that the bank paid, by what it is for: the charity's own costs, or a project. */
export const interestAccount = (projectId: string | null): string => `interest:${projectId ?? 'administration'}`;

/** The accounts of one earmarked fund. Only a reversal makes one shrink, so the three figures of its statement are three balances. */
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

/** A line and the day in Shanghai on which its money moved. */
export interface DatedLine extends Line {
  day: string;
}

/** What each account changes by, as a whole and day by day. */
export interface AccountChange {
  account: string;
  amountFen: number;
  days: [day: string, amountFen: number][];
}

/** The changes of all accounts, in the order of their codes: the order in which all writers take their locks. */
export function changesByAccount(lines: readonly DatedLine[]): AccountChange[] {
  const changes = new Map<string, Map<string, number>>();
  for (const { account, amountFen, day } of lines) {
    const days = changes.get(account) ?? new Map<string, number>();
    changes.set(account, days.set(day, toFen((days.get(day) ?? 0) + amountFen)));
  }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, days]) => ({ account, amountFen: sumFen(days.values()), days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)) }));
}

/** Throws unless `day` is a day of the calendar that has begun: a programming fault, since callers check what people say. */
export function assertDeedDay(day: string, today: string): void {
  if (!isDay(day) || day > today) throw new Error(`an entry is of a day up to ${today}, not of ${day}`);
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
// A number of up to six digits counts something; a longer one might be somebody's telephone.
const PART = `(?:[a-z]+(?:[-_][a-z]+)*|${ID}|[0-9]{1,6}|[0-9a-f]{64})`;

/** What each text of an entry consists of: words of ours, ids of ours, digests, small numbers, and numbers of papers of our own series. */
const FORMS = {
  kind: /^[A-Z]+(?:_[A-Z]+)*$/,
  sourceKey: new RegExp(`^[a-z]+(?:[-_][a-z]+)*(?::${PART})*$`),
  document: /^[A-Z]{2,4}-[0-9]{4}-[0-9]{6,9}$/,
  account: new RegExp(`^[a-z]+(?::${PART})+$`),
};

/** The texts of an entry. */
export interface EntryTexts {
  kind: string;
  sourceKey: string;
  document?: string | null;
  lines: readonly { account: string }[];
}

/**
 * The first text of an entry that could hold something a person typed; null when none does. Entries are published for ever, word for word,
 * and can never be changed: no name, telephone number, message or bank reference may get into one.
 */
export function findForeignText({ kind, sourceKey, document, lines }: EntryTexts): string | null {
  if (!FORMS.kind.test(kind)) return kind;
  if (!FORMS.sourceKey.test(sourceKey)) return sourceKey;
  if (document != null && !FORMS.document.test(document)) return document;
  return lines.find(({ account }) => !FORMS.account.test(account))?.account ?? null;
}

/** Throws when an entry has a text that does not consist of our own words and numbers. */
export function assertOwnWords(entry: EntryTexts): void {
  const foreign = findForeignText(entry);
  // A fault of the caller's: it is logged, and what was refused may be personal.
  if (foreign !== null) throw new Error(`an entry of the journal holds words, ids and numbers of ours only; a ${foreign.length} characters long text of a ${entry.kind.length > 40 ? 'strange' : entry.kind.replace(/[^A-Z_]/g, '?')} entry is none of them`);
}
