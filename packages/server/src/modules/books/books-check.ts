import type { EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import type { Database } from '../../db/database.js';
import { limitExceeded } from '../../errors.js';
import { toFen } from '../../lib/money.js';
import { BookLineKind, BooksCheck } from './book-line.js';
import { readBookLines } from './books.queries.js';

/** A result is as good as new for this long: anyone may ask, and each asking reads all the books. */
const FRESH_MS = 5_000;
/** How many different books are read at once. */
const AT_ONCE = 20;

/** One number of SQL that answers it as `fen`; nothing summed up is zero. */
async function fen(manager: EntityManager, sql: string, parameters: readonly string[]): Promise<number> {
  const [row] = await manager.query<{ fen: number | string | null }[]>(sql, [...parameters]);
  return toFen(row?.fen ?? 0);
}

/** Works the total of a project, or of all, out anew from each place in which it stands. */
async function checkBooks(manager: EntityManager, at: Date, projectId: string | null): Promise<BooksCheck> {
  const one = projectId === null ? [] : [projectId];
  const of = (column: string) => (projectId === null ? '' : `AND ${column} = ?`);
  const fund = projectId === null ? 'fund:%' : `fund:${projectId}`;
  const accounts = [`${fund}:received`, `${fund}:refunded`];
  let exported = 0;
  let lines = 0;
  for await (const batch of readBookLines(manager, { projectId, kinds: null })) {
    lines += batch.length;
    for (const { kind, amount } of batch) if (kind !== BookLineKind.RELEASE) exported += amount;
  }
  return Object.assign(new BooksCheck(), {
    at,
    shown: await fen(manager, `SELECT SUM(raised_fen) AS fen FROM project_counters WHERE 1 = 1 ${of('project_id')}`, one),
    ledger: await fen(manager, 'SELECT 0 - SUM(balance_fen) AS fen FROM ledger_accounts WHERE code LIKE ? OR code LIKE ?', accounts),
    postings: await fen(manager, 'SELECT 0 - SUM(amount_fen) AS fen FROM postings WHERE account_code LIKE ? OR account_code LIKE ?', accounts),
    gifts: await fen(manager, `SELECT SUM(amount_fen + matched_fen - refunded_fen) AS fen FROM pledges WHERE status = 'PAID' ${of('project_id')}`, one),
    receipts: await fen(manager, `SELECT SUM(r.amount_fen) AS fen FROM receipts r JOIN pledges p ON p.id = r.pledge_id WHERE r.voided_at IS NULL ${of('p.project_id')}`, one),
    exported,
    lines,
  });
}

/** Checks of one server, so that a crowd that checks the same books reads them once. */
class BooksChecker {
  private readonly running = new Map<string, { at: number; result: Promise<BooksCheck> }>();

  constructor(private readonly services: Pick<Services, 'db' | 'clock'>) {}

  check(projectId: string | null): Promise<BooksCheck> {
    const key = projectId ?? '';
    const now = performance.now();
    for (const [old, { at }] of this.running) if (now - at > FRESH_MS) this.running.delete(old);
    const known = this.running.get(key);
    if (known !== undefined) return known.result;
    if (this.running.size >= AT_ONCE) throw limitExceeded('books.busy');
    const { db, clock } = this.services;
    // One view of everything: gifts that come meanwhile must not make the figures differ.
    const result = db.snapshot((manager) => checkBooks(manager, clock.now(), projectId));
    this.running.set(key, { at: now, result });
    // A failure is not a result: whoever asks next has it worked out anew.
    result.catch(() => this.running.delete(key));
    return result;
  }
}

const checkers = new WeakMap<Database, BooksChecker>();

/** The one checker of a server. */
export function checkerOf({ db, clock }: Services): BooksChecker {
  const checker = checkers.get(db) ?? new BooksChecker({ db, clock });
  checkers.set(db, checker);
  return checker;
}
