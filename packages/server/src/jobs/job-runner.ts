import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../context.js';
import { newId } from '../lib/ids.js';
import { asTask } from './current-task.js';
import type { Job, JobReport } from './job.js';
import { Lease } from './lease.js';

/** The longest wait before a failed job is retried. The wait doubles with each failure in a row. */
const LONGEST_WAIT_MS = 15_000;
/** How often a running job renews its lease. */
const RENEW_EVERY_MS = 3_000;

/** One job on this node: its timer, its lease and the results of its runs. */
class RunningJob {
  private readonly lease: Lease | null;
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> | undefined;
  private abort: AbortController | undefined;
  private dueAt: number | null = null;
  private stopped = false;
  private failuresInARow = 0;
  private runs = 0;
  private failures = 0;
  private lastSuccessAt: number | null = null;
  private lastDurationMs: number | null = null;
  private runningSince: number | null = null;

  constructor(
    private readonly services: Services,
    readonly job: Job,
    holder: string,
  ) {
    // An SQLite file belongs to one process, so there is no other node and no lease.
    this.lease =
      job.onEveryNode === true || services.db.dialect === 'sqlite' ? null : new Lease(services, job.name, holder);
  }

  start(): void {
    this.schedule(this.job.everyMs);
  }

  /**
   * Runs the job now, after the run in progress, which may have looked too early. The run needs no lease, because the
   * caller decides that the job runs here. Rejects when the job fails.
   */
  async runNow(): Promise<void> {
    while (this.underWay !== undefined) await this.underWay.catch(() => undefined);
    await this.run();
  }

  /** Prevents further runs and aborts the one in progress. Resolves when that run has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.abort?.abort(new Error('the server stops'));
    await this.underWay?.catch(() => undefined);
    await this.lease
      ?.release()
      .catch((error: unknown) =>
        this.services.log.warn({ err: error, job: this.job.name }, 'a lease could not be given up; it ends by itself'),
      );
  }

  get isRunning(): boolean {
    return this.underWay !== undefined;
  }

  report(): JobReport {
    const now = Date.now();
    const { runs, failures, lastSuccessAt, lastDurationMs, runningSince } = this;
    const late = runningSince === null ? now - (this.dueAt ?? now) : now - runningSince - this.job.timeoutMs;
    return {
      name: this.job.name,
      runs,
      failures,
      lastSuccessAt,
      lastDurationMs,
      runningSince,
      lateMs: Math.max(0, late),
    };
  }

  private schedule(afterMs: number): void {
    if (this.stopped) return;
    this.dueAt = Date.now() + afterMs;
    this.timer = setTimeout(() => void this.turn(), afterMs);
  }

  /** Runs the job by its timer, unless another node has the lease. A failure is logged and not thrown. */
  private async turn(): Promise<void> {
    try {
      // A run that `runNow` started meanwhile counts as this one.
      if (this.underWay !== undefined) await this.underWay.catch(() => undefined);
      else if (await this.isOurs()) await this.run();
    } catch (error) {
      this.services.log.error(
        { err: error, job: this.job.name, failuresInARow: this.failuresInARow },
        `the job ${this.job.name} failed`,
      );
    } finally {
      this.schedule(
        Math.min(
          this.job.everyMs * 2 ** Math.min(this.failuresInARow, 10),
          Math.max(this.job.everyMs, LONGEST_WAIT_MS),
        ),
      );
    }
  }

  /** Whether this node runs the job now. An error of the lease counts as a failure of the job. */
  private async isOurs(): Promise<boolean> {
    try {
      return (this.lease === null || (await this.lease.claim())) && !this.stopped;
    } catch (error) {
      this.noteFailure();
      throw error;
    }
  }

  private noteFailure(): void {
    this.failures += 1;
    this.failuresInARow += 1;
  }

  private run(): Promise<void> {
    this.underWay = this.measured().finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  private async measured(): Promise<void> {
    const {
      job,
      services: { log },
    } = this;
    const abort = new AbortController();
    this.abort = abort;
    this.runningSince = Date.now();
    const startedAt = performance.now();
    const tooLong = setTimeout(() => {
      log.warn(
        { job: job.name, forMs: job.timeoutMs },
        `the job ${job.name} takes longer than it may and is told to stop`,
      );
      abort.abort(new Error(`${job.name} took longer than ${job.timeoutMs} ms`));
    }, job.timeoutMs);
    const renewing = setInterval(() => void this.renew(abort), RENEW_EVERY_MS);
    try {
      // One run may wait for many answers of others at once, and each of them listens.
      setMaxListeners(0, abort.signal);
      await asTask(`job/${job.name}`, () => job.run(abort.signal));
      if (this.failuresInARow > 0) log.info({ job: job.name }, `the job ${job.name} works again`);
      this.failuresInARow = 0;
      this.lastSuccessAt = Date.now();
    } catch (error) {
      // A run that was aborted because the server stops has not failed.
      if (this.stopped) return;
      this.noteFailure();
      throw error;
    } finally {
      clearTimeout(tooLong);
      clearInterval(renewing);
      this.runs += 1;
      this.lastDurationMs = performance.now() - startedAt;
      this.runningSince = null;
      this.abort = undefined;
    }
  }

  /** Renews the lease during a run. A run that lost its lease is aborted, because another node starts the same job. */
  private async renew(abort: AbortController): Promise<void> {
    if (this.lease === null || !this.lease.isHeld) return;
    const isOurs = await this.lease.claim().catch(() => this.lease?.isHeld === true);
    if (!isOurs) abort.abort(new Error(`another node runs ${this.job.name}`));
  }
}

/**
 * Runs each job independently: by its own timer, never twice at once, on one node at a time, with its own time limit
 * and its own failures.
 */
export class JobRunner {
  private readonly jobs: readonly RunningJob[];

  constructor(
    private readonly services: Services,
    jobs: readonly Job[],
  ) {
    const names = new Set(jobs.map(({ name }) => name));
    if (names.size < jobs.length) throw new Error('two jobs have one name');
    const holder = newId();
    this.jobs = jobs.map((job) => new RunningJob(services, job, holder));
  }

  start(): void {
    for (const job of this.jobs) job.start();
  }

  /**
   * Runs all jobs now, one after the other in the order of their declaration. Resolves when they have ended, except
   * jobs with `isLong`, which it only starts. A failed job does not keep the others from running; the first failure is
   * thrown at the end.
   */
  async runDue(): Promise<void> {
    const failures: unknown[] = [];
    for (const job of this.jobs) {
      const run = job.runNow();
      if (job.job.isLong === true)
        run.catch((error: unknown) =>
          this.services.log.error({ err: error, job: job.job.name }, `the job ${job.job.name} failed`),
        );
      else await run.catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  /**
   * Stops all jobs and waits at most `deadlineMs` for runs in progress, because a hanging job must not delay the stop
   * of the server.
   */
  async stop(deadlineMs: number): Promise<void> {
    const stopped = Promise.all(this.jobs.map((job) => job.stop()));
    await Promise.race([stopped, sleep(deadlineMs, undefined, { ref: false })]);
    for (const {
      isRunning,
      job: { name },
    } of this.jobs) {
      if (isRunning)
        this.services.log.warn({ job: name, afterMs: deadlineMs }, `the job ${name} did not stop in time and is left`);
    }
  }

  reports(): JobReport[] {
    return this.jobs.map((job) => job.report());
  }
}
