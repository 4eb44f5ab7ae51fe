import { Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../../scalars.js';

/** A fund's money, from the ledger: received = released + refunded + balance, always. */
@ObjectType({
  description: "A project's fund in the double-entry ledger. received = released + refunded + balance holds always.",
})
export class FundStatement {
  @Field(() => SafeInt, { description: 'Fen that came in, matching money included.' })
  readonly received: number;

  @Field(() => SafeInt, { description: 'Fen paid out to the implementer.' })
  readonly released: number;

  @Field(() => SafeInt, { description: 'Fen given back to donors and match funds.' })
  readonly refunded: number;

  @Field(() => SafeInt, { description: 'Fen that the fund holds now.' })
  readonly balance: number;

  constructor(received: number, released: number, refunded: number) {
    this.received = received;
    this.released = released;
    this.refunded = refunded;
    this.balance = received - released - refunded;
  }
}
