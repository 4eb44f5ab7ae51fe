import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { SafeInt } from '../../scalars.js';
import { RefundCause, RefundItem, RefundOrder } from './refund.entities.js';
import { LIMITS } from './refund.rules.js';

@InputType({ description: 'Gifts of an ended project that are to go back.' })
export class PrepareRefundInput {
  @Field(() => ID, { description: 'A project that has ended with gifts that no stage used.' })
  projectId: string;

  @Field(() => String, { description: `Why, 1 to ${LIMITS.reason.max} characters; public once approved.` })
  reason: string;

  @Field(() => [ID], {
    nullable: true,
    description: `The gifts, ${LIMITS.pledges.min} to ${LIMITS.pledges.max}; all that are due without it.`,
  })
  pledgeIds?: string[] | null;
}

@InputType({ description: 'A payment that was confirmed by mistake.' })
export class PrepareReversalInput {
  @Field(() => ID, { description: 'The pledge whose transfer had not arrived.' })
  pledgeId: string;

  @Field(() => String, { description: `What went wrong, 1 to ${LIMITS.reason.max} characters; public once approved.` })
  reason: string;
}

@ObjectType({ description: 'What an ended project has to give back.' })
export class RefundDue {
  @Field(() => RefundCause, { description: 'How the project ended.' })
  cause: RefundCause;

  @Field(() => SafeInt, { name: 'amount', description: 'Fen that its fund still holds. All of it goes back.' })
  amountFen: number;

  @Field(() => SafeInt, {
    name: 'prepared',
    description: 'The part of `amount` that is prepared and waits for a second person.',
  })
  preparedFen: number;
}

export const RefundOrderConnection = connectionOf(RefundOrder, 'RefundOrder');
export const RefundItemConnection = connectionOf(RefundItem, 'RefundItem');
