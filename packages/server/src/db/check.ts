/** Something that holds in every database of ours at any time, whatever wrote it. */
export interface Check {
  /** What holds, as a statement. */
  name: string;
  /** SQL answering one row per violation, the same for SQLite and MySQL. */
  sql: string;
}
