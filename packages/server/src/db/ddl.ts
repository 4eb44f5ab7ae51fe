import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes, type ColumnTypes, type Dialect } from './columns.js';
import { isNeededByForeignKey } from './faults.js';

/**
 * A migration of one DDL statement. MySQL commits at each DDL statement, so a migration of two could stop half-way.
 * Every statement can be re-run (IF NOT EXISTS), because the process can crash between the statement and the record
 * that it ran.
 */
export interface Step {
  /** The number of the migration, in Unix milliseconds. Migrations run in the order of their numbers. */
  at: number;
  /** What the migration does, in PascalCase. */
  name: string;
  up(types: ColumnTypes, dialect: Dialect): string;
  down(types: ColumnTypes, dialect: Dialect): string;
}

type MigrationClass = new () => MigrationInterface;

const dialectOf = (runner: QueryRunner): Dialect => (runner.connection.options.type === 'mysql' ? 'mysql' : 'sqlite');

export function migration(step: Step): MigrationClass {
  return class implements MigrationInterface {
    // TypeORM reads the order of migrations from the 13 digits that end their name.
    readonly name = `${step.name}${step.at}`;
    async up(runner: QueryRunner): Promise<void> {
      const dialect = dialectOf(runner);
      await runner.query(step.up(columnTypes(dialect), dialect));
    }
    async down(runner: QueryRunner): Promise<void> {
      const dialect = dialectOf(runner);
      await runner.query(step.down(columnTypes(dialect), dialect));
    }
  };
}

/** Creates a table. `columns` returns its columns and constraints for a dialect. */
export const createTable = (at: number, table: string, columns: (types: ColumnTypes) => string): MigrationClass =>
  migration({
    at,
    name: `Create_${table}_`,
    up: (types) => `CREATE TABLE IF NOT EXISTS ${table} (${columns(types)}) ${types.table}`,
    down: () => `DROP TABLE IF EXISTS ${table}`,
  });

/** Drops a table that nothing uses any more. The down migration creates it again, without its rows. */
export function dropTable(at: number, table: string, columns: (types: ColumnTypes) => string): MigrationClass {
  const Table = createTable(at, table, columns);
  return class implements MigrationInterface {
    readonly name = `Drop_${table}_${at}`;
    up = (runner: QueryRunner): Promise<void> => new Table().down(runner);
    down = (runner: QueryRunner): Promise<void> => new Table().up(runner);
  };
}

/** Creates an index. MySQL has no CREATE INDEX IF NOT EXISTS, so there a re-run checks first. */
export function createIndex(
  at: number,
  table: string,
  name: string,
  columns: string,
  options: { unique?: boolean } = {},
): MigrationClass {
  const unique = options.unique ? 'UNIQUE ' : '';
  return class implements MigrationInterface {
    readonly name = `Index_${name}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (dialectOf(runner) === 'sqlite') {
        await runner.query(`CREATE ${unique}INDEX IF NOT EXISTS ${name} ON ${table} (${columns})`);
        return;
      }
      if (!(await hasIndex(runner, table, name)))
        await runner.query(`CREATE ${unique}INDEX ${name} ON ${table} (${columns})`);
    }
    async down(runner: QueryRunner): Promise<void> {
      if (dialectOf(runner) === 'sqlite') {
        await runner.query(`DROP INDEX IF EXISTS ${name}`);
        return;
      }
      // InnoDB drops its own index of a foreign key when one of ours serves it as well. In that case our index must
      // stay until the table is dropped.
      await runner.query(`DROP INDEX ${name} ON ${table}`).catch((error: unknown) => {
        if (!isNeededByForeignKey(error)) throw error;
      });
    }
  };
}

/** Drops an index that no query needs. The down migration creates it again. */
export function dropIndex(at: number, table: string, name: string, columns: string): MigrationClass {
  const Index = createIndex(at, table, name, columns);
  return class implements MigrationInterface {
    readonly name = `Drop_index_${name}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (dialectOf(runner) === 'sqlite' || (await hasIndex(runner, table, name))) await new Index().down(runner);
    }
    down = (runner: QueryRunner): Promise<void> => new Index().up(runner);
  };
}

/**
 * Adds a column. Neither SQLite nor MySQL has ADD COLUMN IF NOT EXISTS, so a re-run checks first. `definition` must
 * allow null or have a default, because the table has rows already.
 */
export function addColumn(
  at: number,
  table: string,
  column: string,
  definition: (types: ColumnTypes) => string,
): MigrationClass {
  return class implements MigrationInterface {
    readonly name = `Add_${table}_${column}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (!(await hasColumn(runner, table, column)))
        await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition(columnTypes(dialectOf(runner)))}`);
    }
    async down(runner: QueryRunner): Promise<void> {
      if (await hasColumn(runner, table, column)) await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`);
    }
  };
}

/** Copies the values of a column that is dropped afterwards. A re-run after the drop copies nothing. */
export function copyColumn(at: number, table: string, from: string, to: string): MigrationClass {
  return class implements MigrationInterface {
    readonly name = `Copy_${table}_${from}_${at}`;
    async up(runner: QueryRunner): Promise<void> {
      if (await hasColumn(runner, table, from)) await runner.query(`UPDATE ${table} SET ${to} = ${from}`);
    }
    async down(runner: QueryRunner): Promise<void> {
      await runner.query(`UPDATE ${table} SET ${from} = ${to} WHERE ${to} IS NOT NULL`);
    }
  };
}

/** Drops a column. The down migration adds it again, empty; `definition` must allow null or have a default. */
export function dropColumn(
  at: number,
  table: string,
  column: string,
  definition: (types: ColumnTypes) => string,
): MigrationClass {
  const Added = addColumn(at, table, column, definition);
  return class implements MigrationInterface {
    readonly name = `Drop_${table}_${column}_${at}`;
    up = (runner: QueryRunner): Promise<void> => new Added().down!(runner);
    down = (runner: QueryRunner): Promise<void> => new Added().up(runner);
  };
}

/**
 * Adds the column `locks` to a table whose rows are locked before a decision. On a Galera cluster every lock increments
 * it. The nodes compare only rows that transactions change, so a lock without a change would hold on its own node only.
 */
export const addLockCount = (at: number, table: string): MigrationClass =>
  addColumn(at, table, 'locks', (types) => `${types.integer} NOT NULL DEFAULT 0`);

async function hasIndex(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const found: unknown[] = await runner.query(
    'SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ? LIMIT 1',
    [table, name],
  );
  return found.length > 0;
}

export async function hasColumn(runner: QueryRunner, table: string, column: string): Promise<boolean> {
  const sql =
    dialectOf(runner) === 'sqlite'
      ? 'SELECT 1 FROM pragma_table_info(?) WHERE name = ?'
      : 'SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?';
  const found: unknown[] = await runner.query(sql, [table, column]);
  return found.length > 0;
}

/**
 * Creates a trigger that refuses to update or delete rows, so that the table is append-only even for somebody with a
 * database prompt.
 */
export const refuse = (at: number, table: string, verb: 'UPDATE' | 'DELETE'): MigrationClass => {
  const name = `${table}_no_${verb.toLowerCase()}`;
  const message = `${table} is append-only`;
  return migration({
    at,
    name: `Refuse_${verb}_${table}_`,
    up: (_, dialect) =>
      dialect === 'mysql'
        ? `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${verb} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`
        : `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${verb} ON ${table} BEGIN SELECT RAISE(ABORT, '${message}'); END`,
    down: () => `DROP TRIGGER IF EXISTS ${name}`,
  });
};
