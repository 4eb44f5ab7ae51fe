import type { EntityManager } from 'typeorm';
import type { TreeHead } from './proof.entities.js';
import type { LogLeaf, SignedLog } from './signed-log.js';

const AT_ONCE = 1_000;

export interface StoredLeaf {
  position: number;
  entryId: string;
  hash: string;
  /** The leaf as its row is now; undefined when there is no row. */
  leaf: LogLeaf | undefined;
}

/**
 * Reads the first `size` leaves in order, a thousand at a time, so that memory does not grow with the log. Needs no
 * snapshot, because leaves never change.
 */
export async function* readLeaves(log: SignedLog, manager: EntityManager, size: number): AsyncGenerator<StoredLeaf[]> {
  for (let start = 0; start < size; start += AT_ONCE) {
    const rows = await manager.query<{ position: number | string; entry_id: string; hash: string }[]>(
      `SELECT position, entry_id, hash FROM ${log.tables}_leaves WHERE position >= ? AND position < ? ORDER BY position`,
      [start, Math.min(start + AT_ONCE, size)],
    );
    const leaves = await log.readLeaves(
      manager,
      rows.map(({ entry_id }) => entry_id),
    );
    yield rows.map(({ position, entry_id, hash }) => ({
      position: Number(position),
      entryId: entry_id,
      hash,
      leaf: leaves.get(entry_id),
    }));
  }
}

/** Reads the heads up to `size`, oldest first, a thousand at a time. */
export async function* readHeads(log: SignedLog, manager: EntityManager, size: number): AsyncGenerator<TreeHead[]> {
  for (let after = 0; ;) {
    const heads = await manager
      .createQueryBuilder(log.Head, 'head')
      .where('head.size > :after AND head.size <= :size', { after, size })
      .orderBy('head.size', 'ASC')
      .limit(AT_ONCE)
      .getMany();
    if (heads.length > 0) yield heads;
    if (heads.length < AT_ONCE) return;
    after = heads.at(-1)!.size;
  }
}
