import type { Dialect } from './columns.js';
import type { Database } from './database.js';

/** What is checked: the database and, beside it, the folder of what people uploaded. */
export interface Checked {
  readonly db: Database;
  readonly env: { readonly uploadDir: string };
}

type Rows = Record<string, unknown>[];

/** Something that holds in every database of ours at any time, whatever wrote it. */
export type Check = {
  /** What holds, as a statement. */
  readonly name: string;
} & (
  | {
      /** SQL answering one row per violation: the same for SQLite and MySQL, or by dialect where a day has to be worked out of a moment. */
      readonly sql: string | ((dialect: Dialect) => string);
    }
  | {
      /** Answers one row per violation, where SQL cannot: it works out digests or reads files, in bounded memory at any size. */
      violations(checked: Checked): Promise<Rows>;
    }
);

/** The statement of a check in one dialect. */
export const sqlOf = ({ sql }: { sql: string | ((dialect: Dialect) => string) }, dialect: Dialect): string => (typeof sql === 'string' ? sql : sql(dialect));

/** The violations of `check`; none where it holds. */
export const findViolations = (check: Check, checked: Checked): Promise<Rows> => ('sql' in check ? checked.db.read.query<Rows>(sqlOf(check, checked.db.dialect)) : check.violations(checked));
