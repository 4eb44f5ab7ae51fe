import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

/** What a fund that ended did not use, on its way back to the sponsor. Two people decide, whatever the amount. */
@Entity('match_returns')
@ObjectType({ description: 'What a match fund that ended did not use, on its way back to its sponsor.' })
export class MatchReturn {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the return.' })
  id: string;

  @Column(column.id())
  fundId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount, in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => String, { description: 'Why it goes back.' })
  reason: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The bank's reference of the payment; null when none is known." })
  bankReference: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was prepared.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When a second person signed it and the money left; null before.' })
  returnedAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn or refused; null otherwise.' })
  withdrawnAt: Date | null;
}
