import type { EntityManager } from 'typeorm';
import { onePerServer, type Services } from '../../context.js';
import { limitExceeded } from '../../errors.js';
import { sumFen, toFen } from '../../lib/money.js';
import { FUND } from '../ledger/index.js';
import { BooksCheck, BooksDifference, BooksFigures, BooksOwnCheck, FIGURES } from './book-line.js';
import { readBookLines } from './books.queries.js';
import { WHOLE } from './books.scope.js';
import { shownEntry } from './line-kinds.js';
import { beginsWith, ownPlaces } from './own-means.js';
import { csvAmount, xlsxAmount } from './formats.js';

/** A result is reused for this long, because anybody may ask for a check and each check reads all the books. */
const FRESH_MS = 5_000;
/** At most this many different checks run at once. */
const AT_ONCE = 20;

/** At most this many projects that differ are named. */
const MAX_NAMED = 100;

/** The sums that one place has, by project. */
type ByProject = Map<string, number>;

/** Runs SQL that returns a project and its sum as `id` and `fen`. */
async function sums(manager: EntityManager, sql: string, parameters: readonly string[]): Promise<ByProject> {
  const rows = await manager.query<{ id: string; fen: number | string }[]>(sql, [...parameters]);
  return new Map(rows.map(({ id, fen }) => [id, toFen(fen)]));
}

/** Whether entries of this kind pay out of a fund. The compared totals are what came into the funds, less refunds. */
const isReleased = (entryKind: string): boolean => {
  const { on } = shownEntry(entryKind);
  return 'part' in on && on.part === 'released';
};

/**
 * Returns the amounts that each export writes, read back from its output: funds by project, the charity's own movements
 * by kind.
 */
async function readExports(
  manager: EntityManager,
  projectId: string | null,
): Promise<{
  exported: ByProject;
  spreadsheet: ByProject;
  own: Record<'exported' | 'spreadsheet', ByProject>;
  lines: number;
}> {
  const [exported, spreadsheet]: [ByProject, ByProject] = [new Map(), new Map()];
  const own = { exported: new Map<string, number>(), spreadsheet: new Map<string, number>() };
  let lines = 0;
  const add = (to: ByProject, id: string, fen: number) => to.set(id, toFen((to.get(id) ?? 0) + fen));
  for await (const batch of readBookLines(manager, { ...WHOLE, projectId })) {
    lines += batch.length;
    for (const { entryKind, amount, projectId: ofProject, own: ownKind } of batch) {
      if (isReleased(entryKind)) continue;
      const [to, key] = ofProject === null ? [own, ownKind!] : [{ exported, spreadsheet }, ofProject];
      add(
        to.exported,
        key,
        toFen(
          csvAmount(amount)
            .decimal.replace('.', '')
            .replace(/^(-?)0+(?=\d)/, '$1'),
        ),
      );
      add(to.spreadsheet, key, toFen((xlsxAmount(amount) * 100).toFixed(0)));
    }
  }
  return { exported, spreadsheet, own, lines };
}

/**
 * Returns the charity's own movements by kind, from each place that has their sum. Amounts have the bank's sign: money
 * that came in is above zero.
 */
async function checkOwn(
  manager: EntityManager,
  exports: Record<'exported' | 'spreadsheet', ByProject>,
): Promise<BooksOwnCheck[]> {
  const checks: BooksOwnCheck[] = [];
  for (const { kind, words, bookedFen } of ownPlaces()) {
    const [ledger] = (
      await sums(
        manager,
        `SELECT 'own' AS id, COALESCE(0 - SUM(balance_fen), 0) AS fen FROM ledger_accounts WHERE ${beginsWith('code', words)}`,
        [],
      )
    ).values();
    const [postings] = (
      await sums(
        manager,
        `SELECT 'own' AS id, COALESCE(0 - SUM(amount_fen), 0) AS fen FROM postings WHERE ${beginsWith('account_code', words)}`,
        [],
      )
    ).values();
    checks.push(
      Object.assign(new BooksOwnCheck(), {
        kind,
        ledger,
        postings,
        booked: await bookedFen(manager),
        exported: exports.exported.get(kind) ?? 0,
        spreadsheet: exports.spreadsheet.get(kind) ?? 0,
      }),
    );
  }
  return checks;
}

/** Computes the total of one project, or of all, from each place that has it, project by project. */
async function checkBooks(manager: EntityManager, at: Date, projectId: string | null): Promise<BooksCheck> {
  const one = projectId === null ? [] : [projectId];
  const of = (column: string) => (projectId === null ? '' : `AND ${column} = ?`);
  const ofFunds = `a.kind = '${FUND}' AND a.part IN ('received', 'refunded') ${of('a.owner_id')}`;
  const { lines, own, ...exports } = await readExports(manager, projectId);
  const places: Record<(typeof FIGURES)[number], ByProject> = {
    shown: await sums(
      manager,
      `SELECT project_id AS id, raised_fen AS fen FROM project_counters WHERE 1 = 1 ${of('project_id')}`,
      one,
    ),
    ledger: await sums(
      manager,
      `SELECT a.owner_id AS id, 0 - SUM(a.balance_fen) AS fen FROM ledger_accounts a WHERE ${ofFunds} GROUP BY a.owner_id`,
      one,
    ),
    postings: await sums(
      manager,
      `SELECT a.owner_id AS id, 0 - SUM(p.amount_fen) AS fen FROM ledger_accounts a JOIN postings p ON p.account_code = a.code WHERE ${ofFunds} GROUP BY a.owner_id`,
      one,
    ),
    gifts: await sums(
      manager,
      `SELECT project_id AS id, SUM(amount_fen + matched_fen - refunded_fen) AS fen FROM pledges WHERE status = 'PAID' ${of('project_id')} GROUP BY project_id`,
      one,
    ),
    // A receipt holds the donor's own money only, so what others added to the gift is counted beside it.
    receipts: await sums(
      manager,
      `SELECT p.project_id AS id, SUM(r.amount_fen + p.matched_fen) AS fen FROM receipts r JOIN pledges p ON p.id = r.pledge_id WHERE r.voided_at IS NULL ${of('p.project_id')} GROUP BY p.project_id`,
      one,
    ),
    ...exports,
  };
  const figuresOf = (id: string) =>
    Object.assign(
      new BooksFigures(),
      Object.fromEntries(FIGURES.map((figure) => [figure, places[figure].get(id) ?? 0])),
    );
  const differing = [...new Set(FIGURES.flatMap((figure) => [...places[figure].keys()]))]
    .map((id) => Object.assign(new BooksDifference(), { projectId: id, figures: figuresOf(id) }))
    .filter(({ figures }) => !figures.equal);
  return Object.assign(
    new BooksCheck(),
    Object.fromEntries(FIGURES.map((figure) => [figure, sumFen(places[figure].values())])),
    {
      at,
      lines,
      differing: differing.length,
      differences: differing.slice(0, MAX_NAMED),
      own: projectId === null ? await checkOwn(manager, own) : [],
    },
  );
}

/** Runs the checks of one server. Many people who check the same books at once share one reading. */
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
    // All figures come from one snapshot, so that gifts that arrive meanwhile cannot make the figures differ.
    const result = db.snapshot((manager) => checkBooks(manager, clock.now(), projectId));
    this.running.set(key, { at: now, result });
    // A failed check is not reused. The next request starts a new one.
    result.catch(() => this.running.delete(key));
    return result;
  }
}

/** Returns the checker of a server, which has only one. */
export const checkerOf = onePerServer(({ db, clock }) => new BooksChecker({ db, clock }));
