import type { EntityManager } from 'typeorm';
import { canonicalLeaf, readEntries } from './leaf.js';
import { ledgerLog } from './ledger-log.js';
import { consistencyRanges, inclusionRanges } from './merkle-tree.js';
import type { TreeHead } from './proof.entities.js';
import { DocumentProof, EntryProof } from './proof.types.js';
import { findPlaces, type SignedLog } from './signed-log.js';
import { readRangeRoots } from './stored-tree.js';

/** How many entries of one document are read, with those that reverse one of them. In practice there are one or two. */
const ENTRIES_OF_DOCUMENT = 20;

const toHex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

/** Returns the newest head of a log, or null while the log is empty. */
export async function findNewestHead(log: SignedLog, manager: EntityManager): Promise<TreeHead | null> {
  const [head] = await manager.find(log.Head, { order: { size: 'DESC' }, take: 1 });
  return head ?? null;
}

/**
 * Returns the ids of the entries that name `document`, of those that reverse one of them, and of those that they
 * reverse.
 */
async function findEntriesOf(manager: EntityManager, document: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM journal_entries WHERE document = ?
     UNION SELECT r.id FROM journal_entries e JOIN journal_entries r ON r.reverses_id = e.id WHERE e.document = ?
     UNION SELECT e.reverses_id FROM journal_entries e WHERE e.document = ? AND e.reverses_id IS NOT NULL
     ORDER BY id LIMIT ${ENTRIES_OF_DOCUMENT}`,
    [document, document, document],
  );
  return rows.map(({ id }) => id);
}

/** Returns the entries of a document, each with its path to the newest head; null when no entry names the document. */
export async function proveDocument(manager: EntityManager, document: string): Promise<DocumentProof | null> {
  const ids = await findEntriesOf(manager, document);
  if (ids.length === 0) return null;
  // Reads the head first. Entries that join the tree afterwards are then not covered yet.
  const head = await findNewestHead(ledgerLog, manager);
  const entries = await readEntries(manager, ids);
  const places = await findPlaces(ledgerLog, manager, ids);
  const proofs: EntryProof[] = [];
  for (const [id, entry] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const leaf = canonicalLeaf(entry);
    const position = places.get(id);
    const covered = head !== null && position !== undefined && position < head.size;
    const path = covered ? toHex(await readRangeRoots(ledgerLog, manager, inclusionRanges(position, head.size))) : [];
    proofs.push(Object.assign(new EntryProof(), { leaf, position: covered ? position : null, path }));
  }
  return Object.assign(new DocumentProof(), { document, head, entries: proofs });
}

/** Returns the hashes that show that the tree of `size` begins with the tree of `earlier`. */
export async function proveConsistency(
  log: SignedLog,
  manager: EntityManager,
  earlier: number,
  size: number,
): Promise<string[]> {
  return toHex(await readRangeRoots(log, manager, consistencyRanges(earlier, size)));
}
