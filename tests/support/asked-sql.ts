import Libsql from 'libsql';
import mysql from 'mysql2';
import { vi } from 'vitest';
import type { TestApp } from './app.ts';

/** A statement as a driver got it, with the values of its places. */
export interface AskedSql {
  sql: string;
  values: readonly unknown[];
}

/** More rows than any page, batch or round of a follower has: whoever reads so many reads all. */
const MANY = 1_000;

/** How a database goes about one table of a statement. */
export interface Access {
  table: string;
  /** The database's own words, to show when it goes wrong. */
  how: string;
  /** Whether it reads all rows that there are. */
  readsAll: boolean;
}

export interface Plan {
  accesses: Access[];
  /** Whether rows are put in order beside the table, which reads all of them before it answers the first. */
  sorts: boolean;
}

interface Asks {
  query(...given: unknown[]): unknown;
}

/** Where every statement of this process passes: the connections of MySQL's driver, and the runners over SQLite's, which keeps what it has prepared. */
const doorOf = ({ database, db }: Pick<TestApp, 'database' | 'db'>): Asks =>
  Object.getPrototypeOf(database === 'sqlite' ? db.read.connection.createQueryRunner() : (mysql as unknown as { Connection: { prototype: object } }).Connection.prototype) as Asks;

/** Everything that the database is asked while `work` runs, each text once: whatever the layers above say, this is what runs. */
export async function sqlAskedBy(app: Pick<TestApp, 'database' | 'db'>, work: () => Promise<unknown>): Promise<AskedSql[]> {
  const asked = new Map<string, AskedSql>();
  const note = (sql: string, values: readonly unknown[]) => {
    let taken = 0;
    // One message may hold several statements; their values come in one list.
    for (const part of sql.split(';').map((text) => text.trim()).filter(Boolean)) {
      const places = part.split('?').length - 1;
      if (/^(SELECT|UPDATE|DELETE)\b/i.test(part) && !asked.has(part)) asked.set(part, { sql: part, values: values.slice(taken, taken + places) });
      taken += places;
    }
  };
  const door = doorOf(app);
  const query = door.query;
  const spy = vi.spyOn(door, 'query').mockImplementation(function (this: unknown, ...given) {
    const [statement, values] = given as [string | { sql: string; values?: unknown[] }, unknown];
    const [sql, own] = typeof statement === 'string' ? [statement, values] : [statement.sql, statement.values ?? values];
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

/** The tables of a statement by the names that a plan calls them. */
function tablesOf(sql: string): Map<string, string> {
  const tables = new Map<string, string>();
  for (const [, table, alias] of sql.matchAll(/\b(?:FROM|JOIN|UPDATE)\s+[`"]?(\w+)[`"]?(?:\s+(?:AS\s+)?[`"]?(?!(?:WHERE|SET|ON|JOIN|LEFT|INNER|ORDER|GROUP|LIMIT|FOR|UNION)\b)(\w+)[`"]?)?/gi)) {
    tables.set(table!, table!);
    if (alias !== undefined) tables.set(alias, table!);
  }
  return tables;
}

/** On a connection of its own: where libsql has explained an UPDATE, that connection sees nothing new any more. */
function stepsOnSqlite(file: string, sql: string, values: readonly unknown[]): { detail: string }[] {
  const connection = new Libsql(file);
  try {
    return connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
  } finally {
    connection.close();
  }
}

/** How the database would run a statement. */
export async function planOf({ database, db }: Pick<TestApp, 'database' | 'db'>, { sql, values }: AskedSql): Promise<Plan> {
  const tables = tablesOf(sql);
  const tableOf = (name: string) => tables.get(name) ?? name;
  if (database === 'sqlite') {
    const steps = stepsOnSqlite(String(db.read.connection.options.database), sql, values);
    return {
      accesses: steps.flatMap(({ detail }) => {
        const [, verb, name] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? [];
        // An index by status alone leads to nearly all gifts; whatever else has to hold of a gift is then looked up in each of them.
        const sifts = verb === 'SCAN' ? /\bWHERE\b/i.test(sql) : detail.endsWith('(status=?)') && /\bAND\b/i.test(sql);
        return name === undefined ? [] : [{ table: tableOf(name), how: detail, readsAll: sifts || (verb === 'SCAN' && !endsAtLimit(sql)) }];
      }),
      sorts: steps.some(({ detail }) => /USE TEMP B-TREE FOR (RIGHT PART OF |LAST .* OF )?ORDER BY/.test(detail)),
    };
  }
  // MariaDB says how many rows it did read, which no index can hide.
  const reads = /^SELECT/i.test(sql);
  const steps = await db.read.query<{ table: string | null; type: string | null; key: string | null; rows: number; r_rows?: number | null; Extra: string }[]>(`${reads ? 'ANALYZE' : 'EXPLAIN'} ${sql}`, [...values]);
  return {
    accesses: steps.flatMap(({ table, type, key, rows, r_rows, Extra }) => {
      if (table === null || type === null) return [];
      const how = `${type} on ${key ?? 'no index'}, ${r_rows ?? rows} rows, ${Extra}`;
      return [{ table: tableOf(table), how, readsAll: type === 'ALL' || Number(r_rows) > MANY || (type === 'index' && !(endsAtLimit(sql) && !Extra.includes('Using where'))) }];
    }),
    sorts: steps.some(({ Extra }) => Extra.includes('Using filesort')),
  };
}

/** Where each row that is met is one of the answer, it ends where the answer does. */
const endsAtLimit = (sql: string): boolean => /\bLIMIT (\d+|\?)$/.test(sql);
