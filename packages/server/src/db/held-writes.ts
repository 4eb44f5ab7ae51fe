import type { QueryRunner } from 'typeorm';
import { QueryResult } from 'typeorm/query-runner/QueryResult.js';

/** One statement with the values of its places. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export interface HeldWrites {
  /** Keeps a statement that nobody waits for, to go with the next query. */
  hold(statement: Statement): void;
  /** Sends what is held and all of `statements`, together; the results of `statements`, in their order. */
  send(statements: readonly Statement[]): Promise<unknown[]>;
  /** Forgets what is held. */
  drop(): void;
}

/**
 * Makes `runner` send statements whose results nobody waits for with the next query, before it: whoever queries sees them done.
 * Where `isJoined`, they share one message and one round trip, and round trips are what a transaction spends its time on. The connection
 * has to allow several statements at once. Elsewhere they run one after the other at the same moments: SQLite has no round trips, and a node
 * of a Galera cluster whose transaction another node's write aborts between two statements of a message goes on with the rest of the
 * message outside any transaction (MariaDB 10.11 with galera-4 26.4), so half of the transaction would be recorded.
 */
export function holdWrites(runner: QueryRunner, isJoined: boolean): HeldWrites {
  const query = runner.query.bind(runner) as (sql: string, values?: unknown[], structured?: boolean) => Promise<unknown>;
  let held: Statement[] = [];
  const takeHeld = (): Statement[] => {
    const taken = held;
    held = [];
    return taken;
  };
  const sendAll = async (statements: readonly Statement[]): Promise<unknown[]> => {
    if (isJoined && statements.length > 1) {
      return (await query(statements.map(({ sql }) => sql).join('; '), statements.flatMap(({ values }) => [...values]))) as unknown[];
    }
    const results: unknown[] = [];
    for (const { sql, values } of statements) results.push(await query(sql, [...values]));
    return results;
  };
  const queryAfterHeld = async (sql: string, values: unknown[] = [], structured = false): Promise<unknown> => {
    const before = takeHeld();
    if (before.length === 0) return query(sql, values, structured);
    if (!isJoined) {
      await sendAll(before);
      return query(sql, values, structured);
    }
    const raw = (await sendAll([...before, { sql, values }])).at(-1);
    return structured ? structure(raw) : raw;
  };
  Object.assign(runner, { query: queryAfterHeld });
  return {
    hold: (statement) => void held.push(statement),
    async send(statements) {
      const results = await sendAll([...takeHeld(), ...statements]);
      return results.slice(results.length - statements.length);
    },
    drop: () => void takeHeld(),
  };
}

/** A result of MySQL's driver in the shape that TypeORM's builders read. */
function structure(raw: unknown): QueryResult {
  const result = new QueryResult();
  result.raw = raw;
  if (Array.isArray(raw)) result.records = raw;
  const { affectedRows } = raw as { affectedRows?: number };
  if (affectedRows !== undefined) result.affected = affectedRows;
  return result;
}
