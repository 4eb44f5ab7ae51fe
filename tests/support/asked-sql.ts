import Libsql from 'libsql';
import mysql from 'mysql2';
import { vi } from 'vitest';
import type { TestApp } from './app.ts';

/** A statement as the driver received it, with the values of its placeholders. */
export interface AskedSql {
  sql: string;
  values: readonly unknown[];
}

/** More rows than any page, batch or round of a follower has. A statement that reads this many rows reads all. */
const MANY = 1_000;

/** How a database reads one table of a statement. */
export interface Access {
  table: string;
  /** The database's own words, which a failing test shows. */
  how: string;
  /** Whether the statement reads all rows of the table. */
  readsAll: boolean;
}

export interface Plan {
  accesses: Access[];
  /** Whether rows are sorted outside the table, which reads all of them before the first one is returned. */
  sorts: boolean;
}

interface Asks {
  query(...given: unknown[]): unknown;
}

/**
 * The place that every statement of this process passes: the connections of MySQL's driver, or the query runners of
 * SQLite's driver, which keep prepared statements.
 */
const doorOf = ({ database, db }: Pick<TestApp, 'database' | 'db'>): Asks =>
  Object.getPrototypeOf(
    database === 'sqlite'
      ? db.read.connection.createQueryRunner()
      : (mysql as unknown as { Connection: { prototype: object } }).Connection.prototype,
  ) as Asks;

/**
 * Returns every statement that the database receives while `work` runs, each text once. The statements are recorded at
 * the driver, so they are what really runs, whatever the layers above do.
 */
export async function sqlAskedBy(
  app: Pick<TestApp, 'database' | 'db'>,
  work: () => Promise<unknown>,
): Promise<AskedSql[]> {
  const asked = new Map<string, AskedSql>();
  const note = (sql: string, values: readonly unknown[]) => {
    let taken = 0;
    // One message may hold several statements; their values come in one list.
    for (const part of sql
      .split(';')
      .map((text) => text.trim())
      .filter(Boolean)) {
      const places = part.split('?').length - 1;
      if (/^(SELECT|UPDATE|DELETE)\b/i.test(part) && !asked.has(part))
        asked.set(part, { sql: part, values: values.slice(taken, taken + places) });
      taken += places;
    }
  };
  const door = doorOf(app);
  const query = door.query;
  const spy = vi.spyOn(door, 'query').mockImplementation(function (this: unknown, ...given) {
    const [statement, values] = given as [string | { sql: string; values?: unknown[] }, unknown];
    const [sql, own] =
      typeof statement === 'string' ? [statement, values] : [statement.sql, statement.values ?? values];
    note(sql, Array.isArray(own) ? own : []);
    return query.apply(this, given);
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return [...asked.values()];
}

/** The tables of a statement, by the names under which a plan lists them. */
function tablesOf(sql: string): Map<string, string> {
  const tables = new Map<string, string>();
  for (const [, table, alias] of sql.matchAll(
    /\b(?:FROM|JOIN|UPDATE)\s+[`"]?(\w+)[`"]?(?:\s+(?:AS\s+)?[`"]?(?!(?:WHERE|SET|ON|JOIN|LEFT|INNER|ORDER|GROUP|LIMIT|FOR|UNION)\b)(\w+)[`"]?)?/gi,
  )) {
    tables.set(table!, table!);
    if (alias !== undefined) tables.set(alias, table!);
  }
  return tables;
}

/**
 * Opens a connection of its own, because a libsql connection that has explained an UPDATE does not see later changes.
 */
function stepsOnSqlite(file: string, sql: string, values: readonly unknown[]): { detail: string }[] {
  const connection = new Libsql(file);
  try {
    return connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  } finally {
    connection.close();
  }
}

/** Returns how the database would run a statement. */
export async function planOf(
  { database, db }: Pick<TestApp, 'database' | 'db'>,
  { sql, values }: AskedSql,
): Promise<Plan> {
  const tables = tablesOf(sql);
  const tableOf = (name: string) => tables.get(name) ?? name;
  if (database === 'sqlite') {
    const steps = stepsOnSqlite(String(db.read.connection.options.database), sql, values);
    return {
      accesses: steps.flatMap(({ detail }) => {
        const [, verb, name] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
        // An index on status alone leads to nearly all gifts. Every further condition is then checked on each of them.
        const sifts = verb === 'SCAN' ? /\bWHERE\b/i.test(sql) : detail.endsWith('(status=?)') && /\bAND\b/i.test(sql);
        return name === undefined
          ? []
          : [{ table: tableOf(name), how: detail, readsAll: sifts || (verb === 'SCAN' && !endsAtLimit(sql)) }];
      }),
      sorts: steps.some(({ detail }) => /USE TEMP B-TREE FOR (RIGHT PART OF |LAST .* OF )?ORDER BY/.test(detail)),
    };
  }
  // MariaDB reports how many rows it did read, which no index can hide.
  const reads = /^SELECT/i.test(sql);
  const steps = await db.read.query<
    {
      table: string | null;
      type: string | null;
      key: string | null;
      rows: number;
      r_rows?: number | null;
      Extra: string;
    }[]
  >(`${reads ? 'ANALYZE' : 'EXPLAIN'} ${sql}`, [...values]);
  return {
    accesses: steps.flatMap(({ table, type, key, rows, r_rows, Extra }) => {
      if (table === null || type === null) return [];
      const how = `${type} on ${key ?? 'no index'}, ${r_rows ?? rows} rows, ${Extra}`;
      return [
        {
          table: tableOf(table),
          how,
          readsAll:
            type === 'ALL' ||
            Number(r_rows) > MANY ||
            (type === 'index' && !(endsAtLimit(sql) && !Extra.includes('Using where'))),
        },
      ];
    }),
    // Where no row is read, MariaDB takes any index, also one with another order.
    sorts: steps.some(({ Extra, rows, r_rows }) => Extra.includes('Using filesort') && Number(r_rows ?? rows) > 0),
  };
}

/** A statement with LIMIT stops at its limit when every row that it reads belongs to the result. */
const endsAtLimit = (sql: string): boolean => /\bLIMIT (\d+|\?)$/.test(sql);
