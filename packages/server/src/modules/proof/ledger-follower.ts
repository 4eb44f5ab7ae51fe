import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { idsFrom, momentOf } from '../../lib/ids.js';
import { canonicalLeaf, findPlaces, readEntries } from './leaf.js';
import { leafHash } from './merkle-tree.js';
import { ProofKey, ProofLeaf, ProofNode, TreeHead } from './proof.entities.js';
import { readGrowingTree } from './stored-tree.js';
import type { SigningKey } from './tree-head.js';

/** Entries that one transaction takes in, with one head. */
const BATCH = 1_000;
/** Most new entries that are looked up at once: looking costs as much as all that the last seconds brought, so it is done once for several batches. */
const LOOK = 20_000;
/** How far behind the newest leaf new entries are looked for at every turn. */
const OVERLAP_MS = 10_000;
/** Older entries that are looked at once more at every turn. */
const SWEEP = 1_000;
/** A turn ends after this long, and the next one goes on: a ledger that was never followed must not keep waiting what else is due. */
const TURN_MS = 5_000;

/**
 * Takes journal entries into the tree, off the path of those who post them.
 *
 * Which entries are not leaves yet must be found without reading the whole journal, and ids alone do not tell: an id carries the moment at
 * which its transaction began to act, and of two transactions the later one may commit first. So every turn looks twice. First at all
 * ids from ten seconds before the newest leaf on, less those that are leaves: its cost depends on what is new. Then at the next thousand ids of
 * a slow round over the whole journal, which finds what committed later than that, as after a long wait for a lock. A turn that
 * finds nothing writes nothing.
 *
 * What is found is only a hint. Whether it is a leaf already is decided in the transaction that appends it, under a lock of the tree's one row,
 * so several nodes may follow at once; leaves, nodes, size and signed head are written together, so a process may be killed at any instant.
 */
export class LedgerFollower {
  private running: Promise<void> | undefined;
  /** Where the slow round stands. */
  private sweptTo = '';

  constructor(private readonly services: Pick<Services, 'db' | 'clock'>, private readonly key: SigningKey) {}

  /** Takes in everything that is committed now, or as much of it as a turn allows. A call during another one waits for it and looks again, since that one may have looked too early. */
  async follow(): Promise<void> {
    while (this.running !== undefined) await this.running.catch(() => undefined);
    this.running = this.takeIn().finally(() => (this.running = undefined));
    return this.running;
  }

  private async takeIn(): Promise<void> {
    const { db, clock } = this.services;
    for (const startedAt = performance.now(); performance.now() - startedAt < TURN_MS;) {
      const fresh = await findFresh(db.read, clock.now());
      for (let start = 0; start < fresh.length; start += BATCH) {
        await this.append(fresh.slice(start, start + BATCH));
        // SQLite answers without leaving the event loop's turn: unless it ends here, nobody else is served between two batches.
        await endOfTurn();
      }
      if (fresh.length < LOOK) break;
    }
    const { ids, missing } = await readRound(db.read, this.sweptTo);
    await this.append(missing);
    this.sweptTo = ids.length < SWEEP ? '' : ids.at(-1)!;
  }

  private async append(candidates: readonly string[]): Promise<void> {
    if (candidates.length === 0) return;
    await this.services.db.transact(async (tx) => {
      const size = await lockTree(tx);
      const ids = await withoutLeaves(tx.manager, candidates);
      if (ids.length > 0) await appendEntries(tx, size, ids, this.key);
    });
  }
}

/** Ids around and behind the newest leaf that are no leaves, the oldest first. */
async function findFresh(manager: EntityManager, now: Date): Promise<string[]> {
  const [row] = await manager.query<{ newest: string | null }[]>('SELECT MAX(entry_id) AS newest FROM proof_leaves');
  // A leaf from a moment to come, when a clock was wrong, must not hide what is posted until then.
  const from = row?.newest ? idsFrom(Math.min(momentOf(row.newest), now.getTime()) - OVERLAP_MS) : '';
  const rows = await manager.query<{ id: string }[]>(
    `SELECT e.id FROM journal_entries e LEFT JOIN proof_leaves l ON l.entry_id = e.id WHERE e.id >= ? AND l.entry_id IS NULL ORDER BY e.id LIMIT ${LOOK}`,
    [from],
  );
  return rows.map(({ id }) => id);
}

/** The next ids of the slow round, and those among them that are no leaves. */
async function readRound(manager: EntityManager, after: string): Promise<{ ids: string[]; missing: string[] }> {
  const rows = await manager.query<{ id: string; leaf: string | null }[]>(
    `SELECT e.id, l.entry_id AS leaf FROM (SELECT id FROM journal_entries WHERE id > ? ORDER BY id LIMIT ${SWEEP}) e LEFT JOIN proof_leaves l ON l.entry_id = e.id ORDER BY e.id`,
    [after],
  );
  return { ids: rows.map(({ id }) => id), missing: rows.filter(({ leaf }) => leaf === null).map(({ id }) => id) };
}

/** Locks the tree against other followers until the commit; answers how many leaves it has. */
async function lockTree(tx: Tx): Promise<number> {
  await addToCounters(tx, 'proof_tree', { id: 1 }, { size: 0 });
  const [row] = await tx.manager.query<{ size: number | string }[]>('SELECT size FROM proof_tree WHERE id = 1');
  return Number(row!.size);
}

async function withoutLeaves(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
  const places = await findPlaces(manager, ids);
  return ids.filter((id) => !places.has(id));
}

/** Appends entries to the locked tree of `size` and signs its new head. */
async function appendEntries(tx: Tx, size: number, ids: readonly string[], key: SigningKey): Promise<void> {
  const entries = await readEntries(tx.manager, ids);
  const tree = await readGrowingTree(tx.manager, size);
  const leaves: ProofLeaf[] = [];
  const nodes: ProofNode[] = [];
  for (const id of ids) {
    const hash = leafHash(canonicalLeaf(entries.get(id)!));
    leaves.push({ position: tree.size, entryId: id, hash: hash.toString('hex') });
    for (const node of tree.append(hash)) nodes.push({ level: node.level, position: node.index, hash: node.hash.toString('hex') });
  }
  insertRows(tx, ProofLeaf, leaves);
  insertRows(tx, ProofNode, nodes);
  await addToCounters(tx, 'proof_tree', { id: 1 }, { size: ids.length });
  if (!(await tx.manager.existsBy(ProofKey, { keyId: key.keyId }))) await tx.manager.insert(ProofKey, { keyId: key.keyId, publicKey: key.publicKey, since: tx.now });
  const [last] = await tx.manager.find(TreeHead, { order: { size: 'DESC' }, take: 1 });
  // Never before the head it follows: the clocks of two nodes differ by a little.
  const signedAt = new Date(Math.max(tx.now.getTime(), last?.signedAt.getTime() ?? 0));
  await tx.manager.insert(TreeHead, key.sign({ size: tree.size, root: tree.root().toString('hex'), signedAt }));
}
