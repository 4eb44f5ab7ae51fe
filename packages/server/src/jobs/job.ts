/** Work that time makes due, declared by its module. Nobody asked for it, so nobody waits for it, and its failure touches no other job. */
export interface Job {
  /** In the log and as a label in /metrics. */
  readonly name: string;
  /** How long after the end of one run the next one begins. */
  readonly everyMs: number;
  /** After this long a run is told to stop, and is reported as late until it has ended. The next run does not begin before. */
  readonly timeoutMs: number;
  /** Whether every node runs it, because it works on what that node alone has. Otherwise one node at a time does. */
  readonly onEveryNode?: boolean;
  /** Whether it may take minutes, so that `runDue` does not wait for its end. */
  readonly isLong?: boolean;
  /** Does what is due. It stops early, with nothing half-done, when `signal` says so. */
  run(signal: AbortSignal): Promise<void>;
}

/** What is known of a job on this node. Moments are in milliseconds since 1970, by the clock of this process. */
export interface JobReport {
  readonly name: string;
  readonly runs: number;
  readonly failures: number;
  readonly lastSuccessAt: number | null;
  readonly lastDurationMs: number | null;
  /** Null while it is not running. */
  readonly runningSince: number | null;
  /** By how much it is late: it has not begun in time, or has not ended in time. */
  readonly lateMs: number;
}

/** That some of many items failed, each for itself. The first failure is the cause. */
export class ItemsFailed extends Error {
  constructor(failed: number, all: number, first: unknown) {
    super(`${failed} of ${all} failed`, { cause: first });
    this.name = 'ItemsFailed';
  }
}

/** Does `work` with each item. One that fails does not keep the others waiting; that it failed is told at the end. */
export async function doEach<T>(items: readonly T[], signal: AbortSignal | undefined, work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    signal?.throwIfAborted();
    await work(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new ItemsFailed(failures.length, items.length, failures[0]);
}
