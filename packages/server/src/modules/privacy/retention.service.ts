import { onePerServer, type Services } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { RowRule, RetentionRule } from '../../retention.js';
import { retentionRules } from './registries.js';

/** Rows of one transaction, so that nobody waits for a rule. */
const AT_ONCE = 200;

/** How many each rule has removed on this node since the start, for /metrics. */
export const removedOf = onePerServer(() => new Map<string, number>());

/** Carries out every rule, and logs what each removed. A failed rule does not stop the others. */
export async function applyRetention(services: Services, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const rule of retentionRules.all()) {
    signal.throwIfAborted();
    try {
      note(
        services,
        rule,
        'run' in rule ? await rule.run(services, signal) : await applyToRows(services, rule, signal),
      );
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function note(services: Services, { name }: RetentionRule, removed: number): void {
  const counts = removedOf(services);
  counts.set(name, (counts.get(name) ?? 0) + removed);
  if (removed > 0) services.log.info({ rule: name, removed }, 'retention removed what was due');
}

async function applyToRows({ db }: Services, rule: RowRule, signal: AbortSignal): Promise<number> {
  const { table, key, due, keepsMs, set } = rule;
  const columns = key.join(', ');
  for (let removed = 0; ;) {
    signal.throwIfAborted();
    const count = await db.transact(async ({ manager, now }) => {
      const moment = sqlTime(new Date(now.getTime() - keepsMs));
      const rows = await manager.query<Record<string, string>[]>(
        `SELECT ${columns} FROM ${table} WHERE ${due} LIMIT ${AT_ONCE}`,
        Array.from(due.matchAll(/\?/g), () => moment),
      );
      if (rows.length === 0) return 0;
      const these = rows.map(() => `(${key.map((column) => `${column} = ?`).join(' AND ')})`).join(' OR ');
      const ids = rows.flatMap((row) => key.map((column) => row[column]));
      const values = Object.entries(set ?? {});
      await manager.query(
        set === undefined
          ? `DELETE FROM ${table} WHERE ${these}`
          : `UPDATE ${table} SET ${values.map(([column]) => `${column} = ?`).join(', ')} WHERE ${these}`,
        [...values.map(([, value]) => value), ...ids],
      );
      return rows.length;
    });
    removed += count;
    if (count < AT_ONCE) return removed;
  }
}
