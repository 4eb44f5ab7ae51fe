import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/**
 * Who looks after a person's queues while the person is away. Each person has at most one deputy. A deputy gains no
 * right: every decision still needs a role of the deputy's own.
 */
@Entity('queue_deputies')
@ObjectType({ description: 'Who looks after the queues of an absent person, and on which days.' })
export class QueueDeputy {
  /** The absent person. */
  @PrimaryColumn(column.key())
  userId: string;

  @Column(column.id())
  deputyId: string;

  /** Days in Shanghai, as "YYYY-MM-DD". Both are included. */
  @Column(column.text())
  @Field(() => String, { name: 'from', description: 'First day in Shanghai, as YYYY-MM-DD.' })
  fromDay: string;

  @Column(column.text())
  @Field(() => String, { name: 'until', description: 'Last day in Shanghai, as YYYY-MM-DD.' })
  untilDay: string;
}
