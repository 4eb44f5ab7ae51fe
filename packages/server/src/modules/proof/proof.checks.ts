import type { Check } from '../../db/check.js';
import type { Database } from '../../db/database.js';
import { idsFrom } from '../../lib/ids.js';
import { findForeignText } from '../ledger/index.js';
import { canonicalLeaf, type LeafEntry } from './leaf.js';
import { readHeads, readLeaves, type StoredLeaf } from './leaves.queries.js';
import { GrowingTree, leafHash, type NewNode } from './merkle-tree.js';
import { ProofKey, type TreeHead } from './proof.entities.js';
import { findNewestHead } from './proof.queries.js';
import { isSignedBy } from './tree-head.js';

type Row = Record<string, unknown>;

/** Enough to see what happened: whoever changes every row must not fill the memory of who looks. */
const MOST_ROWS = 100;

export const proofChecks: readonly Check[] = [
  {
    name: 'every journal entry is, row by row, the leaf that was signed',
    async violations({ db }) {
      const rows: Row[] = [];
      for await (const row of compareWithHeads(db)) if (rows.push(row) === MOST_ROWS) break;
      return rows;
    },
  },
  {
    name: 'the tree has as many leaves as it says, and its newest head covers all of them',
    sql: `SELECT * FROM (
            SELECT t.size, (SELECT COUNT(*) FROM proof_leaves) AS leaves, (SELECT MAX(size) FROM proof_heads) AS signed FROM proof_tree t) AS counted
          WHERE size <> leaves OR size <> COALESCE(signed, 0)`,
  },
  {
    // An hour is much longer than the follower's slow round over a million entries takes.
    name: 'every entry of the journal is a leaf an hour later at most',
    async violations({ db }) {
      const head = await findNewestHead(db.read);
      if (head === null) return [];
      const before = new Date(head.signedAt.getTime() - 3_600_000);
      return db.read.query<Row[]>(
        `SELECT e.id, e.kind, e.posted_at FROM journal_entries e LEFT JOIN proof_leaves l ON l.entry_id = e.id WHERE e.id < ? AND l.entry_id IS NULL LIMIT ${MOST_ROWS}`,
        [idsFrom(before.getTime())],
      );
    },
  },
];

const WRONG_ROOT = 'the entries up to here are not those that were signed';

/** Works the tree out anew from the rows of the journal, and names what differs from what was stored and signed. */
async function* compareWithHeads(db: Database): AsyncGenerator<Row> {
  const newest = await findNewestHead(db.read);
  if (newest === null) return;
  const keys = new Map((await db.read.find(ProofKey)).map(({ keyId, publicKey }) => [keyId, publicKey]));
  const heads = flatten(readHeads(db.read, newest.size));
  let head: TreeHead | undefined = (await heads.next()).value;
  // The size up to which all is as it was signed, and whether it no longer is.
  let sound = 0;
  let diverged = false;
  const tree = new GrowingTree();
  for await (const leaves of readLeaves(db.read, newest.size)) {
    const nodes: NewNode[] = [];
    for (const leaf of leaves) {
      if (leaf.position !== tree.size) return yield { position: tree.size, fault: 'the leaf at this position is missing' };
      const fault = judgeLeaf(leaf);
      if (fault !== null) yield { position: leaf.position, entry: leaf.entryId, fault };
      // The stored hash is what was signed; with it the tree goes on, so that one changed row is one fault.
      nodes.push(...tree.append(Buffer.from(leaf.hash, 'hex')));
      if (head?.size !== tree.size) continue;
      const wrong = judgeHead(head, keys) ?? (!diverged && head.root !== tree.root().toString('hex') ? WRONG_ROOT : null);
      if (wrong !== null) yield { size: head.size, signedAt: head.signedAt, fault: wrong, ...(wrong === WRONG_ROOT ? { soundUpTo: sound } : {}) };
      if (wrong === WRONG_ROOT) diverged = true;
      else if (!diverged) sound = head.size;
      head = (await heads.next()).value;
    }
    yield* judgeNodes(db, nodes);
  }
  if (tree.size !== newest.size) yield { position: tree.size, fault: 'the leaf at this position is missing' };
}

/** What is wrong with the entry of a leaf; null when it is the one that was taken in. */
function judgeLeaf({ entry, hash }: StoredLeaf): string | null {
  if (entry === undefined) return 'the entry is gone from the journal';
  const foreign = findForeignText(entry);
  if (foreign !== null) return `the entry holds a text that is not of our own words and numbers: ${foreign}`;
  return leafHashOf(entry) === hash ? null : 'the entry is not what it was when it was taken in';
}

/** The hash of an entry; null where its rows cannot be an entry at all. */
function leafHashOf(entry: LeafEntry): string | null {
  return Number.isNaN(entry.postedAt.getTime()) ? null : leafHash(canonicalLeaf(entry)).toString('hex');
}

function judgeHead(head: TreeHead, keys: ReadonlyMap<string, string>): string | null {
  const key = keys.get(head.keyId);
  return key !== undefined && isSignedBy(key, head) ? null : 'the signature of this head is not that of its key';
}

/** Compares stored nodes with what their leaves make. */
async function* judgeNodes(db: Database, nodes: readonly NewNode[]): AsyncGenerator<Row> {
  for (const level of new Set(nodes.map((node) => node.level))) {
    const made = nodes.filter((node) => node.level === level);
    const rows = await db.read.query<{ position: number | string; hash: string }[]>(
      'SELECT position, hash FROM proof_nodes WHERE level = ? AND position >= ? AND position <= ?',
      [level, made[0]!.index, made.at(-1)!.index],
    );
    const stored = new Map(rows.map(({ position, hash }) => [Number(position), hash]));
    for (const { index, hash } of made) {
      if (stored.get(index) !== hash.toString('hex')) yield { level, node: index, from: index * 2 ** level, to: (index + 1) * 2 ** level - 1, fault: 'the stored hash over these positions is not that of their leaves' };
    }
  }
}

async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch;
  return undefined;
}
