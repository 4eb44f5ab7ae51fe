import type { EntityManager } from 'typeorm';
import { onePerServer, type Services } from '../../context.js';
import { limitExceeded } from '../../errors.js';
import { sumFen, toFen } from '../../lib/money.js';
import { BookLineKind, BooksCheck, BooksDifference, BooksFigures, BooksOwnCheck, FIGURES } from './book-line.js';
import { readBookLines } from './books.queries.js';
import { WHOLE } from './books.scope.js';
import { OWN_KINDS, OWN_PLACES } from './own-means.js';
import { csvAmount, xlsxAmount } from './formats.js';

/** A result is as good as new for this long: anyone may ask, and each asking reads all the books. */
const FRESH_MS = 5_000;
/** How many different books are read at once. */
const AT_ONCE = 20;

/** As many projects that differ are named. */
const MAX_NAMED = 100;

/** What stands in one place, by project. */
type ByProject = Map<string, number>;

/** Rows of SQL that answers a project and its sum as `id` and `fen`. */
async function sums(manager: EntityManager, sql: string, parameters: readonly string[]): Promise<ByProject> {
  const rows = await manager.query<{ id: string; fen: number | string }[]>(sql, [...parameters]);
  return new Map(rows.map(({ id, fen }) => [id, toFen(fen)]));
}

/** The amounts of the exports, read back from what each of them writes: of funds by project, of the charity's own by kind. */
async function readExports(manager: EntityManager, projectId: string | null): Promise<{ exported: ByProject; spreadsheet: ByProject; own: Record<'exported' | 'spreadsheet', ByProject>; lines: number }> {
  const [exported, spreadsheet]: [ByProject, ByProject] = [new Map(), new Map()];
  const own = { exported: new Map<string, number>(), spreadsheet: new Map<string, number>() };
  let lines = 0;
  const add = (to: ByProject, id: string, fen: number) => to.set(id, toFen((to.get(id) ?? 0) + fen));
  for await (const batch of readBookLines(manager, { ...WHOLE, projectId })) {
    lines += batch.length;
    for (const { kind, amount, fundId, own: ownKind } of batch) {
      if (kind === BookLineKind.RELEASE) continue;
      const [to, key] = fundId === null ? [own, ownKind!] : [{ exported, spreadsheet }, fundId];
      add(to.exported, key, toFen(csvAmount(amount).decimal.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1')));
      add(to.spreadsheet, key, toFen((xlsxAmount(amount) * 100).toFixed(0)));
    }
  }
  return { exported, spreadsheet, own, lines };
}

/** The charity's own movements by kind, from each place in which their sum stands. Amounts are as the bank has them: what came in is above zero. */
async function checkOwn(manager: EntityManager, exports: Record<'exported' | 'spreadsheet', ByProject>): Promise<BooksOwnCheck[]> {
  const booked = await sums(manager, 'SELECT kind AS id, SUM(amount_fen) AS fen FROM bank_movements WHERE booked_at IS NOT NULL AND reversed_at IS NULL GROUP BY kind', []);
  const checks: BooksOwnCheck[] = [];
  for (const kind of OWN_KINDS) {
    const { account, movement } = OWN_PLACES[kind];
    const [ledger] = (await sums(manager, `SELECT 'own' AS id, COALESCE(0 - SUM(balance_fen), 0) AS fen FROM ledger_accounts WHERE ${account('code')}`, [])).values();
    const [postings] = (await sums(manager, `SELECT 'own' AS id, COALESCE(0 - SUM(amount_fen), 0) AS fen FROM postings WHERE ${account('account_code')}`, [])).values();
    checks.push(Object.assign(new BooksOwnCheck(), { kind, ledger, postings, booked: booked.get(movement) ?? 0, exported: exports.exported.get(kind) ?? 0, spreadsheet: exports.spreadsheet.get(kind) ?? 0 }));
  }
  return checks;
}

/** Works the total of a project, or of all, out anew from each place in which it stands, project by project. */
async function checkBooks(manager: EntityManager, at: Date, projectId: string | null): Promise<BooksCheck> {
  const one = projectId === null ? [] : [projectId];
  const of = (column: string) => (projectId === null ? '' : `AND ${column} = ?`);
  const fund = projectId === null ? 'fund:%' : `fund:${projectId}`;
  const accounts = [`${fund}:received`, `${fund}:refunded`];
  const { lines, own, ...exports } = await readExports(manager, projectId);
  const places: Record<(typeof FIGURES)[number], ByProject> = {
    shown: await sums(manager, `SELECT project_id AS id, raised_fen AS fen FROM project_counters WHERE 1 = 1 ${of('project_id')}`, one),
    ledger: await sums(manager, 'SELECT SUBSTR(code, 6, 36) AS id, 0 - SUM(balance_fen) AS fen FROM ledger_accounts WHERE code LIKE ? OR code LIKE ? GROUP BY SUBSTR(code, 6, 36)', accounts),
    postings: await sums(manager, 'SELECT SUBSTR(account_code, 6, 36) AS id, 0 - SUM(amount_fen) AS fen FROM postings WHERE account_code LIKE ? OR account_code LIKE ? GROUP BY SUBSTR(account_code, 6, 36)', accounts),
    gifts: await sums(manager, `SELECT project_id AS id, SUM(amount_fen + matched_fen - refunded_fen) AS fen FROM pledges WHERE status = 'PAID' ${of('project_id')} GROUP BY project_id`, one),
    receipts: await sums(manager, `SELECT p.project_id AS id, SUM(r.amount_fen) AS fen FROM receipts r JOIN pledges p ON p.id = r.pledge_id WHERE r.voided_at IS NULL ${of('p.project_id')} GROUP BY p.project_id`, one),
    ...exports,
  };
  const figuresOf = (id: string) => Object.assign(new BooksFigures(), Object.fromEntries(FIGURES.map((figure) => [figure, places[figure].get(id) ?? 0])));
  const differing = [...new Set(FIGURES.flatMap((figure) => [...places[figure].keys()]))]
    .map((id) => Object.assign(new BooksDifference(), { projectId: id, figures: figuresOf(id) }))
    .filter(({ figures }) => !figures.equal);
  return Object.assign(new BooksCheck(), Object.fromEntries(FIGURES.map((figure) => [figure, sumFen(places[figure].values())])), {
    at,
    lines,
    differing: differing.length,
    differences: differing.slice(0, MAX_NAMED),
    own: projectId === null ? await checkOwn(manager, own) : [],
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

/** The one checker of a server. */
export const checkerOf = onePerServer(({ db, clock }) => new BooksChecker({ db, clock }));
