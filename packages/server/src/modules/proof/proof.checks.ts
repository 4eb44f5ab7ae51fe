import type { Check } from '../../db/check.js';
import type { Database } from '../../db/database.js';
import { idsFrom } from '../../lib/ids.js';
import { ledgerLog } from './ledger-log.js';
import { readHeads, readLeaves, type StoredLeaf } from './leaves.queries.js';
import { GrowingTree, leafHash, type NewNode } from './merkle-tree.js';
import { ProofKey, type TreeHead } from './proof.entities.js';
import { findNewestHead } from './proof.queries.js';
import type { SignedLog } from './signed-log.js';
import { isSignedBy } from './tree-head.js';

type Row = Record<string, unknown>;

/**
 * Limits the rows, because somebody who changes every row must not fill the memory of the check. A hundred rows show
 * what happened.
 */
const MOST_ROWS = 100;

/** The checks that the tree of a log is that of its rows. `entry` names a row: "journal entry". */
export const treeChecks = (log: SignedLog, entry: string): readonly Check[] => [
  {
    name: `every ${entry} is, row by row, the leaf that was signed`,
    async violations({ db }) {
      const rows: Row[] = [];
      for await (const row of compareWithHeads(log, db)) if (rows.push(row) === MOST_ROWS) break;
      return rows;
    },
  },
  {
    name: `the tree of every ${entry} has as many leaves as it says, and its newest head covers all of them`,
    sql: `SELECT * FROM (
            SELECT t.size, (SELECT COUNT(*) FROM ${log.tables}_leaves) AS leaves, (SELECT MAX(size)
            FROM ${log.tables}_heads) AS signed FROM ${log.tables}_tree t) AS counted
          WHERE size <> leaves OR size <> COALESCE(signed, 0)`,
  },
  {
    // An hour is much longer than the follower's slow round over a million entries.
    name: `every ${entry} is a leaf an hour later at most`,
    async violations({ db }) {
      const head = await findNewestHead(log, db.read);
      if (head === null) return [];
      const before = new Date(head.signedAt.getTime() - 3_600_000);
      return db.read.query<Row[]>(
        `SELECT e.id, e.kind FROM ${log.rows} e LEFT JOIN ${log.tables}_leaves l ON l.entry_id = e.id WHERE e.id < ?
          AND l.entry_id IS NULL LIMIT ${MOST_ROWS}`,
        [idsFrom(before.getTime())],
      );
    },
  },
];

export const proofChecks = treeChecks(ledgerLog, 'journal entry');

const WRONG_ROOT = 'the entries up to here are not those that were signed';

/**
 * Computes the tree again from the rows of the log, and yields every difference from what was stored and signed.
 */
async function* compareWithHeads(log: SignedLog, db: Database): AsyncGenerator<Row> {
  const newest = await findNewestHead(log, db.read);
  if (newest === null) return;
  const keys = new Map((await db.read.find(ProofKey)).map(({ keyId, publicKey }) => [keyId, publicKey]));
  const heads = flatten(readHeads(log, db.read, newest.size));
  let head: TreeHead | undefined = (await heads.next()).value;
  // `sound` is the size up to which everything equals what was signed. `diverged` is true after the first wrong root.
  let sound = 0;
  let diverged = false;
  const tree = new GrowingTree();
  for await (const leaves of readLeaves(log, db.read, newest.size)) {
    const nodes: NewNode[] = [];
    for (const leaf of leaves) {
      if (leaf.position !== tree.size)
        return yield { position: tree.size, fault: 'the leaf at this position is missing' };
      const fault = judgeLeaf(leaf);
      if (fault !== null) yield { position: leaf.position, entry: leaf.entryId, fault };
      // The tree continues with the stored hash, because that one was signed. So one changed row is one fault.
      nodes.push(...tree.append(Buffer.from(leaf.hash, 'hex')));
      if (head?.size !== tree.size) continue;
      const wrong =
        judgeHead(log, head, keys) ?? (!diverged && head.root !== tree.root().toString('hex') ? WRONG_ROOT : null);
      if (wrong !== null)
        yield {
          size: head.size,
          signedAt: head.signedAt,
          fault: wrong,
          ...(wrong === WRONG_ROOT ? { soundUpTo: sound } : {}),
        };
      if (wrong === WRONG_ROOT) diverged = true;
      else if (!diverged) sound = head.size;
      head = (await heads.next()).value;
    }
    yield* judgeNodes(log, db, nodes);
  }
  if (tree.size !== newest.size) yield { position: tree.size, fault: 'the leaf at this position is missing' };
}

/** Returns what is wrong with the entry of a leaf, or null when it is unchanged. */
function judgeLeaf({ leaf, hash }: StoredLeaf): string | null {
  if (leaf === undefined) return 'the entry is gone from the journal';
  if (leaf.foreign !== null) return `the entry holds a text that is not of our own words and numbers: ${leaf.foreign}`;
  const now = leaf.text === null ? null : leafHash(leaf.text).toString('hex');
  return now === hash ? null : 'the entry is not what it was when it was taken in';
}

function judgeHead(log: SignedLog, head: TreeHead, keys: ReadonlyMap<string, string>): string | null {
  const key = keys.get(head.keyId);
  return key !== undefined && isSignedBy(key, log.title, head)
    ? null
    : 'the signature of this head is not that of its key';
}

/** Compares stored nodes with the hashes of their leaves. */
async function* judgeNodes(log: SignedLog, db: Database, nodes: readonly NewNode[]): AsyncGenerator<Row> {
  for (const level of new Set(nodes.map((node) => node.level))) {
    const made = nodes.filter((node) => node.level === level);
    const rows = await db.read.query<{ position: number | string; hash: string }[]>(
      `SELECT position, hash FROM ${log.tables}_nodes WHERE level = ? AND position >= ? AND position <= ?`,
      [level, made[0]!.index, made.at(-1)!.index],
    );
    const stored = new Map(rows.map(({ position, hash }) => [Number(position), hash]));
    for (const { index, hash } of made) {
      if (stored.get(index) !== hash.toString('hex'))
        yield {
          level,
          node: index,
          from: index * 2 ** level,
          to: (index + 1) * 2 ** level - 1,
          fault: 'the stored hash over these positions is not that of their leaves',
        };
    }
  }
}

async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T, undefined> {
  for await (const batch of batches) yield* batch;
  return undefined;
}
