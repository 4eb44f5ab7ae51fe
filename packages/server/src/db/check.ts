import type { Dialect } from './columns.js';
import type { Database } from './database.js';

/** What checks read: the database and the folder of uploads. */
export interface Checked {
  readonly db: Database;
  readonly env: { readonly uploadDir: string };
}

type Rows = Record<string, unknown>[];

/** An invariant that holds in every database of ours at any time, whatever wrote the data. */
export type Check = {
  /** The invariant, as a statement. */
  readonly name: string;
} & (
  | {
      /**
       * SQL that returns one row per violation. The SQL is the same for SQLite and MySQL, or depends on the dialect
       * where SQL must compute a day from a moment.
       */
      readonly sql: string | ((dialect: Dialect) => string);
    }
  | {
      /**
       * Returns one row per violation, for checks that SQL cannot do: they compute digests or read files, in bounded
       * memory at any size.
       */
      violations(checked: Checked): Promise<Rows>;
    }
);

/** Returns the SQL of a check in one dialect. */
export const sqlOf = ({ sql }: { sql: string | ((dialect: Dialect) => string) }, dialect: Dialect): string =>
  typeof sql === 'string' ? sql : sql(dialect);

/** Returns the violations of `check`; no rows when it holds. */
export const findViolations = (check: Check, checked: Checked): Promise<Rows> =>
  'sql' in check ? checked.db.read.query<Rows>(sqlOf(check, checked.db.dialect)) : check.violations(checked);
