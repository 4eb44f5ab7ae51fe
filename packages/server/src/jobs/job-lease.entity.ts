import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../db/columns.js';

/**
 * Which node runs a job. The node holds the lease while it works, so that no other node runs the job at the same time.
 */
@Entity('job_leases')
export class JobLease {
  @PrimaryColumn(column.textKey())
  job: string;

  /** The id of the process, which each process makes at its start. */
  @Column(column.id())
  holder: string;

  /** The moment from which another node may take the lease, because the holder has died or lost the database. */
  @Column(column.time())
  expiresAt: Date;

  /** Incremented by every claim. On a cluster, the nodes compare only claims that change the row. */
  @Column(column.integer())
  claims: number;
}
