import type { QueryRunner } from 'typeorm';
import { QueryResult } from 'typeorm/query-runner/QueryResult.js';

/** One SQL statement with the values of its placeholders. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export interface DeferredWrites {
  /** Keeps a statement whose result is not needed, and sends it with the next query. */
  defer(statement: Statement): void;
  /** Sends the deferred statements and `statements` together. Returns the results of `statements`, in their order. */
  send(statements: readonly Statement[]): Promise<unknown[]>;
  /** Drops the deferred statements. */
  drop(): void;
}

/**
 * Makes `runner` send deferred statements with the next query and before it, so that the query sees their effects. With
 * `isJoined` they share one message and one round trip, because round trips take most of a transaction's time. The
 * connection must then allow several statements in one message. Without `isJoined` they run one after the other at the
 * same points. SQLite has no round trips. On a Galera cluster a write of another node can abort the transaction between
 * two statements of one message. The node then executes the rest of the message outside any transaction (MariaDB 10.11
 * with galera-4 26.4), so half of the transaction would be recorded.
 */
export function deferWrites(runner: QueryRunner, isJoined: boolean): DeferredWrites {
  const query = runner.query.bind(runner) as (
    sql: string,
    values?: unknown[],
    structured?: boolean,
  ) => Promise<unknown>;
  let deferred: Statement[] = [];
  const takeDeferred = (): Statement[] => {
    const taken = deferred;
    deferred = [];
    return taken;
  };
  const sendAll = async (statements: readonly Statement[]): Promise<unknown[]> => {
    const results: unknown[] = [];
    if (isJoined) {
      for (const message of messagesOf(statements)) {
        const answer = await query(
          message.map(({ sql }) => sql).join('; '),
          message.flatMap(({ values }) => [...values]),
        );
        results.push(...(message.length > 1 ? (answer as unknown[]) : [answer]));
      }
      return results;
    }
    for (const { sql, values } of statements) results.push(await query(sql, [...values]));
    return results;
  };
  const queryAfterDeferred = async (sql: string, values: unknown[] = [], structured = false): Promise<unknown> => {
    const before = takeDeferred();
    if (before.length === 0) return query(sql, values, structured);
    if (!isJoined) {
      await sendAll(before);
      return query(sql, values, structured);
    }
    const raw = (await sendAll([...before, { sql, values }])).at(-1);
    return structured ? structure(raw) : raw;
  };
  Object.assign(runner, { query: queryAfterDeferred });
  return {
    defer: (statement) => void deferred.push(statement),
    async send(statements) {
      const results = await sendAll([...takeDeferred(), ...statements]);
      return results.slice(results.length - statements.length);
    },
    drop: () => void takeDeferred(),
  };
}

/** The most values of one message. With values of ids, names and texts it stays far below the server's 16 MB. */
const MESSAGE_VALUES = 60_000;

/** Splits statements into messages that the server accepts. Only those of thousands of gifts need more than one. */
function messagesOf(statements: readonly Statement[]): Statement[][] {
  const messages: Statement[][] = [];
  let values = Infinity;
  for (const statement of statements) {
    values += statement.values.length;
    if (values > MESSAGE_VALUES) {
      messages.push([]);
      values = statement.values.length;
    }
    messages.at(-1)!.push(statement);
  }
  return messages;
}

/** Converts a result of MySQL's driver into the shape that TypeORM's builders read. */
function structure(raw: unknown): QueryResult {
  const result = new QueryResult();
  result.raw = raw;
  if (Array.isArray(raw)) result.records = raw;
  const { affectedRows } = raw as { affectedRows?: number };
  if (affectedRows !== undefined) result.affected = affectedRows;
  return result;
}
