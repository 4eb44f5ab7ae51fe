/**
 * Work that becomes due by time, declared by its module. No client waits for it, and its failure affects no other job.
 */
export interface Job {
  /** The name in the log and in the labels of /metrics. */
  readonly name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  readonly everyMs: number;
  /**
   * Milliseconds after which a run is aborted. An aborted run is reported as late until the run has ended, and the next
   * run does not begin before that end.
   */
  readonly timeoutMs: number;
  /**
   * Whether every node runs the job, because it works on what only that node has. Otherwise one node at a time runs it.
   */
  readonly onEveryNode?: boolean;
  /** Whether a run may take minutes. `runDue` does not wait for the end of such a run. */
  readonly isLong?: boolean;
  /** Does what is due. When `signal` aborts, it stops early and leaves nothing half-done. */
  run(signal: AbortSignal): Promise<void>;
}

/** The state of a job on this node. Moments are milliseconds since 1970 by the clock of this process. */
export interface JobReport {
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly lastSuccessAt: number | null;
  readonly lastDurationMs: number | null;
  /** Null while it is not running. */
  readonly runningSince: number | null;
  /** Milliseconds by which the job is late, because a run has not begun in time or has not ended in time. */
  readonly lateMs: number;
}

/** Thrown when some of many items failed, each by itself. The first failure is the cause. */
export class ItemsFailed extends Error {
  constructor(failed: number, all: number, first: unknown) {
    super(`${failed} of ${all} failed`, { cause: first });
    this.name = 'ItemsFailed';
  }
}

/**
 * Runs `work` for each item, one after the other. A failed item does not stop the others; afterwards `ItemsFailed` is
 * thrown. Throws as soon as `signal` has aborted.
 */
export async function doEach<T>(
  items: readonly T[],
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    signal?.throwIfAborted();
    await work(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new ItemsFailed(failures.length, items.length, failures[0]);
}
