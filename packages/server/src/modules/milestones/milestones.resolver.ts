import { may } from '../../context.js';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { StoredFile } from '../files/index.js';
import { Order, seeOrders, standingOrderOf } from '../orders/index.js';
import { Pledge, Receipt } from '../pledges/index.js';
import { Milestone, Project, projectLoader } from '../projects/index.js';
import { PayeeAccount, payeeAccountLoader, seesPayeeOf } from '../payee-accounts/index.js';
import { GiftUse, MilestoneReport, Release } from './milestone.entities.js';
import { MilestoneConnection, ReviewMilestoneInput, SubmitMilestoneInput } from './milestone.inputs.js';
import * as queries from './milestones.queries.js';
import { milestoneLoader } from './milestones.queries.js';
import { stageQueue } from './milestones.queues.js';
import * as milestones from './milestones.service.js';
import { countReleases, listReleases, ReleaseCounts, releaseStanding } from './release-desk.js';
import { previewReleases, releaseMilestones, ReleasesPreview } from './releases-bulk.js';
import { ReleaseStanding, ReleaseState } from './release-standing.js';
import { LIMITS } from './milestone.rules.js';
import { stageRelease } from './stage-order.js';
import { QueueArgs } from '../queues/index.js';

@Resolver(() => Order)
export class OrderStageResolver {
  @FieldResolver(() => Milestone, { nullable: true, description: 'The stage that it pays; null for other kinds.' })
  async stage(@Ctx() context: RequestContext, @Root() { kind, subjectId }: Order): Promise<Milestone | null> {
    return kind === stageRelease.name ? milestoneLoader(context).load(subjectId) : null;
  }
}

@Resolver(() => Milestone)
export class MilestoneResolver {
  @Query(() => MilestoneConnection, { description: 'Stages that wait for verification. Only reviewers see them.' })
  async milestoneQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
  ): Promise<Page<Milestone>> {
    return stageQueue.list(context, args);
  }

  @Query(() => MilestoneConnection, {
    description:
      'Verified stages that wait for their money or, with `state`, the stages that are in this state for the viewer. The search looks in the title of the project. Only treasurers and administrators see them.',
  })
  async releaseQueue(
    @Ctx() context: RequestContext,
    @Args(() => QueueArgs) args: QueueArgs,
    @Arg('state', () => ReleaseState, {
      nullable: true,
      description:
        'Only stages that are in this state for the viewer; paid ones come newest first. Without it, all verified stages that wait.',
    })
    state?: ReleaseState | null,
  ): Promise<Page<Milestone>> {
    return listReleases(context, state ?? null, args);
  }

  @Query(() => ReleaseCounts, {
    description: 'The number of stages in each state for the viewer. Only treasurers and administrators see it.',
  })
  async releaseCounts(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true, description: "Part of the project's title, up to 100 characters." })
    search?: string | null,
  ): Promise<ReleaseCounts> {
    return countReleases(context, search ?? null);
  }

  @FieldResolver(() => ReleaseStanding, {
    nullable: true,
    description:
      "The state of the stage's payment for the viewer, after the stage is verified. Only treasurers and administrators see it; it is null for others.",
  })
  async releaseStanding(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<ReleaseStanding | null> {
    return releaseStanding(context, milestone);
  }

  @FieldResolver(() => Project, { description: 'The project that the stage belongs to.' })
  project(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Project | null> {
    return projectLoader(context).load(milestone.projectId);
  }

  @FieldResolver(() => [MilestoneReport], {
    description:
      'The reports of the stage, oldest first. Everybody sees the accepted report. Members, reviewers and treasurers also see the others.',
  })
  reports(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<MilestoneReport[]> {
    return queries.listReports(context, milestone);
  }

  @FieldResolver(() => Release, {
    nullable: true,
    description: 'The payment of the stage; null before a treasurer has prepared it.',
  })
  release(@Ctx() context: RequestContext, @Root() milestone: Milestone): Promise<Release | null> {
    return queries.releaseLoader(context).load(milestone.id);
  }

  @Mutation(() => Milestone, {
    description:
      'Reports a stage with evidence: PLANNED or RETURNED becomes SUBMITTED. Only editors may do it, while the project is FUNDED or EXECUTING. The first report makes the project EXECUTING.',
  })
  submitMilestone(
    @Ctx() context: RequestContext,
    @Arg('input', () => SubmitMilestoneInput, { description: 'The report.' }) input: SubmitMilestoneInput,
  ): Promise<Milestone> {
    return milestones.submitMilestone(context, input);
  }

  @Mutation(() => Milestone, {
    description:
      'Decides on a reported stage: SUBMITTED becomes VERIFIED or RETURNED. Only reviewers who do not belong to the organisation may do it.',
  })
  reviewMilestone(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReviewMilestoneInput, { description: 'The decision.' }) input: ReviewMilestoneInput,
  ): Promise<Milestone> {
    return milestones.reviewMilestone(context, input);
  }

  @Mutation(() => Milestone, {
    description:
      'Pays a verified stage out of the fund: VERIFIED becomes RELEASED. Only treasurers who did not decide on a report of the stage and do not belong to the organisation may do it. When single persons would pay the project more than the limit in this month of Shanghai, the first call prepares the payment, and a second treasurer or an administrator makes it with the same call. The payment of the last stage completes the project.',
  })
  releaseMilestone(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The stage.' }) id: string,
    @Arg('bankReference', () => String, {
      nullable: true,
      description: "The bank's reference of the payment, up to 64 characters.",
    })
    bankReference?: string,
  ): Promise<Milestone> {
    return milestones.releaseMilestone(context, id, bankReference);
  }

  @Query(() => ReleasesPreview, {
    description: 'What paying these verified stages would do now. Only treasurers and administrators see it.',
  })
  releasesBulk(
    @Ctx() context: RequestContext,
    @Arg('ids', () => [ID], { description: `The stages, ${LIMITS.releases.min} to ${LIMITS.releases.max}.` })
    ids: string[],
  ): Promise<ReleasesPreview> {
    return previewReleases(context, ids);
  }

  @Mutation(() => [Milestone], {
    description:
      'Pays several verified stages as `releasesBulk` showed, all of them or none, and returns those that were paid or prepared. Stages that are left to a colleague and stages that cannot be paid stay as they are. Only treasurers may do it.',
  })
  releaseMilestones(
    @Ctx() context: RequestContext,
    @Arg('ids', () => [ID], { description: `The stages, ${LIMITS.releases.min} to ${LIMITS.releases.max}.` })
    ids: string[],
    @Arg('version', () => String, {
      description: 'The version of what was shown; the act is refused when something has changed.',
    })
    version: string,
    @Arg('bankReference', () => String, {
      nullable: true,
      description: "The bank's reference of the payments, up to 64 characters.",
    })
    bankReference?: string,
  ): Promise<Milestone[]> {
    return releaseMilestones(context, ids, bankReference, version);
  }

  @Mutation(() => Milestone, {
    description:
      'Withdraws or refuses the payment of a stage that waits for its second signature. The person who prepared it withdraws it; another treasurer or an administrator refuses it. No money has moved, and the payment can be prepared again.',
  })
  withdrawRelease(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The stage.' }) id: string,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'The reason, up to 500 characters. The person who prepared the payment is told.',
    })
    reason?: string,
  ): Promise<Milestone> {
    return milestones.withdrawRelease(context, id, reason);
  }
}

@Resolver(() => Release)
export class ReleaseResolver {
  @FieldResolver(() => Order, {
    nullable: true,
    description:
      'Who prepared and signed the payment, and what prevents the viewer from signing it. Only treasurers and administrators see it; it is null for others.',
  })
  order(@Ctx() context: RequestContext, @Root() release: Release): Promise<Order | null> | null {
    return may(context, seeOrders) ? standingOrderOf(context, stageRelease, release.milestoneId) : null;
  }

  @FieldResolver(() => PayeeAccount, {
    nullable: true,
    description:
      'The account that the unit had when the payment was prepared; null when it had none on record. Its owners and editors, treasurers and administrators see it; it is null for others.',
  })
  async payee(@Ctx() context: RequestContext, @Root() release: Release): Promise<PayeeAccount | null> {
    if (release.payeeAccountId === null) return null;
    const account = await payeeAccountLoader(context).load(release.payeeAccountId);
    return account !== null && (await seesPayeeOf(context, account.organizationId)) ? account : null;
  }
}

@Resolver(() => MilestoneReport)
export class MilestoneReportResolver {
  @FieldResolver(() => [StoredFile], {
    description:
      'The files that prove the report, each with its digest. A person who may see the report may open them. Files for reviewers are listed for reviewers and the unit alone.',
  })
  files(@Ctx() context: RequestContext, @Root() report: MilestoneReport): Promise<StoredFile[]> {
    return queries.listReportFiles(context, report);
  }

  @FieldResolver(() => Int, { description: 'How many of its files only reviewers and the unit see.' })
  async restrictedFiles(@Ctx() context: RequestContext, @Root() report: MilestoneReport): Promise<number> {
    return (await queries.reportFilesLoader(context).load(report.id)).filter(queries.isRestricted).length;
  }
}

@Resolver(() => GiftUse)
export class GiftUseResolver {
  @FieldResolver(() => Milestone, { description: 'The stage.' })
  async milestone(@Ctx() context: RequestContext, @Root() use: GiftUse): Promise<Milestone | null> {
    return queries.milestoneLoader(context).load(use.milestoneId);
  }
}

/** Fields that milestones add to `Pledge`. */
@Resolver(() => Pledge)
export class PledgeUsesResolver {
  @FieldResolver(() => [GiftUse], {
    description: 'The stages that used a part of the gift. What they have not used is still in the fund.',
  })
  uses(@Ctx() context: RequestContext, @Root() pledge: Pledge): Promise<GiftUse[]> {
    return queries.usesLoader(context).load(pledge.id);
  }
}

/** The same fields on `Receipt`, because a guest has only the receipt to ask with. */
@Resolver(() => Receipt)
export class ReceiptUsesResolver {
  @FieldResolver(() => [GiftUse], { description: 'The stages that used a part of the gift.' })
  uses(@Ctx() context: RequestContext, @Root() receipt: Receipt): Promise<GiftUse[]> {
    return queries.usesLoader(context).load(receipt.pledgeId);
  }
}
