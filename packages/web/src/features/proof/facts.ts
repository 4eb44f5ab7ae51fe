/** The receipt as the page shows it. */
export interface ShownReceipt {
  number: string;
  amount: number;
  projectId: string;
}

/** A journal entry as its leaf has it; docs/proof.md describes each part. */
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
  /** What the entries say that the receipt is for, in fen. */
  amount: number;
  /** What an entry took back of the gift later, in fen. */
  takenBack: number;
  /** What the page shows otherwise than the ledger has it. */
  differences: Fact[];
}

const fundOf = (account: string): string | null => /^fund:(.+):(?:received|refunded)$/.exec(account)?.[1] ?? null;

/** What an entry brings into funds, in fen; what it takes out is below zero. Funds are credits, so the sign turns. */
const intoFunds = ({ lines }: LeafEntry): number => 0 - lines.reduce((fen, [account, amount]) => (fundOf(account) === null ? fen : fen + amount), 0);

/** Compares a receipt with the proven entries that belong to it; null when none of them is the gift's. */
export function compareWithEntries(receipt: ShownReceipt, entries: readonly LeafEntry[]): Facts | null {
  const gift = entries.find(({ kind }) => kind === 'GIFT_RECEIVED');
  if (gift === undefined) return null;
  const reversal = entries.find(({ reversesId }) => reversesId === gift.id);
  const received = intoFunds(gift);
  const takenBack = reversal === undefined ? 0 : 0 - intoFunds(reversal);
  // A receipt of what was kept is named by the entry that gave the rest back.
  const isOfRest = reversal !== undefined && reversal.document === receipt.number;
  const amount = isOfRest ? received - takenBack : received;
  const differences: Fact[] = [];
  if (!isOfRest && gift.document !== receipt.number) differences.push('number');
  if (amount !== receipt.amount) differences.push('amount');
  if (gift.lines.map(([account]) => fundOf(account)).find((fund) => fund !== null) !== receipt.projectId) differences.push('project');
  return { gift, amount, takenBack: isOfRest ? 0 : takenBack, differences };
}
