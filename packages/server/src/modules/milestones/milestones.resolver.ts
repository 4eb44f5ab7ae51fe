import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import { PageArgs } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { StoredFile } from '../files/index.js';
import { decidesOnOrders, Order, standingOrderOf } from '../orders/index.js';
import { Pledge, Receipt } from '../pledges/index.js';
import { Milestone, Project, projectLoader } from '../projects/index.js';
import { GiftUse, MilestoneReport, Release } from './milestone.entities.js';
import { MilestoneConnection, ReviewMilestoneInput, SubmitMilestoneInput } from './milestone.inputs.js';
import * as queries from './milestones.queries.js';
import * as milestones from './milestones.service.js';
import { countReleases, listReleases, ReleaseCounts, releaseStanding } from './release-desk.js';
import { ReleaseStanding, ReleaseState } from './release-standing.js';
import { stageRelease } from './stage-order.js';

@Resolver(() => Milestone)
export class MilestoneResolver {
  @Query(() => MilestoneConnection, { description: 'Stages that wait for verification. Reviewers only.' })
  async milestoneQueue(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Milestone>> {
    return queries.listMilestoneQueue(context, page);
  }

  @Query(() => MilestoneConnection, { description: 'Verified stages that wait for their money or, with `state`, stages that stand so for the viewer, those first that wait longest. Treasurers and administrators only.' })
  async releaseQueue(
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => ReleaseState, { nullable: true, description: 'Only stages that stand so for the viewer; paid ones come newest first. All that are verified without it.' }) state?: ReleaseState | null,
    @Arg('search', () => String, { nullable: true, description: 'In the title of the project; up to 100 characters. With `state` only.' }) search?: string | null,
  ): Promise<Page<Milestone>> {
    return state == null ? queries.listReleaseQueue(context, page) : listReleases(context, state, search ?? null, page);
  }

  @Query(() => ReleaseCounts, { description: 'How many stages stand in each state for the viewer. Treasurers and administrators only.' })
  async releaseCounts(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true, description: 'In the title of the project; up to 100 characters.' }) search?: string | null,
  ): Promise<ReleaseCounts> {
    return countReleases(context, search ?? null);
  }

  @FieldResolver(() => ReleaseStanding, { nullable: true, description: 'How its payment stands for the viewer, once it is verified; null for all but treasurers and administrators.' })
  async releaseStanding(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<ReleaseStanding | null> {
    return releaseStanding(context, milestone);
  }

  @FieldResolver(() => Project, { description: 'The project it is a stage of.' })
  project(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Project | null> {
    return projectLoader(context).load(milestone.projectId);
  }

  @FieldResolver(() => [MilestoneReport], { description: 'What was reported, oldest first: the accepted report for everybody; members, reviewers and treasurers see the others, too.' })
  reports(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<MilestoneReport[]> {
    return queries.listReports(context, milestone);
  }

  @FieldResolver(() => Release, { nullable: true, description: 'Its payment, once a treasurer has prepared it.' })
  release(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Release | null> {
    return queries.releaseLoader(context).load(milestone.id);
  }

  @Mutation(() => Milestone, { description: 'Reports a stage with evidence: PLANNED or RETURNED to SUBMITTED. Editors, while the project is FUNDED or EXECUTING; the first one makes it EXECUTING.' })
  submitMilestone(@Ctx() context: RequestContext, @Arg('input', () => SubmitMilestoneInput, { description: 'The report.' }) input: SubmitMilestoneInput): Promise<Milestone> {
    return milestones.submitMilestone(context, input);
  }

  @Mutation(() => Milestone, { description: 'Decides on a reported stage: SUBMITTED to VERIFIED or RETURNED. Reviewers who do not belong to the organisation.' })
  reviewMilestone(@Ctx() context: RequestContext, @Arg('input', () => ReviewMilestoneInput, { description: 'The decision.' }) input: ReviewMilestoneInput): Promise<Milestone> {
    return milestones.reviewMilestone(context, input);
  }

  @Mutation(() => Milestone, {
    description:
      'Pays a verified stage out of the fund: VERIFIED to RELEASED. Treasurers who did not decide on a report of the stage and do not belong to the organisation. Where single persons would have paid the project more than the limit in this month of Shanghai, the first call prepares the payment, and a second treasurer or an administrator makes it by calling again. The last stage completes the project.',
  })
  releaseMilestone(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The stage.' }) id: string,
    @Arg('bankReference', () => String, { nullable: true, description: 'The bank\'s reference of the payment, up to 64 characters.' }) bankReference?: string,
  ): Promise<Milestone> {
    return milestones.releaseMilestone(context, id, bankReference);
  }

  @Mutation(() => Milestone, {
    description: 'Takes back the payment of a stage that waits for its second signature: withdrawn by who prepared it, refused by another treasurer or administrator. Nothing has moved; it can be prepared anew.',
  })
  withdrawRelease(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The stage.' }) id: string,
    @Arg('reason', () => String, { nullable: true, description: 'Why, up to 500 characters; whoever prepared it is told.' }) reason?: string,
  ): Promise<Milestone> {
    return milestones.withdrawRelease(context, id, reason);
  }
}

@Resolver(() => Release)
export class ReleaseResolver {
  @FieldResolver(() => Order, { nullable: true, description: 'Who prepared and signed it, and what keeps the viewer from signing; null for all but treasurers and administrators.' })
  order(@Ctx() context: RequestContext, @Root() release: Release): Promise<Order | null> | null {
    return decidesOnOrders(context) ? standingOrderOf(context, stageRelease, release.milestoneId) : null;
  }
}

@Resolver(() => MilestoneReport)
export class MilestoneReportResolver {
  @FieldResolver(() => [StoredFile], { description: 'The files that prove it, each with its digest. They can be opened by whoever sees the report.' })
  files(@Ctx() context: RequestContext, @Root() report: MilestoneReport): Promise<StoredFile[]> {
    return queries.reportFilesLoader(context).load(report.id);
  }
}

@Resolver(() => GiftUse)
export class GiftUseResolver {
  @FieldResolver(() => Milestone, { description: 'The stage.' })
  async milestone(@Ctx() context: RequestContext, @Root() use: GiftUse): Promise<Milestone | null> {
    return queries.milestoneLoader(context).load(use.milestoneId);
  }
}

/** What releasing adds to the type upstream of it. */
@Resolver(() => Pledge)
export class PledgeUsesResolver {
  @FieldResolver(() => [GiftUse], { description: 'What became of it: the stages that used a part of it. What they have not used is still in the fund.' })
  uses(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<GiftUse[]> {
    return queries.usesLoader(context).load(pledge.id);
  }
}

/** The same for whoever holds a receipt: guests have nothing else to ask with. */
@Resolver(() => Receipt)
export class ReceiptUsesResolver {
  @FieldResolver(() => [GiftUse], { description: 'What became of the gift: the stages that used a part of it.' })
  uses(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<GiftUse[]> {
    return queries.usesLoader(context).load(receipt.pledgeId);
  }
}
