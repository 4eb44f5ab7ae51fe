import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** Records that a person has an item of a queue open. Each person has at most one open item in a queue. */
@Entity('queue_claims')
export class QueueClaim {
  @PrimaryColumn(column.textKey())
  queue: string;

  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.text())
  itemId: string;

  @Column(column.time())
  since: Date;

  /** When the claim ends. The page renews it while the item is open; a closed page renews nothing. */
  @Column(column.time())
  until: Date;
}

/** Records that the workers of all queues were notified on a day. */
@Entity('queue_digests')
export class QueueDigest {
  @PrimaryColumn(column.textKey())
  day: string;
}
