/** The receipt as the page shows it. */
export interface ShownReceipt {
  number: string;
  amount: number;
  projectId: string;
}

/** A journal entry as its leaf contains it; docs/proof.md describes each part. */
export interface LeafEntry {
  id: string;
  kind: string;
  document: string | null;
  postedAt: string;
  reversesId: string | null;
  lines: [account: string, fen: number][];
}

export type Fact = 'number' | 'amount' | 'project';

export interface Facts {
  /** The entry of the gift. */
  gift: LeafEntry;
  /** The amount of the receipt according to the entries, in fen. */
  amount: number;
  /** The amount that a later entry took back from the gift, in fen. */
  takenBack: number;
  /** The facts that the page shows differently from the ledger. */
  differences: Fact[];
}

const fundOf = (account: string): string | null => /^fund:(.+):(?:received|refunded)$/.exec(account)?.[1] ?? null;

/**
 * Returns what an entry brings into funds, in fen, negative when the entry takes money out. Funds are credit accounts,
 * so the sign is inverted.
 */
const intoFunds = ({ lines }: LeafEntry): number =>
  0 - lines.reduce((fen, [account, amount]) => (fundOf(account) === null ? fen : fen + amount), 0);

/**
 * Compares a receipt with the proven entries that belong to it; returns null when none of them is the entry of the
 * gift.
 */
export function compareWithEntries(receipt: ShownReceipt, entries: readonly LeafEntry[]): Facts | null {
  const gift = entries.find(({ kind }) => kind === 'GIFT_RECEIVED');
  if (gift === undefined) return null;
  const reversal = entries.find(({ reversesId }) => reversesId === gift.id);
  const received = intoFunds(gift);
  const takenBack = reversal === undefined ? 0 : 0 - intoFunds(reversal);
  // The receipt of the part that was kept is named by the entry that gave the rest back.
  const isOfRest = reversal !== undefined && reversal.document === receipt.number;
  const amount = isOfRest ? received - takenBack : received;
  const differences: Fact[] = [];
  if (!isOfRest && gift.document !== receipt.number) differences.push('number');
  if (amount !== receipt.amount) differences.push('amount');
  if (gift.lines.map(([account]) => fundOf(account)).find((fund) => fund !== null) !== receipt.projectId)
    differences.push('project');
  return { gift, amount, takenBack: isOfRest ? 0 : takenBack, differences };
}
