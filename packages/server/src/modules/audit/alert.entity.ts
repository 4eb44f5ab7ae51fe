import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** A pattern that was found in the trace. Rows are only ever added. */
@Entity('trace_alerts')
@ObjectType({ description: 'Something unusual in the trace. It is a reason to look, and no accusation.' })
export class TraceAlert {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the alert.' })
  id: string;

  /** The name of its pattern. */
  @Column(column.text())
  pattern: string;

  /** Whose acts they are, or whose account they concern. */
  @Column(column.id())
  personId: string;

  /** Pattern, person and hour: several nodes that look at once find an alert once. */
  @Column(column.text())
  alertKey: string;

  @Column(column.integer())
  @Field(() => Int, { description: 'How many entries of the trace show it.' })
  entries: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When the first of them was.' })
  firstAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When the last of them was.' })
  lastAt: Date;
}
