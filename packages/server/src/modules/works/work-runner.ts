import { In, Not } from 'typeorm';
import { onePerServer, type Services } from '../../context.js';
import { JobLease } from '../../jobs/job-lease.entity.js';
import { ItemsFailed } from '../../jobs/job.js';
import { Lease } from '../../jobs/lease.js';
import { newId } from '../../lib/ids.js';
import { Work, WorkState } from './work.entities.js';
import { kindsIn, Lane, workKinds } from './work-kinds.js';
import { WorkSteps } from './work-steps.js';

const RENEW_EVERY_MS = 3_000;

/**
 * Does the works of one lane of this server one after another, each under its own lease. After a crash, the next runner continues
 * after the last finished step.
 */
export class WorkRunner {
  private working: Promise<void> | undefined;
  private stopped = false;
  /** The signal of the job run that waits for this work. */
  private signal: AbortSignal | undefined;
  private readonly holder = newId();

  constructor(
    private readonly services: Services,
    private readonly lane = Lane.SHARED,
  ) {}

  /** Works until nothing is left. After `signal` it finishes the current step and stops. */
  run(signal?: AbortSignal): Promise<void> {
    if (signal !== undefined) this.signal = signal;
    if (this.working === undefined && this.stopped) return Promise.resolve();
    this.working ??= this.work().finally(() => (this.working = undefined));
    return this.working;
  }

  /** Finishes the current step and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.working?.catch(() => undefined);
  }

  private get stopping(): boolean {
    return this.stopped || this.signal?.aborted === true;
  }

  private async work(): Promise<void> {
    // The works that this run skips, because another node does them or because they failed.
    const left: string[] = [];
    const failures: unknown[] = [];
    for (let count = 0; ; count += 1) {
      const next = await this.services.db.read.findOne(Work, {
        where: { state: WorkState.RUNNING, kind: In(kindsIn(this.lane)), id: Not(In(left)) },
        order: { id: 'ASC' },
      });
      if (this.stopping || next === null) {
        if (failures.length > 0) throw new ItemsFailed(failures.length, count, failures[0]);
        return;
      }
      try {
        if (!(await this.doOne(next))) left.push(next.id);
      } catch (error) {
        this.services.log.error({ err: error, work: next.id, kind: next.kind }, 'a work failed and is tried again');
        failures.push(error);
        left.push(next.id);
      }
    }
  }

  /** Returns whether the work has ended. */
  private async doOne(work: Work): Promise<boolean> {
    const { services } = this;
    const kind = workKinds.get(work.kind);
    if ((await kind.isHere?.(services, work)) === false) return false;
    const lease = this.leaseOf(work);
    if (lease !== null && !(await lease.claim())) return false;
    const renewing = setInterval(
      () =>
        void lease
          ?.claim()
          .catch((error: unknown) => services.log.warn({ err: error, work: work.id }, 'a lease could not be renewed')),
      RENEW_EVERY_MS,
    );
    try {
      await kind.run(services, work, new WorkSteps(services, work, () => !this.stopping && lease?.isHeld !== false));
    } finally {
      clearInterval(renewing);
      await lease?.release();
    }
    const ended = !(await services.db.read.existsBy(Work, { id: work.id, state: WorkState.RUNNING }));
    if (ended && lease !== null) await services.db.transact((tx) => tx.manager.delete(JobLease, { job: jobOf(work) }));
    return ended;
  }

  /** Returns null for SQLite: its file belongs to one process, so there is no other node. */
  private leaseOf(work: Work): Lease | null {
    return this.services.db.dialect === 'sqlite' ? null : new Lease(this.services, jobOf(work), this.holder);
  }
}

const jobOf = ({ id }: Work): string => `work ${id}`;

const runnersOf = onePerServer((services) => ({
  [Lane.SHARED]: new WorkRunner(services, Lane.SHARED),
  [Lane.FILES]: new WorkRunner(services, Lane.FILES),
}));

/** The one runner of a lane of a server. */
export const workRunnerOf = (services: Services, lane: Lane = Lane.SHARED): WorkRunner => runnersOf(services)[lane];
