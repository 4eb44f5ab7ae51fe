import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../db/columns.js';

/** Which node runs a job. It holds the lease as long as it works, so that no other node does the same at the same time. */
@Entity('job_leases')
export class JobLease {
  @PrimaryColumn(column.textKey())
  job: string;

  /** Made anew by each process. */
  @Column(column.id())
  holder: string;

  /** From now on another node may take it: the holder died, or lost the database. */
  @Column(column.time())
  expiresAt: Date;

  /** Changes with every claim: a claim that changes nothing would not be compared with another node's on a cluster. */
  @Column(column.integer())
  claims: number;
}
