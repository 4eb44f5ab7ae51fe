import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * The removal of all second factors of an account whose holder lost them, as two administrators decided. It waits, and
 * the holder can stop it.
 */
@Entity('factor_removals')
export class FactorRemoval {
  /** The id of what the administrators decided. */
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.time())
  createdAt: Date;

  @Column(column.time())
  dueAt: Date;

  @Column(column.time({ nullable: true }))
  cancelledAt: Date | null;

  @Column(column.time({ nullable: true }))
  doneAt: Date | null;
}
