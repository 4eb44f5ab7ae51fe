import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import { addToCounters } from '../../db/counters.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { idsFrom, momentOf } from '../../lib/ids.js';
import { leafHash } from './merkle-tree.js';
import { ProofKey, type ProofLeaf, type ProofNode } from './proof.entities.js';
import { findPlaces, type SignedLog } from './signed-log.js';
import { readGrowingTree } from './stored-tree.js';
import type { SigningKey } from './tree-head.js';

/** How many entries one transaction appends to the tree, with one head. */
const BATCH = 1_000;
/**
 * How many new entries one query finds at most. The query costs as much as everything that the last seconds brought, so
 * one query serves several batches.
 */
const LOOK = 20_000;
/** How far before the newest leaf every turn looks for new entries. */
const OVERLAP_MS = 10_000;
/** How many older entries every turn looks at again. */
const SWEEP = 1_000;
/**
 * How long a turn takes new entries in. The next turn continues, so that a ledger with a long backlog does not delay
 * other jobs.
 */
const TURN_MS = 5_000;

/**
 * Appends the rows of a log to its tree, outside the requests that write them.
 *
 * New entries must be found without reading the whole log, and ids alone are not enough. An id contains the time at
 * which its transaction began, and the later of two transactions may commit first. So every turn looks twice. First it
 * reads all ids from ten seconds before the newest leaf, without those that are leaves; the cost depends on the number
 * of new entries. Then it reads the next thousand ids of a slow round over the whole log. This round finds entries
 * that committed later than that, for example after a long wait for a lock. A turn that finds nothing writes nothing.
 *
 * The ids that a turn finds are only candidates. The transaction that appends them decides which ones are already
 * leaves, under a lock on the tree's one row, so several nodes may follow at once. Leaves, nodes, size and signed head
 * are written together, so a process may be killed at any time.
 */
export class LogFollower {
  private running: Promise<void> | undefined;
  /** The last id that the slow round has read. */
  private sweptTo = '';

  constructor(
    private readonly services: Pick<Services, 'db' | 'clock'>,
    private readonly key: SigningKey,
    private readonly log: SignedLog,
  ) {}

  /**
   * Appends everything that is committed now, or as much as one turn allows. A call during another call waits for that
   * one and then looks again, because the other one may have looked too early.
   */
  async follow(): Promise<void> {
    while (this.running !== undefined) await this.running.catch(() => undefined);
    this.running = this.takeIn().finally(() => (this.running = undefined));
    return this.running;
  }

  private async takeIn(): Promise<void> {
    const { db, clock } = this.services;
    for (const startedAt = performance.now(); performance.now() - startedAt < TURN_MS;) {
      const fresh = await findFresh(this.log, db.read, clock.now());
      for (let start = 0; start < fresh.length; start += BATCH) {
        await this.append(fresh.slice(start, start + BATCH));
        // SQLite returns without ending the turn of the event loop. Ending it here lets other requests run between two
        // batches.
        await endOfTurn();
      }
      if (fresh.length < LOOK) break;
    }
    const { ids, missing } = await readRound(this.log, db.read, this.sweptTo);
    await this.append(missing);
    this.sweptTo = ids.length < SWEEP ? '' : ids.at(-1)!;
  }

  private async append(candidates: readonly string[]): Promise<void> {
    if (candidates.length === 0) return;
    await this.services.db.transact(async (tx) => {
      const size = await lockTree(this.log, tx);
      const ids = await withoutLeaves(this.log, tx.manager, candidates);
      if (ids.length > 0) await appendEntries(this.log, tx, size, ids, this.key);
    });
  }
}

/** Returns ids after and shortly before the newest leaf that are no leaves, oldest first. */
async function findFresh(log: SignedLog, manager: EntityManager, now: Date): Promise<string[]> {
  const [row] = await manager.query<{ newest: string | null }[]>(
    `SELECT MAX(entry_id) AS newest FROM ${log.tables}_leaves`,
  );
  // When a clock was wrong, a leaf may lie in the future. The minimum makes sure that entries before that time are
  // still found.
  const from = row?.newest ? idsFrom(Math.min(momentOf(row.newest), now.getTime()) - OVERLAP_MS) : '';
  const rows = await manager.query<{ id: string }[]>(
    `SELECT e.id FROM ${log.rows} e LEFT JOIN ${log.tables}_leaves l ON l.entry_id = e.id WHERE e.id >= ? AND l.entry_id IS NULL ORDER BY e.id LIMIT ${LOOK}`,
    [from],
  );
  return rows.map(({ id }) => id);
}

/** Returns the next ids of the slow round, and those among them that are no leaves. */
async function readRound(
  log: SignedLog,
  manager: EntityManager,
  after: string,
): Promise<{ ids: string[]; missing: string[] }> {
  const rows = await manager.query<{ id: string; leaf: string | null }[]>(
    `SELECT e.id, l.entry_id AS leaf FROM (SELECT id FROM ${log.rows} WHERE id > ? ORDER BY id LIMIT ${SWEEP}) e LEFT JOIN ${log.tables}_leaves l ON l.entry_id = e.id ORDER BY e.id`,
    [after],
  );
  return { ids: rows.map(({ id }) => id), missing: rows.filter(({ leaf }) => leaf === null).map(({ id }) => id) };
}

/** Locks the tree against other followers until the commit. Returns the number of leaves. */
async function lockTree(log: SignedLog, tx: Tx): Promise<number> {
  await addToCounters(tx, `${log.tables}_tree`, { id: 1 }, { size: 0 });
  const [row] = await tx.manager.query<{ size: number | string }[]>(`SELECT size FROM ${log.tables}_tree WHERE id = 1`);
  return Number(row!.size);
}

async function withoutLeaves(log: SignedLog, manager: EntityManager, ids: readonly string[]): Promise<string[]> {
  const places = await findPlaces(log, manager, ids);
  return ids.filter((id) => !places.has(id));
}

/** Appends entries to the locked tree of `size` leaves and signs its new head. */
async function appendEntries(
  log: SignedLog,
  tx: Tx,
  size: number,
  ids: readonly string[],
  key: SigningKey,
): Promise<void> {
  const texts = await log.readLeaves(tx.manager, ids);
  const tree = await readGrowingTree(log, tx.manager, size);
  const leaves: ProofLeaf[] = [];
  const nodes: ProofNode[] = [];
  for (const id of ids) {
    const hash = leafHash(texts.get(id)!.text!);
    leaves.push({ position: tree.size, entryId: id, hash: hash.toString('hex') });
    for (const node of tree.append(hash))
      nodes.push({ level: node.level, position: node.index, hash: node.hash.toString('hex') });
  }
  insertRows(tx, log.Leaf, leaves);
  insertRows(tx, log.Node, nodes);
  await addToCounters(tx, `${log.tables}_tree`, { id: 1 }, { size: ids.length });
  if (!(await tx.manager.existsBy(ProofKey, { keyId: key.keyId })))
    await tx.manager.insert(ProofKey, { keyId: key.keyId, publicKey: key.publicKey, since: tx.now });
  const [last] = await tx.manager.find(log.Head, { order: { size: 'DESC' }, take: 1 });
  // A head is never earlier than the head before it, although the clocks of two nodes differ a little.
  const signedAt = new Date(Math.max(tx.now.getTime(), last?.signedAt.getTime() ?? 0));
  await tx.manager.insert(
    log.Head,
    key.sign(log.title, { size: tree.size, root: tree.root().toString('hex'), signedAt }),
  );
}
