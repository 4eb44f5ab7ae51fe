import type { DocumentProofPartsFragment, ProofKeyPartsFragment, TreeHeadPartsFragment } from '@hongchuang/schema';
import { compareWithEntries, type Facts, type LeafEntry, type ShownReceipt } from './facts';
import { isConsistent, isSigned, walkPath, type Walk } from './verify';

/** Reads the hashes from the server that prove how the tree grew from one size to another. */
export type AskConsistency = (from: number, to: number) => Promise<readonly string[]>;

/** What is wrong, in the order of the checks. */
export type Fault = 'unsigned' | 'shrunk' | 'rewritten' | 'unnamed' | 'notInTree' | 'differs';

export type HeadVerdict =
  { state: 'good'; key: ProofKeyPartsFragment } | { state: 'bad'; fault: 'unsigned' | 'shrunk' | 'rewritten' };

/**
 * Checks that a head is signed by its key, and that its ledger begins with the whole ledger that this browser saw
 * before.
 */
export async function judgeHead(
  head: TreeHeadPartsFragment,
  keys: readonly ProofKeyPartsFragment[],
  seen: TreeHeadPartsFragment | undefined,
  ask: AskConsistency,
): Promise<HeadVerdict> {
  const key = keys.find(({ keyId }) => keyId === head.keyId);
  if (key === undefined || !isSigned(head, key.publicKey)) return { state: 'bad', fault: 'unsigned' };
  if (seen === undefined) return { state: 'good', key };
  if (head.size < seen.size) return { state: 'bad', fault: 'shrunk' };
  const proof = head.size === seen.size ? [] : await ask(seen.size, head.size);
  return isConsistent(seen, head, proof) ? { state: 'good', key } : { state: 'bad', fault: 'rewritten' };
}

/** An entry with its path to the root. */
export interface ProvenEntry {
  entry: LeafEntry;
  /** The leaf, byte for byte. */
  leaf: string;
  position: number;
  walk: Walk;
}

export type ReceiptVerdict =
  | { state: 'waiting' }
  | { state: 'proven'; head: TreeHeadPartsFragment; key: ProofKeyPartsFragment; facts: Facts; entries: ProvenEntry[] }
  | { state: 'failed'; fault: Fault; facts?: Facts };

/**
 * Verifies everything that a receipt's page says about its gift. The result rests only on what this browser computed
 * itself.
 */
export async function judgeReceipt(
  receipt: ShownReceipt,
  proof: DocumentProofPartsFragment | null,
  keys: readonly ProofKeyPartsFragment[],
  seen: TreeHeadPartsFragment | undefined,
  ask: AskConsistency,
): Promise<ReceiptVerdict> {
  if (proof === null) return { state: 'failed', fault: 'unnamed' };
  const { head } = proof;
  if (head === null || proof.entries.some(({ position }) => position === null)) return { state: 'waiting' };
  const verdict = await judgeHead(head, keys, seen, ask);
  if (verdict.state === 'bad') return { state: 'failed', fault: verdict.fault };
  const entries: ProvenEntry[] = [];
  for (const { leaf, position, path } of proof.entries) {
    const walk = walkPath(leaf, position!, head.size, path);
    if (walk === null || walk.root !== head.root) return { state: 'failed', fault: 'notInTree' };
    entries.push({ entry: JSON.parse(leaf) as LeafEntry, leaf, position: position!, walk });
  }
  const facts = compareWithEntries(
    receipt,
    entries.map(({ entry }) => entry),
  );
  if (facts === null) return { state: 'failed', fault: 'unnamed' };
  if (facts.differences.length > 0) return { state: 'failed', fault: 'differs', facts };
  return { state: 'proven', head, key: verdict.key, facts, entries };
}
