import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * Records that one unit was above another from one moment to another, over any number of levels. A unit is above itself
 * at depth 0. A sum of what the units below had at the time joins these rows by its own moment.
 */
@Entity('organization_closure')
export class UnitAbove {
  @PrimaryColumn(column.key())
  ancestorId: string;

  @PrimaryColumn(column.key())
  descendantId: string;

  /** The first moment. */
  @PrimaryColumn(column.timeKey())
  fromAt: Date;

  /** How many levels are between the two. */
  @Column(column.integer())
  depth: number;

  /** The first moment at which it was no longer so; null while it is so. */
  @Column(column.time({ nullable: true }))
  untilAt: Date | null;
}
