import type { ColumnOptions, PrimaryColumnOptions } from 'typeorm';
import { toFen } from '../lib/money.js';

/** The only file where the two dialects differ in how a value is declared and stored. */
export type Dialect = 'sqlite' | 'mysql';

/** Column types of one dialect, for the DDL in migrations. */
export interface ColumnTypes {
  /** A UUID. */
  id: string;
  /** Text of at most `length` characters, compared byte by byte. On SQLite only the rules enforce the limit. */
  text(length: number): string;
  /** Text of any length a rule allows. */
  longText: string;
  /** A whole number: fen, counts, versions. */
  integer: string;
  /** 0 or 1. */
  boolean: string;
  /** A measured value. */
  real: string;
  /** A moment in UTC, to the millisecond. */
  time: string;
  /** A piece of a file, up to 16 MB. */
  bytes: string;
  /** The options after the closing bracket of CREATE TABLE. */
  table: string;
}

const SQLITE: ColumnTypes = {
  id: 'TEXT',
  text: () => 'TEXT',
  longText: 'TEXT',
  integer: 'INTEGER',
  boolean: 'INTEGER',
  real: 'REAL',
  time: 'TEXT',
  bytes: 'BLOB',
  // STRICT refuses text in an integer column. Plain SQLite stores it without an error.
  table: 'STRICT',
};

const MYSQL: ColumnTypes = {
  id: 'VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin',
  text: (length) => `VARCHAR(${length})`,
  longText: 'MEDIUMTEXT',
  integer: 'BIGINT',
  boolean: 'TINYINT(1)',
  real: 'DOUBLE',
  time: 'DATETIME(3)',
  bytes: 'MEDIUMBLOB',
  // A binary collation, as on SQLite. The default collation treats all emoji as equal, and José as equal to jose.
  table: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
};

export const columnTypes = (dialect: Dialect): ColumnTypes => (dialect === 'mysql' ? MYSQL : SQLITE);

/**
 * Converts whole numbers to safe integers and throws when one is too large. MySQL's driver returns strings, SQLite's
 * would round.
 */
const integerTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? toFen(value) : value),
  from: (value: number | string | null) => (value === null ? null : toFen(value)),
};

/** Options of `@PrimaryColumn` for an id, a text, a number and a moment. */
export const key = (): PrimaryColumnOptions => ({ type: 'varchar', length: 36 });
export const textKey = (): PrimaryColumnOptions => ({ type: 'varchar' });
export const integerKey = (): PrimaryColumnOptions => ({ type: 'bigint', transformer: integerTransformer });
export const timeKey = (): PrimaryColumnOptions => ({ type: 'datetime', precision: 3 });

/** Options of `@Column`, named by the column's meaning. */
export const id = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'varchar', length: 36, ...options });
export const text = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'varchar', ...options });
export const longText = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'text', ...options });
export const integer = (options: ColumnOptions = {}): ColumnOptions => ({
  type: 'bigint',
  transformer: integerTransformer,
  ...options,
});
export const flag = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'boolean', ...options });
export const real = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'double', ...options });
export const bytes = (options: ColumnOptions = {}): ColumnOptions => ({
  type: 'blob',
  // MySQL's driver returns a Buffer, SQLite's an ArrayBuffer.
  transformer: { to: (value: unknown) => value, from: (value: Buffer | ArrayBuffer) => Buffer.from(value as Buffer) },
  ...options,
});
export const time = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'datetime', precision: 3, ...options });

/** Returns `moment` in the form in which both databases store and compare it, for parameters of hand-written SQL. */
export const sqlTime = (moment: Date): string => moment.toISOString().slice(0, 23).replace('T', ' ');

/** Returns the SQL expression for the day in Shanghai of a stored moment. */
export const sqlShanghaiDay = (dialect: Dialect, moment: string): string =>
  dialect === 'mysql'
    ? `DATE_FORMAT(${moment} + INTERVAL 8 HOUR, '%Y-%m-%d')`
    : `SUBSTR(datetime(${moment}, '+8 hours'), 1, 10)`;

/** Returns the SQL expression for the hour in Shanghai of a stored moment, such as `2026-06-20 09`. */
export const sqlShanghaiHour = (dialect: Dialect, moment: string): string =>
  dialect === 'mysql'
    ? `DATE_FORMAT(${moment} + INTERVAL 8 HOUR, '%Y-%m-%d %H')`
    : `SUBSTR(datetime(${moment}, '+8 hours'), 1, 13)`;

/** Returns the SQL expression for the moment `days` days before a stored one, in the stored form. */
export const sqlDaysBefore = (dialect: Dialect, moment: string, days: number): string =>
  dialect === 'mysql'
    ? `(${moment} - INTERVAL ${days} DAY)`
    : `strftime('%Y-%m-%d %H:%M:%f', ${moment}, '-${days} days')`;

/** Converts a stored moment that hand-written SQL read: a Date from MySQL's driver, text from SQLite's. */
export const fromSqlTime = (stored: Date | string): Date =>
  stored instanceof Date ? stored : new Date(`${stored.replace(' ', 'T')}Z`);
