import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * A person who left a unit. For some time the person still counts as one of its people where the unit's own people keep
 * out, because otherwise an owner could leave for a day, pay the unit and come back.
 */
@Entity('former_memberships')
export class FormerMembership {
  @PrimaryColumn(column.key())
  organizationId: string;

  @PrimaryColumn(column.key())
  userId: string;

  /** When the person last left. */
  @Column(column.time())
  endedAt: Date;

  /** Until then the person keeps out of what concerns the unit. */
  @Column(column.time())
  boundUntil: Date;
}
