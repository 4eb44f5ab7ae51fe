/** The first line of a backup. */
export interface BackupHead {
  readonly format: typeof BACKUP_FORMAT;
  readonly at: string;
  /** The migrations of the tables, in their order. */
  readonly migrations: readonly string[];
  /** The newest signed head of each log at the moment of the backup. */
  readonly heads: Readonly<Record<string, { readonly size: number; readonly root: string } | null>>;
}

export const BACKUP_FORMAT = 'hongchuang backup v1';

/** The last line. A backup without it was cut off. */
export interface BackupEnd {
  readonly end: true;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
}

/**
 * A line of a backup. A table line begins the rows of a table, a file line the pieces of a file; rows are arrays, pieces
 * texts in base64.
 */
export type BackupLine =
  | BackupHead
  | BackupEnd
  | { readonly table: string; readonly columns: readonly string[] }
  | { readonly file: string }
  | readonly Cell[]
  | string;

/** A value of a column. Times are texts as SQLite stores them, so that a backup fits both databases. */
export type Cell = string | number | null | { readonly base64: string };

/** Tables whose rows are worth nothing after a restore. `server_turns` is a lock that only MySQL has. */
export const LEFT_OUT: readonly string[] = ['migrations', 'server_turns', 'job_leases', 'limit_counts'];
