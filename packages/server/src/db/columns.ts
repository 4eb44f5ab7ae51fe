import type { ColumnOptions, PrimaryColumnOptions } from 'typeorm';
import { toFen } from '../lib/money.js';

/** The only file where the two dialects differ in how a value is declared and stored. */
export type Dialect = 'sqlite' | 'mysql';

/** Column types of one dialect, for the DDL in migrations. */
export interface ColumnTypes {
  /** A UUID. */
  id: string;
  /** Text of at most `length` characters, compared byte by byte (SQLite leaves the limit to the rules). */
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
  /** What follows the closing bracket of CREATE TABLE. */
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
  // STRICT refuses text in an integer column, which plain SQLite stores without a word.
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
  // Binary collation: the default one holds all emoji equal, and José = jose, as SQLite does not.
  table: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
};

export const columnTypes = (dialect: Dialect): ColumnTypes => (dialect === 'mysql' ? MYSQL : SQLITE);

/** Whole numbers as safe integers: MySQL's driver gives strings, SQLite's would round; this throws instead. */
const integerTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? toFen(value) : value),
  from: (value: number | string | null) => (value === null ? null : toFen(value)),
};

/** Options of `@Column` by meaning. */
/** Options of `@PrimaryColumn`: an id, a text, a number. */
export const key = (): PrimaryColumnOptions => ({ type: 'varchar', length: 36 });
export const textKey = (): PrimaryColumnOptions => ({ type: 'varchar' });
export const integerKey = (): PrimaryColumnOptions => ({ type: 'bigint', transformer: integerTransformer });
export const id = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'varchar', length: 36, ...options });
export const text = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'varchar', ...options });
export const longText = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'text', ...options });
export const integer = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'bigint', transformer: integerTransformer, ...options });
export const flag = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'boolean', ...options });
export const real = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'double', ...options });
export const time = (options: ColumnOptions = {}): ColumnOptions => ({ type: 'datetime', precision: 3, ...options });

/** `time` as both databases store and compare it, for parameters of hand-written SQL. */
export const sqlTime = (moment: Date): string => moment.toISOString().slice(0, 23).replace('T', ' ');

/** SQL of the day in Shanghai of a stored moment. */
export const sqlShanghaiDay = (dialect: Dialect, moment: string): string =>
  dialect === 'mysql' ? `DATE_FORMAT(${moment} + INTERVAL 8 HOUR, '%Y-%m-%d')` : `SUBSTR(datetime(${moment}, '+8 hours'), 1, 10)`;

/** A stored moment from hand-written SQL: a Date from MySQL's driver, text from SQLite's. */
export const fromSqlTime = (stored: Date | string): Date => (stored instanceof Date ? stored : new Date(`${stored.replace(' ', 'T')}Z`));
