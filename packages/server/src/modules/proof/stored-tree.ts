import type { EntityManager } from 'typeorm';
import {
  edgeOf,
  GrowingTree,
  joinHashes,
  rootOf,
  storedHashesOf,
  subtreesOf,
  type Hash,
  type Range,
  type StoredHashes,
} from './merkle-tree.js';
import type { SignedLog } from './signed-log.js';

/** How many ranges one statement reads: far below the limits of both databases. */
const RANGES_A_STATEMENT = 50;

interface HashRow {
  level: number | string;
  position: number | string;
  hash: string;
}

const keyOf = (level: number, index: number): string => `${level} ${index}`;

/**
 * Reads stored hashes by level and index. Each range is a part of a primary key, so the cost does not grow with the
 * tree.
 */
async function readStored(
  log: SignedLog,
  manager: EntityManager,
  ranges: readonly StoredHashes[],
): Promise<(range: StoredHashes) => Hash[]> {
  const found = new Map<string, Hash>();
  const asked = ranges.filter(({ count }) => count > 0);
  for (let start = 0; start < asked.length; start += RANGES_A_STATEMENT) {
    const part = asked.slice(start, start + RANGES_A_STATEMENT);
    const selects = part.map(({ level }) =>
      level === 0
        ? `SELECT 0 AS level, position, hash FROM ${log.tables}_leaves WHERE position >= ? AND position < ?`
        : `SELECT level, position, hash FROM ${log.tables}_nodes WHERE level = ${level} AND position >= ? AND position < ?`,
    );
    const rows = await manager.query<HashRow[]>(
      selects.join(' UNION ALL '),
      part.flatMap(({ index, count }) => [index, index + count]),
    );
    for (const { level, position, hash } of rows)
      found.set(keyOf(Number(level), Number(position)), Buffer.from(hash, 'hex'));
  }
  return ({ level, index, count }) =>
    Array.from({ length: count }, (_, offset) => {
      const hash = found.get(keyOf(level, index + offset));
      if (hash === undefined)
        throw new Error(`the tree of ${log.rows} has no hash at level ${level}, position ${index + offset}`);
      return hash;
    });
}

/** Returns the roots over ranges of a tree whose hashes are stored. */
export async function readRangeRoots(
  log: SignedLog,
  manager: EntityManager,
  ranges: readonly Range[],
): Promise<Hash[]> {
  const subtrees = ranges.map(subtreesOf);
  const stored = await readStored(log, manager, subtrees.flat().map(storedHashesOf));
  return subtrees.map((of) => rootOf(of.map((subtree) => joinHashes(stored(storedHashesOf(subtree))))));
}

/** Reads the right edge of the stored tree of `size` leaves, so that it can grow. */
export async function readGrowingTree(log: SignedLog, manager: EntityManager, size: number): Promise<GrowingTree> {
  const edge = edgeOf(size);
  const stored = await readStored(log, manager, edge);
  return new GrowingTree(size, edge.map(stored));
}
