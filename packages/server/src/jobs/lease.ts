import type { Services } from '../context.js';
import { sqlTime } from '../db/columns.js';
import { isDuplicateKey } from '../db/faults.js';
import { JobLease } from './job-lease.entity.js';

/** How long a lease lasts. After a node has died, its jobs rest for so long. */
const LEASE_MS = 10_000;
/** A lease is renewed when less than this is left of it. */
const RENEW_MS = 6_000;

/**
 * The right of this process to run one job. Who holds it keeps it between runs, so that a job that is due every second writes every few
 * seconds. Time is measured by this process from before the claim was sent: what it believes to hold, it holds.
 */
export class Lease {
  private heldUntil = 0;
  /** Until then, by the clock of all nodes, the lease is another node's. */
  private othersUntil = 0;

  constructor(private readonly services: Pick<Services, 'db' | 'clock'>, private readonly job: string, private readonly holder: string) {}

  get isHeld(): boolean {
    return performance.now() < this.heldUntil;
  }

  /** Takes or renews the lease; answers whether this process may run the job now. */
  async claim(): Promise<boolean> {
    const askedAt = performance.now();
    if (askedAt < this.heldUntil - RENEW_MS) return true;
    if (!this.isHeld && this.services.clock.now().getTime() < this.othersUntil) return false;
    const isOurs = await this.write();
    this.heldUntil = isOurs ? askedAt + LEASE_MS : 0;
    return isOurs;
  }

  /** Gives the lease up, so that another node need not wait for its end. */
  async release(): Promise<void> {
    if (!this.isHeld) return;
    this.heldUntil = 0;
    const { job, holder } = this;
    await this.services.db.transact((tx) => tx.manager.update(JobLease, { job, holder }, { expiresAt: tx.now }));
  }

  private async write(): Promise<boolean> {
    const { job, holder, services: { db } } = this;
    try {
      return await db.transact(async (tx) => {
        const expiresAt = new Date(tx.now.getTime() + LEASE_MS);
        // One statement decides and changes the row, which nodes of a cluster compare at the commit.
        const free = 'holder = ? OR expires_at <= ?';
        await tx.manager.query(`UPDATE job_leases SET holder = ?, expires_at = ?, claims = claims + 1 WHERE job = ? AND (${free})`, [holder, sqlTime(expiresAt), job, holder, sqlTime(tx.now)]);
        const lease = await tx.manager.findOneBy(JobLease, { job });
        if (lease === null) await tx.manager.insert(JobLease, { job, holder, expiresAt, claims: 1 });
        else if (lease.holder !== holder) {
          this.othersUntil = lease.expiresAt.getTime();
          return false;
        }
        return true;
      });
    } catch (error) {
      // Another node was the first of all.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
