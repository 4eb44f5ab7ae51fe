import type { Services } from './context.js';

interface RuleHead {
  /** The name in the log and in /metrics. */
  readonly name: string;
  /** What is removed and when, as the documentation says it. */
  readonly removes: string;
}

/** A rule that removes rows, or values of rows, as data. */
export interface RowRule extends RuleHead {
  readonly table: string;
  /** The columns that identify a row. */
  readonly key: readonly [string, ...string[]];
  /** The SQL condition of the rows that are due. Each `?` is the moment `keepsMs` ago. */
  readonly due: string;
  readonly keepsMs: number;
  /** The values that due rows get; without them the rows are deleted. */
  readonly set?: Readonly<Record<string, null>>;
}

/** A rule that its module carries out, because files belong to the rows. */
export interface OwnRule extends RuleHead {
  /** Returns how many it removed. */
  run(services: Services, signal: AbortSignal): Promise<number>;
}

/** Personal data that time removes. Modules declare rules, and the module `privacy` carries them out. */
export type RetentionRule = RowRule | OwnRule;
