import { createHmac, hkdfSync } from 'node:crypto';
import { onePerServer, type RequestContext, type Services } from '../context.js';
import { fromSqlTime, sqlTime } from '../db/columns.js';
import type { Tx } from '../db/database.js';
import { limitExceeded, type DomainError } from '../errors.js';
import { loadSeed } from '../secret-seed.js';
import { LIMITS, limitNames, type LimitName } from './limits.js';
import { networkOf } from './network.js';
import { NodeCounts } from './node-counts.js';

/** One use of a limit: which one, and whose. `of` never leaves this process; only its keyed digest is stored. */
export interface Use {
  readonly limit: LimitName;
  readonly of: string;
}

/** What one limit has done on this node since the start. */
export interface LimitReport {
  readonly limit: LimitName;
  readonly most: number;
  readonly uses: number;
  readonly past: number;
}

/**
 * How long a node remembers that a use was past its limit, and answers without asking the database. Another node may
 * meanwhile have forgotten the uses, after a right password.
 */
const REMEMBERED_MS = 5_000;
/** The most keys that a node remembers in this way. */
const MOST_REMEMBERED = 20_000;
/** How many expired rows one run of the job deletes. */
const DELETED_AT_ONCE = 5_000;

interface Limiter {
  /** Derived from the server's secret, so that all nodes have the same. */
  readonly key: Buffer;
  readonly node: NodeCounts;
  /** Until when the window of a stored key lasts that was found to be full, and until when this is remembered. */
  readonly full: Map<string, { readonly until: number; readonly endsAt: number }>;
  readonly reports: Map<LimitName, { uses: number; past: number }>;
}

const limiterOf = onePerServer(({ env }): Limiter => ({
  key: Buffer.from(hkdfSync('sha256', loadSeed(env), '', 'hongchuang limits v1', 32)),
  node: new NodeCounts(),
  full: new Map(),
  reports: new Map(limitNames.map((name) => [name, { uses: 0, past: 0 }])),
}));

/** How many uses `limit` allows in a window, with the settings of this server. */
export const mostOf = ({ env }: Pick<Services, 'env'>, limit: LimitName): number =>
  env.limits.get(limit) ?? LIMITS[limit].most;

export const limitReports = (services: Services): LimitReport[] =>
  [...limiterOf(services).reports].map(([limit, report]) => ({ limit, most: mostOf(services, limit), ...report }));

/** The key under which uses are stored. Addresses and accounts are personal data, so the table holds no more of them. */
const storedKey = (services: Services, { limit, of }: Use): string =>
  createHmac('sha256', limiterOf(services).key).update(`${limit}\n${of}`).digest('hex').slice(0, 40);

function report(services: Services, limit: LimitName, waitMs: number): number {
  const one = limiterOf(services).reports.get(limit)!;
  one.uses += 1;
  if (waitMs > 0) one.past += 1;
  return waitMs;
}

/** The refusal of a use past its limit, with the time after which it may be tried again. */
export function tooMany(services: Pick<Services, 'env'>, limit: LimitName, waitMs: number): DomainError {
  return limitExceeded(LIMITS[limit].message ?? 'limit.tooMany', {
    max: mostOf(services, limit),
    minutes: Math.ceil(waitMs / 60_000),
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });
}

/** Counts a use in memory. Returns 0, or how many milliseconds it has to wait. For limits that nodes count. */
export function countOnNode(services: Services, { limit, of }: Use): number {
  const { windowMs } = LIMITS[limit];
  const now = services.clock.now().getTime();
  return report(
    services,
    limit,
    limiterOf(services).node.count(`${limit}\n${of}`, mostOf(services, limit), windowMs, now),
  );
}

/** How many uses the open window has. For limits that nodes count. */
export const usesOnNode = (services: Services, { limit, of }: Use): number =>
  limiterOf(services).node.uses(`${limit}\n${of}`, services.clock.now().getTime());

/**
 * Counts a use in the transaction of what is limited, so that a repeated or refused act costs no use. Returns 0, or how
 * many milliseconds it has to wait.
 */
export async function countInTransaction(services: Services, tx: Tx, use: Use): Promise<number> {
  const key = storedKey(services, use);
  const now = tx.now.getTime();
  tx.defer(UPSERT[tx.dialect], [
    key,
    sqlTime(new Date(now + LIMITS[use.limit].windowMs)),
    ...Array<string>(2).fill(sqlTime(tx.now)),
  ]);
  const [[row]] = await tx.query<[{ uses: number; endsAt: number }[]]>({
    sql: 'SELECT uses, window_ends_at FROM limit_counts WHERE limit_key = ?',
    values: [key],
    read: (rows) =>
      rows.map((one) => ({ uses: Number(one.uses), endsAt: fromSqlTime(one.window_ends_at as string).getTime() })),
  });
  if (row === undefined || row.uses <= mostOf(services, use.limit)) return report(services, use.limit, 0);
  const { full } = limiterOf(services);
  tx.afterCommit(() => {
    full.delete(key);
    full.set(key, { until: Math.min(row.endsAt, now + REMEMBERED_MS), endsAt: row.endsAt });
    for (const oldest of full.keys()) {
      if (full.size <= MOST_REMEMBERED) break;
      full.delete(oldest);
    }
  });
  return report(services, use.limit, row.endsAt - now);
}

/** One statement, so that concurrent uses cannot pass together. After the end of a window the next use begins a new one. */
const UPSERT = {
  sqlite: `INSERT INTO limit_counts (limit_key, uses, window_ends_at) VALUES (?, 1, ?)
    ON CONFLICT (limit_key) DO UPDATE SET
      uses = CASE WHEN limit_counts.window_ends_at <= ? THEN 1 ELSE limit_counts.uses + 1 END,
      window_ends_at = CASE WHEN limit_counts.window_ends_at <= ? THEN excluded.window_ends_at ELSE limit_counts.window_ends_at END`,
  // MySQL assigns from left to right, so the count still sees the old window.
  mysql: `INSERT INTO limit_counts (limit_key, uses, window_ends_at) VALUES (?, 1, ?)
    ON DUPLICATE KEY UPDATE
      uses = CASE WHEN window_ends_at <= ? THEN 1 ELSE uses + 1 END,
      window_ends_at = CASE WHEN window_ends_at <= ? THEN VALUES(window_ends_at) ELSE window_ends_at END`,
};

/**
 * Counts uses one after the other in a transaction of their own, and stops at the first that is refused: who is over
 * the limit of a network uses up no account. Returns how many milliseconds each has to wait, for those that are past
 * their limit. Count before the work, so that concurrent uses cannot pass the limit together.
 */
export async function countUses(services: Services, uses: readonly Use[]): Promise<ReadonlyMap<LimitName, number>> {
  const { full } = limiterOf(services);
  const now = services.clock.now().getTime();
  for (const use of uses) {
    const known = full.get(storedKey(services, use));
    if (known === undefined || known.until <= now || LIMITS[use.limit].past !== 'REFUSED') continue;
    return new Map([[use.limit, report(services, use.limit, known.endsAt - now)]]);
  }
  return services.db.transact(async (tx) => {
    const waits = new Map<LimitName, number>();
    for (const use of uses) {
      const waitMs = await countInTransaction(services, tx, use);
      if (waitMs === 0) continue;
      waits.set(use.limit, waitMs);
      if (LIMITS[use.limit].past === 'REFUSED') break;
    }
    return waits;
  });
}

/** Counts uses like `countUses`, and throws LIMIT_EXCEEDED at the first that is past its limit. */
export async function requireFew(services: Services, ...uses: readonly Use[]): Promise<void> {
  for (const [limit, waitMs] of await countUses(services, uses)) throw tooMany(services, limit, waitMs);
}

/** Counts a use in memory, and throws LIMIT_EXCEEDED when it is past its limit. Costs no query. */
export function requireFewOnNode(services: Services, use: Use): void {
  const waitMs = countOnNode(services, use);
  if (waitMs > 0) throw tooMany(services, use.limit, waitMs);
}

/** Counts a use like `countInTransaction`, and throws LIMIT_EXCEEDED when it is past its limit. */
export async function requireFewIn(services: Services, tx: Tx, use: Use): Promise<void> {
  const waitMs = await countInTransaction(services, tx, use);
  if (waitMs > 0) throw tooMany(services, use.limit, waitMs);
}

/** Counts what somebody does who is not signed in, and throws LIMIT_EXCEEDED when it is too often. */
export function requireFewOfStranger(context: RequestContext, limit: LimitName): void {
  // An execution that requests share has no address. It is dropped when its answer depends on who asks.
  const address = context.viewer === null ? (context.address as string | null) : null;
  if (address !== null) requireFewOnNode(context, { limit, of: networkOf(address) });
}

/** Forgets all uses, for example after a right password. */
export async function forgetUses(services: Services, tx: Tx, uses: readonly Use[]): Promise<void> {
  for (const use of uses) {
    const key = storedKey(services, use);
    tx.defer('DELETE FROM limit_counts WHERE limit_key = ?', [key]);
    tx.afterCommit(() => limiterOf(services).full.delete(key));
  }
}

/** Takes one use back, because it turned out to be rightful. */
export function takeBackUse(services: Services, tx: Tx, use: Use): void {
  tx.defer('UPDATE limit_counts SET uses = uses - 1 WHERE limit_key = ? AND uses > 0', [storedKey(services, use)]);
}

/** Deletes counts whose window is over. */
export async function deleteOldCounts({ db, clock }: Services): Promise<void> {
  const now = sqlTime(clock.now());
  const old = await db.read.query<{ limit_key: string }[]>(
    `SELECT limit_key FROM limit_counts WHERE window_ends_at <= ? ORDER BY window_ends_at LIMIT ${DELETED_AT_ONCE}`,
    [now],
  );
  if (old.length === 0) return;
  await db.transact((tx) =>
    tx.manager.query(
      `DELETE FROM limit_counts WHERE window_ends_at <= ? AND limit_key IN (${old.map(() => '?').join(', ')})`,
      [now, ...old.map(({ limit_key }) => limit_key)],
    ),
  );
}
