import { Field, Int, ObjectType } from 'type-graphql';
import { sumFen } from './lib/money.js';
import { SafeInt } from './scalars.js';

@ObjectType({ description: 'Some lines or entries.' })
export class Bundle {
  @Field(() => Int, { description: 'The number of lines or entries.' })
  count: number;

  @Field(() => SafeInt, { description: 'Their sum in fen; below zero when more went out than came in.' })
  sum: number;
}

/** Returns the number of `rows` and the sum of their amounts. */
export const bundle = (rows: readonly { amountFen: number }[]): Bundle =>
  Object.assign(new Bundle(), { count: rows.length, sum: sumFen(rows.map(({ amountFen }) => amountFen)) });
