import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Pledge } from './pledge.entity.js';
import { ConfirmPaymentInput, TransfersPreview } from './pledge.inputs.js';
import { LIMITS } from './pledge.rules.js';
import * as transfers from './transfers.service.js';

@Resolver(() => Pledge)
export class TransferResolver {
  @Mutation(() => Pledge, {
    description:
      'Confirms that a transfer arrived: PENDING becomes PAID. Only treasurers may do it. The same confirmation by the same treasurer again returns the recorded payment.',
  })
  confirmPayment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConfirmPaymentInput, { description: 'The transfer.' }) input: ConfirmPaymentInput,
  ): Promise<Pledge> {
    return transfers.confirmPayment(context, input);
  }

  @Query(() => TransfersPreview, {
    description: 'What confirming these transfers would do now. Only treasurers see it.',
  })
  transfersBulk(
    @Ctx() context: RequestContext,
    @Arg('pledgeIds', () => [ID], {
      description: `The pledges, ${LIMITS.transfers.min} to ${LIMITS.transfers.max}.`,
    })
    pledgeIds: string[],
  ): Promise<TransfersPreview> {
    return transfers.previewTransfers(context, pledgeIds);
  }

  @Mutation(() => [Pledge], {
    description:
      'Confirms that several transfers arrived, all of them or none, and returns the pledges in the order of the list. Only treasurers may do it. The same confirmations by the same treasurer again return the recorded payments.',
  })
  confirmPayments(
    @Ctx() context: RequestContext,
    @Arg('inputs', () => [ConfirmPaymentInput], {
      description: `The transfers, ${LIMITS.transfers.min} to ${LIMITS.transfers.max}.`,
    })
    inputs: ConfirmPaymentInput[],
  ): Promise<Pledge[]> {
    return transfers.confirmManyPayments(context, inputs);
  }
}
