import type { Services } from '../context.js';
import { sqlTime } from '../db/columns.js';
import { isDuplicateKey } from '../db/faults.js';
import { JobLease } from './job-lease.entity.js';

/** How many milliseconds a lease lasts. After a node has died, its jobs pause for at most this long. */
const LEASE_MS = 10_000;
/** A lease is renewed when less than this is left of it. */
const RENEW_MS = 6_000;

/**
 * This process's lease on one job. The holder keeps it between runs, so that a job that is due every second writes only
 * every few seconds. The lease is measured with this process's clock from before the claim was sent, so it is never
 * held longer than it was granted.
 */
export class Lease {
  private heldUntil = 0;
  /** Another node holds the lease until this moment, by the clock that all nodes share. */
  private othersUntil = 0;

  constructor(
    private readonly services: Pick<Services, 'db' | 'clock'>,
    private readonly job: string,
    private readonly holder: string,
  ) {}

  get isHeld(): boolean {
    return performance.now() < this.heldUntil;
  }

  /** Claims or renews the lease. Returns whether this process may run the job now. */
  async claim(): Promise<boolean> {
    const askedAt = performance.now();
    if (askedAt < this.heldUntil - RENEW_MS) return true;
    if (!this.isHeld && this.services.clock.now().getTime() < this.othersUntil) return false;
    const isOurs = await this.write();
    this.heldUntil = isOurs ? askedAt + LEASE_MS : 0;
    return isOurs;
  }

  /** Ends the lease, so that another node need not wait for its expiry. */
  async release(): Promise<void> {
    if (!this.isHeld) return;
    this.heldUntil = 0;
    const { job, holder } = this;
    await this.services.db.transact((tx) => tx.manager.update(JobLease, { job, holder }, { expiresAt: tx.now }));
  }

  private async write(): Promise<boolean> {
    const {
      job,
      holder,
      services: { db },
    } = this;
    try {
      return await db.transact(async (tx) => {
        const expiresAt = new Date(tx.now.getTime() + LEASE_MS);
        // One statement both decides and changes the row, because the nodes of a cluster compare changed rows at the
        // commit.
        const free = 'holder = ? OR expires_at <= ?';
        await tx.manager.query(
          `UPDATE job_leases SET holder = ?, expires_at = ?, claims = claims + 1 WHERE job = ? AND (${free})`,
          [holder, sqlTime(expiresAt), job, holder, sqlTime(tx.now)],
        );
        const lease = await tx.manager.findOneBy(JobLease, { job });
        if (lease === null) await tx.manager.insert(JobLease, { job, holder, expiresAt, claims: 1 });
        else if (lease.holder !== holder) {
          this.othersUntil = lease.expiresAt.getTime();
          return false;
        }
        return true;
      });
    } catch (error) {
      // Another node created the row of this job first.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
