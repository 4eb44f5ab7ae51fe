import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import { may, type RequestContext } from '../../context.js';
import { SafeInt } from '../../scalars.js';
import { isMemberOf, Organization, organizationLoader } from '../organizations/index.js';
import { PaymentMethod, Pledge } from '../pledges/index.js';
import { findVisibleProject, Project, projectLoader } from '../projects/index.js';
import { QueueArgs } from '../queues/index.js';
import { GiftMatch, MatchFund } from './match.entities.js';
import { MatchFundAction } from './match.enums.js';
import { leftOf, LIMITS } from './match.rules.js';
import { MatchReturn } from './match-return.entity.js';
import { listReturns } from './match-returns.queries.js';
import { actionsFor } from './matching.access.js';
import {
  ConfirmMatchPaymentInput,
  FoundMatchFundInput,
  GiftMatchConnection,
  MatchFundConnection,
  MatchPreview,
} from './matching.inputs.js';
import { seeMatchFunds } from './matching.permissions.js';
import {
  activeFunds,
  chosenLoader,
  findVisibleFund,
  listMatchesOf,
  listMatchFunds,
  listOwnMatchFunds,
  matchesLoader,
  matchFundLoader,
  previewMatch,
} from './matching.queries.js';
import { matchFundQueue } from './matching.queues.js';
import * as matching from './matching.service.js';

@Resolver(() => MatchFund)
export class MatchFundResolver {
  @Query(() => MatchFund, {
    nullable: true,
    description:
      'A match fund. Null when there is none, or when it is not published and the viewer belongs neither to the sponsor nor to staff.',
  })
  matchFund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the fund.' }) id: string,
  ): Promise<MatchFund | null> {
    return findVisibleFund(context, id);
  }

  @Query(() => MatchFundConnection, {
    description: 'Match funds that were published, newest first. Staff see all of them.',
  })
  matchFunds(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<MatchFund>> {
    return listMatchFunds(context, page);
  }

  @Query(() => MatchFundConnection, {
    description: 'All match funds of the units to which the viewer belongs, newest first; none for strangers.',
  })
  ownMatchFunds(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<MatchFund>> {
    return listOwnMatchFunds(context, page);
  }

  @Query(() => MatchFundConnection, {
    description: 'Match funds that wait for a decision. Reviewers, treasurers, administrators and auditors see them.',
  })
  matchFundQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<MatchFund>> {
    return matchFundQueue.list(context, args);
  }

  @FieldResolver(() => GiftMatchConnection, {
    description: 'What it added to gifts, newest first, without the names of donors.',
  })
  matches(
    @Ctx() context: RequestContext,
    @Root() fund: MatchFund,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<GiftMatch>> {
    return listMatchesOf(context, fund, page);
  }

  @FieldResolver(() => [MatchReturn], {
    description:
      'What went back to the sponsor, oldest first. Treasurers and administrators also see what waits or was withdrawn.',
  })
  returns(@Ctx() context: RequestContext, @Root() fund: MatchFund): Promise<MatchReturn[]> {
    return listReturns(context, fund);
  }

  @FieldResolver(() => [MatchFundAction], { description: 'What the viewer can do with it now.' })
  viewerActions(@Ctx() context: RequestContext, @Root() fund: MatchFund): Promise<MatchFundAction[]> {
    return actionsFor(context, fund);
  }

  @FieldResolver(() => Organization, { description: 'The unit that gives the money.' })
  async sponsor(@Ctx() context: RequestContext, @Root() { organizationId }: MatchFund): Promise<Organization> {
    return (await organizationLoader(context).load(organizationId))!;
  }

  @FieldResolver(() => SafeInt, { description: 'What it can still add, its limits aside, in fen.' })
  left(@Root() fund: MatchFund): number {
    return leftOf(fund);
  }

  @FieldResolver(() => [Project], { description: 'The chosen projects; empty where the scope is another.' })
  async projects(@Ctx() context: RequestContext, @Root() { id }: MatchFund): Promise<Project[]> {
    const ids = await chosenLoader(context).load(id);
    const projects = await Promise.all(ids.map((projectId) => projectLoader(context).load(projectId)));
    return projects.filter((project) => project !== null);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The code for the remark of the sponsor's transfer, for members of the sponsor and staff; else null.",
  })
  async remarkCode(@Ctx() context: RequestContext, @Root() fund: MatchFund): Promise<string | null> {
    const knows =
      may(context, seeMatchFunds) || (context.viewer !== null && (await isMemberOf(context, fund.organizationId)));
    return knows ? fund.remarkCode : null;
  }

  @Mutation(() => MatchFund, {
    description: 'Founds a match fund. Only owners of the verified unit may do it. The city decides on it.',
  })
  foundMatchFund(
    @Ctx() context: RequestContext,
    @Arg('input', () => FoundMatchFundInput, { description: 'The fund.' }) input: FoundMatchFundInput,
  ): Promise<MatchFund> {
    return matching.foundMatchFund(context, input);
  }

  @Mutation(() => MatchFund, {
    description: 'Publishes a proposed match fund or refuses it. Only reviewers outside the sponsor may do it.',
  })
  decideMatchFund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the fund.' }) id: string,
    @Arg('accepted', () => Boolean, { description: 'Whether to publish it.' }) accepted: boolean,
    @Arg('reason', () => String, {
      nullable: true,
      description: `Why it is refused, 1 to ${LIMITS.reason.max} characters. Needed for a refusal.`,
    })
    reason: string | null,
  ): Promise<MatchFund> {
    return matching.decideMatchFund(context, id, accepted, reason);
  }

  @Mutation(() => MatchFund, {
    description: 'Ends a match fund for good. Only owners of the sponsor and reviewers may do it.',
  })
  endMatchFund(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the fund.' }) id: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.reason.max} characters.` }) reason: string,
  ): Promise<MatchFund> {
    return matching.endMatchFund(context, id, reason);
  }

  @Mutation(() => MatchFund, {
    description: "Confirms that a sponsor's transfer arrived. Only treasurers outside the sponsor may do it.",
  })
  confirmMatchPayment(
    @Ctx() context: RequestContext,
    @Arg('input', () => ConfirmMatchPaymentInput, { description: 'The transfer.' }) input: ConfirmMatchPaymentInput,
  ): Promise<MatchFund> {
    return matching.confirmMatchPayment(context, input);
  }
}

@Resolver(() => GiftMatch)
export class GiftMatchResolver {
  @FieldResolver(() => MatchFund, { description: 'The fund that added it.' })
  async fund(@Ctx() context: RequestContext, @Root() { fundId }: GiftMatch): Promise<MatchFund> {
    return (await matchFundLoader(context).load(fundId))!;
  }

  @FieldResolver(() => Project, {
    nullable: true,
    description: 'The project to which the gift went; null when the viewer may not see it.',
  })
  project(@Ctx() context: RequestContext, @Root() { projectId }: GiftMatch): Promise<Project | null> {
    return findVisibleProject(context, { id: projectId });
  }
}

/** Fields that this module adds to `Project`. */
@Resolver(() => Project)
export class ProjectMatchingResolver {
  @FieldResolver(() => [MatchFund], {
    description: 'The match funds that add to gifts to the project now, in the order in which they add.',
  })
  matchFunds(@Ctx() context: RequestContext, @Root() project: Project): Promise<MatchFund[]> {
    return activeFunds(context, project);
  }

  @FieldResolver(() => [MatchPreview], {
    description:
      'What would be added to a gift now. It is decided when the money arrives, so it can change until then.',
  })
  matchPreview(
    @Ctx() context: RequestContext,
    @Root() project: Project,
    @Arg('amount', () => SafeInt, { description: 'The amount of the gift, in fen.' }) amount: number,
    @Arg('payment', () => PaymentMethod, { description: 'The way of payment.' }) payment: PaymentMethod,
    @Arg('campaignId', () => ID, {
      nullable: true,
      description: 'The campaign that the gift is to count for; null for none.',
    })
    campaignId?: string | null,
  ): Promise<MatchPreview[]> {
    return previewMatch(context, project, amount, payment, campaignId ?? null);
  }
}

/** Fields that this module adds to `Pledge`. */
@Resolver(() => Pledge)
export class PledgeMatchingResolver {
  @FieldResolver(() => [GiftMatch], { description: 'What match funds added to the gift, also what went back since.' })
  matches(@Ctx() context: RequestContext, @Root() { id }: Pledge): Promise<GiftMatch[]> {
    return matchesLoader(context).load(id);
  }
}
