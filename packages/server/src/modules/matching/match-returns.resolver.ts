import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { Order } from '../orders/index.js';
import { MatchFund } from './match.entities.js';
import { MatchReturnAction } from './match.enums.js';
import { LIMITS } from './match.rules.js';
import { MatchReturn } from './match-return.entity.js';
import { matchReturn } from './match-return.order.js';
import * as queries from './match-returns.queries.js';
import * as returns from './match-returns.service.js';
import { matchFundLoader } from './matching.queries.js';

@Resolver(() => MatchReturn)
export class MatchReturnResolver {
  @FieldResolver(() => MatchFund, { description: 'The fund that the money leaves.' })
  async fund(@Ctx() context: RequestContext, @Root() { fundId }: MatchReturn): Promise<MatchFund> {
    return (await matchFundLoader(context).load(fundId))!;
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description:
      'Who prepared and signed it, with its history. Only treasurers and administrators see it; null for others.',
  })
  order(@Ctx() context: RequestContext, @Root() back: MatchReturn): Promise<Order | null> {
    return queries.orderOfReturn(context, back);
  }

  @FieldResolver(() => [MatchReturnAction], { description: 'What the viewer may do with it now.' })
  viewerActions(@Ctx() context: RequestContext, @Root() back: MatchReturn): Promise<MatchReturnAction[]> {
    return queries.actionsOnReturn(context, back);
  }

  @Mutation(() => MatchReturn, {
    description:
      'Prepares that all that a match fund which ended did not use goes back to its sponsor. Only treasurers outside the sponsor may do it.',
  })
  prepareMatchReturn(
    @Ctx() context: RequestContext,
    @Arg('fundId', () => ID, { description: 'Id of the fund.' }) fundId: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.reason.max} characters; public once signed.` })
    reason: string,
  ): Promise<MatchReturn> {
    return returns.prepareMatchReturn(context, fundId, reason);
  }

  @Mutation(() => MatchReturn, {
    description:
      'Signs a prepared return as the second person; the money leaves the fund at once. Treasurers and administrators outside the sponsor may do it, but not the one who prepared it.',
  })
  signMatchReturn(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the return.' }) id: string,
    @Arg('bankReference', () => String, {
      nullable: true,
      description: `The bank's reference of the payment, up to ${LIMITS.bankReference.max} characters.`,
    })
    bankReference?: string | null,
  ): Promise<MatchReturn> {
    return returns.signMatchReturn(context, id, bankReference);
  }

  @Mutation(() => MatchReturn, {
    description:
      'Withdraws a prepared return, or refuses it when another person prepared it. Only treasurers and administrators may do it.',
  })
  withdrawMatchReturn(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the return.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: `Why, up to ${LIMITS.reason.max} characters.` })
    reason?: string | null,
  ): Promise<MatchReturn> {
    return returns.withdrawMatchReturn(context, id, reason);
  }
}

/** Fields that this module adds to `TwoPersonOrder`. */
@Resolver(() => Order)
export class OrderMatchReturnResolver {
  @FieldResolver(() => MatchReturn, {
    nullable: true,
    description: 'What goes back to the sponsor of a match fund; null when the order is about something else.',
  })
  async matchReturn(@Ctx() context: RequestContext, @Root() { kind, subjectId }: Order): Promise<MatchReturn | null> {
    return kind === matchReturn.name ? queries.matchReturnLoader(context).load(subjectId) : null;
  }
}
