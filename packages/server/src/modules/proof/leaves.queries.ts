import type { EntityManager } from 'typeorm';
import { readEntries, type LeafEntry } from './leaf.js';
import { TreeHead } from './proof.entities.js';

const AT_ONCE = 1_000;

export interface StoredLeaf {
  position: number;
  entryId: string;
  hash: string;
  /** As its rows are now; undefined when there is none. */
  entry: LeafEntry | undefined;
}

/** The leaves up to and without `size` in their order, a thousand at a time: memory does not grow with the ledger. Leaves never change, so no snapshot is needed. */
export async function* readLeaves(manager: EntityManager, size: number): AsyncGenerator<StoredLeaf[]> {
  for (let start = 0; start < size; start += AT_ONCE) {
    const rows = await manager.query<{ position: number | string; entry_id: string; hash: string }[]>(
      'SELECT position, entry_id, hash FROM proof_leaves WHERE position >= ? AND position < ? ORDER BY position',
      [start, Math.min(start + AT_ONCE, size)],
    );
    const entries = await readEntries(manager, rows.map(({ entry_id }) => entry_id));
    yield rows.map(({ position, entry_id, hash }) => ({ position: Number(position), entryId: entry_id, hash, entry: entries.get(entry_id) }));
  }
}

/** The heads up to `size`, the oldest first, a thousand at a time. */
export async function* readHeads(manager: EntityManager, size: number): AsyncGenerator<TreeHead[]> {
  for (let after = 0; ;) {
    const heads = await manager.createQueryBuilder(TreeHead, 'head').where('head.size > :after AND head.size <= :size', { after, size }).orderBy('head.size', 'ASC').limit(AT_ONCE).getMany();
    if (heads.length > 0) yield heads;
    if (heads.length < AT_ONCE) return;
    after = heads.at(-1)!.size;
  }
}
