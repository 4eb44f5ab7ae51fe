import { isDay } from '../../lib/days.js';
import { sumFen, toFen } from '../../lib/money.js';
import { accountsOfFund, type FundPart } from './account-kinds.js';

/** One line to post: an account and a signed amount, debit positive. */
export interface Line {
  account: string;
  amountFen: number;
}

/** The accounts of payment providers, by provider: what they collected for the charity and have not paid out to its bank. */
export const CLEARING_ACCOUNTS = { WECHAT_PAY: 'clearing:wechat', ALIPAY: 'clearing:alipay' } as const;
/** Money that was paid online and became no gift. It belongs to its payer until it is given back. */
export const UNCLAIMED_ACCOUNT = 'unclaimed:online';

/** The charity's special bank account (专户), for money that really arrived. */
export const SPECIAL_BANK_ACCOUNT = 'bank:special';
/**
 * The account for play money of the demo and of tests. It is separate, so that the special account always equals the
 * bank's statement.
 */
export const SANDBOX_ACCOUNT = 'bank:sandbox';

/**
 * Money that arrived on the special account and is no gift yet. It belongs to its sender until it is matched or given
 * back.
 */
export const SUSPENSE_ACCOUNT = 'suspense:unmatched';
/** What the special account held before the first imported statement, as a treasurer entered it. */
export const OPENING_ACCOUNT = 'opening:special';
/** The source key of the entry of the opening balance. There is at most one such entry. */
export const OPENING_SOURCE = 'bank:special:opening';

/** The bank's charges. The charity bears them, never a fund. */
export const BANK_CHARGES_ACCOUNT = 'expense:bank-charges';
/** Money that is on its way between accounts of the charity. */
export const OWN_TRANSFERS_ACCOUNT = 'transit:own-accounts';
/** The account for interest that the bank paid, by purpose: a project, or the charity's own costs (null). */
export const interestAccount = (projectId: string | null): string => `interest:${projectId ?? 'administration'}`;

/** The first word of the codes of funds that have the ids of their owners. The owners' module declares the kind. */
export const FUND = 'fund';

/**
 * The accounts of one earmarked fund that has the id of its owner. Only a reversal makes one of them smaller, so the
 * three figures of the fund's statement are three balances.
 */
export const fundAccounts = (fundId: string): Record<FundPart, string> =>
  accountsOfFund({ name: FUND }, { id: fundId, ownerId: fundId });

/**
 * Throws unless `lines` are a balanced entry. This would be a programming fault, because callers build entries from
 * checked amounts.
 */
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

/** The change of one account's balance, in total and by day. */
export interface AccountChange {
  account: string;
  amountFen: number;
  days: [day: string, amountFen: number][];
}

/** Returns the changes of all accounts in the order of their codes. All writers take their locks in this order. */
export function changesByAccount(lines: readonly DatedLine[]): AccountChange[] {
  const changes = new Map<string, Map<string, number>>();
  for (const { account, amountFen, day } of lines) {
    const days = changes.get(account) ?? new Map<string, number>();
    changes.set(account, days.set(day, toFen((days.get(day) ?? 0) + amountFen)));
  }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([account, days]) => ({
      account,
      amountFen: sumFen(days.values()),
      days: [...days].sort(([a], [b]) => (a < b ? -1 : 1)),
    }));
}

/**
 * Throws unless `day` is a calendar day that has begun. This would be a programming fault, because callers check what
 * people type.
 */
export function assertDeedDay(day: string, today: string): void {
  if (!isDay(day) || day > today) throw new Error(`an entry is of a day up to ${today}, not of ${day}`);
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
// A number of up to six digits is a count. A longer number could be a telephone number.
const PART = `(?:[a-z]+(?:[-_][a-z]+)*|${ID}|[0-9]{1,6}|[0-9a-f]{64})`;

/**
 * The allowed forms of each text of an entry: our words, our ids, digests, small numbers, and the numbers of our own
 * papers.
 */
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
 * Returns the first text of an entry that could contain something a person typed, or null. Entries are published for
 * ever, word for word, and can never be changed, so no name, telephone number, message or bank reference may be in one.
 */
export function findForeignText({ kind, sourceKey, document, lines }: EntryTexts): string | null {
  if (!FORMS.kind.test(kind)) return kind;
  if (!FORMS.sourceKey.test(sourceKey)) return sourceKey;
  if (document != null && !FORMS.document.test(document)) return document;
  return lines.find(({ account }) => !FORMS.account.test(account))?.account ?? null;
}

/** Throws when a text of an entry does not consist of our own words and numbers. */
export function assertOwnWords(entry: EntryTexts): void {
  const foreign = findForeignText(entry);
  // The caller's fault is logged. The message omits the refused text, because it may be personal.
  if (foreign !== null)
    throw new Error(
      `an entry of the journal holds words, ids and numbers of ours only; a ${foreign.length} characters long text of a ${entry.kind.length > 40 ? 'strange' : entry.kind.replace(/[^A-Z_]/g, '?')} entry is none of them`,
    );
}
