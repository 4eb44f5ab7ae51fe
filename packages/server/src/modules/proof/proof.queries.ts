import type { EntityManager } from 'typeorm';
import { canonicalLeaf, findPlaces, readEntries } from './leaf.js';
import { consistencyRanges, inclusionRanges } from './merkle-tree.js';
import { TreeHead } from './proof.entities.js';
import { DocumentProof, EntryProof } from './proof.types.js';
import { readRangeRoots } from './stored-tree.js';

/** Entries of one document, and those that take one of them back: in practice one or two. */
const ENTRIES_OF_DOCUMENT = 20;

const toHex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

/** The newest head; null while the ledger is empty. */
export async function findNewestHead(manager: EntityManager): Promise<TreeHead | null> {
  const [head] = await manager.find(TreeHead, { order: { size: 'DESC' }, take: 1 });
  return head ?? null;
}

/** Ids of the entries that name `document`, of those that take one of them back, and of those that they take back. */
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

/** What the ledger holds of a document, each entry with its path to the newest head; null when no entry names it. */
export async function proveDocument(manager: EntityManager, document: string): Promise<DocumentProof | null> {
  const ids = await findEntriesOf(manager, document);
  if (ids.length === 0) return null;
  // The head first: what joins the tree meanwhile is then simply not covered yet.
  const head = await findNewestHead(manager);
  const entries = await readEntries(manager, ids);
  const places = await findPlaces(manager, ids);
  const proofs: EntryProof[] = [];
  for (const [id, entry] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const leaf = canonicalLeaf(entry);
    const position = places.get(id);
    const covered = head !== null && position !== undefined && position < head.size;
    const path = covered ? toHex(await readRangeRoots(manager, inclusionRanges(position, head.size))) : [];
    proofs.push(Object.assign(new EntryProof(), { leaf, position: covered ? position : null, path }));
  }
  return Object.assign(new DocumentProof(), { document, head, entries: proofs });
}

/** The hashes that show that the tree of `size` begins with the tree of `earlier`. */
export async function proveConsistency(manager: EntityManager, earlier: number, size: number): Promise<string[]> {
  return toHex(await readRangeRoots(manager, consistencyRanges(earlier, size)));
}
