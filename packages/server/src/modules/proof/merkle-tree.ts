import { hash } from 'node:crypto';

// The Merkle tree of RFC 6962, section 2.1 (RFC 9162 defines the same), as pure functions. Sizes go up to 2^53, so the
// code avoids bit operators.

/** A SHA-256 hash. */
export type Hash = Buffer;

const LEAF = Buffer.of(0);
const INNER = Buffer.of(1);
const sha256 = (...parts: Buffer[]): Hash => hash('sha256', Buffer.concat(parts), 'buffer');

export const leafHash = (leaf: string | Buffer): Hash => sha256(LEAF, Buffer.from(leaf));
export const parentHash = (left: Hash, right: Hash): Hash => sha256(INNER, left, right);

/** The root of a tree without leaves. */
export const EMPTY_ROOT: Hash = sha256();

/** The leaves from `start` to `end`, without `end`. */
export interface Range {
  start: number;
  end: number;
}

/** A complete subtree: the 2^level leaves from index * 2^level. Its hash never changes once its leaves exist. */
export interface Subtree {
  level: number;
  index: number;
}

/** Returns the largest power of two below `count`. The RFC splits a tree there. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/**
 * Returns the ranges whose roots lead from a leaf to the root of a tree of `size`, from the bottom up: PATH(m, D[n]).
 */
export function inclusionRanges(leaf: number, size: number): Range[] {
  const path: Range[] = [];
  let range = { start: 0, end: size };
  while (range.end - range.start > 1) {
    const middle = range.start + splitOf(range.end - range.start);
    const left = { start: range.start, end: middle };
    const right = { start: middle, end: range.end };
    path.push(leaf < middle ? right : left);
    range = leaf < middle ? left : right;
  }
  return path.reverse();
}

/** Returns the ranges whose roots show that the tree of `size` begins with the tree of `earlier`: PROOF(m, D[n]). */
export function consistencyRanges(earlier: number, size: number): Range[] {
  const path: Range[] = [];
  let range = { start: 0, end: size };
  // True while the walk has gone only left: then the remaining range is the earlier tree. The verifier knows its root,
  // so the proof leaves it out.
  let known = true;
  while (range.end !== earlier) {
    const middle = range.start + splitOf(range.end - range.start);
    const left = { start: range.start, end: middle };
    const right = { start: middle, end: range.end };
    path.push(earlier <= middle ? right : left);
    if (earlier > middle) known = false;
    range = earlier <= middle ? left : right;
  }
  if (!known) path.push(range);
  return path.reverse();
}

/** Splits a range of a tree into complete subtrees, largest first. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      level += 1;
      width *= 2;
    }
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
}

/** Returns the root over neighbouring subtrees whose sizes decrease from left to right. */
export const rootOf = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => parentHash(left, right));

/** Returns the hash of a complete subtree from the hashes of its 1, 2, 4, 8 … equal parts. */
export function joinHashes(parts: readonly Hash[]): Hash {
  let row = parts;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, index) => parentHash(row[index * 2]!, row[index * 2 + 1]!));
  return row[0]!;
}

/**
 * Only the hashes of every fourth level are stored, leaves included: 1.07 rows for each entry instead of 2. Hashes of
 * the levels between are computed from at most eight neighbours, so a proof still reads O(log n) rows, in few ranges.
 */
export const LEVELS_A_STEP = 4;
const WIDTH = 2 ** LEVELS_A_STEP;

/** Neighbouring stored hashes of one level: `count` of them from `index`. */
export interface StoredHashes {
  level: number;
  index: number;
  count: number;
}

/** Returns the stored hashes from which the hash of a complete subtree is computed. */
export function storedHashesOf({ level, index }: Subtree): StoredHashes {
  const count = 2 ** (level % LEVELS_A_STEP);
  return { level: level - (level % LEVELS_A_STEP), index: index * count, count };
}

/**
 * Returns the stored hashes at the right edge of a tree of `size`, by level: the ones that no stored hash above covers
 * yet.
 */
export function edgeOf(size: number): StoredHashes[] {
  const edge: StoredHashes[] = [];
  for (let level = 0, count = size; count > 0; level += LEVELS_A_STEP, count = Math.floor(count / WIDTH))
    edge.push({ level, index: count - (count % WIDTH), count: count % WIDTH });
  return edge;
}

/** A stored hash above the leaves. */
export interface NewNode extends Subtree {
  hash: Hash;
}

/** A tree that grows. It holds only its right edge: at most fifteen hashes for every four levels. */
export class GrowingTree {
  /** `edge` as `edgeOf(size)` lists it. */
  constructor(
    public size = 0,
    private readonly edge: Hash[][] = [],
  ) {}

  /** Adds a leaf. Returns the nodes that became complete with it and have to be stored. */
  append(leaf: Hash): NewNode[] {
    this.size += 1;
    const complete: NewNode[] = [];
    let hash = leaf;
    for (let step = 0, count = this.size; ; step += 1, count /= WIDTH) {
      if (step > 0) complete.push({ level: step * LEVELS_A_STEP, index: count - 1, hash });
      const row = (this.edge[step] ??= []);
      row.push(hash);
      if (row.length < WIDTH) return complete;
      hash = joinHashes(row);
      this.edge[step] = [];
    }
  }

  root(): Hash {
    const peaks = [...this.edge].reverse().flatMap((row) =>
      subtreesOf({ start: 0, end: row.length }).map(({ level, index }) => {
        const width = 2 ** level;
        return joinHashes(row.slice(index * width, (index + 1) * width));
      }),
    );
    return rootOf(peaks);
  }
}
