import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

/** The time during which administrators keep an account from acting. Rows are only ever added and ended. */
@Entity('account_suspensions')
@ObjectType('AccountSuspension', {
  description: 'The time during which an account can do nothing. Only administrators and auditors see it.',
})
export class Suspension {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the suspension.' })
  id: string;

  @Column(column.id())
  userId: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it began.' })
  suspendedAt: Date;

  @Column(column.id())
  suspendedById: string;

  @Column(column.text())
  @Field(() => String, { description: 'Why, as the holder of the account was told.' })
  reason: string;

  /** Null while the account is suspended. */
  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When another administrator restored the account; null before.' })
  restoredAt: Date | null;

  /** Null while the account is suspended, and when the command line restored it. */
  @Column(column.id({ nullable: true }))
  restoredById: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why the account was restored; null before.' })
  restoreReason: string | null;
}
