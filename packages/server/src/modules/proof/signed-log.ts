import type { EntityManager } from 'typeorm';
import type { ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
import { sqlIn } from '../../db/rows.js';

/**
 * An append-only table whose rows are leaves of a Merkle tree with signed heads. The tree's own tables are
 * `<tables>_tree`, `<tables>_leaves`, `<tables>_nodes` and `<tables>_heads`.
 */
export interface SignedLog {
  readonly tables: string;
  /** The table of the rows. Each id is a UUIDv7 of the transaction's moment. */
  readonly rows: string;
  readonly Leaf: typeof ProofLeaf;
  readonly Node: typeof ProofNode;
  readonly Head: typeof TreeHead;
  /** The first line of the bytes that are signed, so that no head of one log can pass for a head of another one. */
  readonly title: string;
  /** Returns the leaf of each id as its row is now; leaves out ids that do not exist. */
  readLeaves(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, LogLeaf>>;
}

/** A row as a leaf. */
export interface LogLeaf {
  /** The bytes that are hashed; null when the row cannot be a leaf, because somebody changed it. */
  readonly text: string | null;
  /** A text that is not of our own words, ids and numbers, so that it could be personal; null when there is none. */
  readonly foreign: string | null;
}

/** With a thousand ids or more, MariaDB turns the list into a table and may read the whole log. */
const IDS_A_QUERY = 500;

/** Splits `ids` into lists that one query can take. */
export function* idsForQueries(ids: readonly string[]): Generator<string[]> {
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) yield ids.slice(start, start + IDS_A_QUERY);
}

/** Returns the positions in the tree of those `ids` that are leaves. */
export async function findPlaces(
  log: SignedLog,
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  for (const some of idsForQueries(ids)) {
    const rows = await manager.query<{ entry_id: string; position: number | string }[]>(
      `SELECT entry_id, position FROM ${log.tables}_leaves WHERE ${sqlIn('entry_id', some)}`,
      some,
    );
    for (const { entry_id, position } of rows) places.set(entry_id, Number(position));
  }
  return places;
}
