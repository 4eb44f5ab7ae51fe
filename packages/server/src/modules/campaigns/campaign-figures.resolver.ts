import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Day } from '../../scalars.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Pledge, PledgeConnection } from '../pledges/index.js';
import { Project, projectLoader } from '../projects/index.js';
import { Campaign } from './campaign.entity.js';
import { RankedBy, RankedThing } from './campaign.enums.js';
import {
  CampaignCategory,
  CampaignDay,
  CampaignHour,
  CampaignRank,
  CampaignRankConnection,
} from './campaign-figures.js';
import * as figures from './campaign-figures.queries.js';
import { CampaignProgress, campaignProgressLoader, watchCampaign } from './campaign-progress.js';

/** The figures of a campaign. Gifts count by the moment at which they were made, once their money has arrived. */
@Resolver(() => Campaign)
export class CampaignFiguresResolver {
  @FieldResolver(() => CampaignProgress, { description: 'Its money, gifts and donors now.' })
  progress(@Ctx() context: RequestContext, @Root() { id }: Campaign): Promise<CampaignProgress> {
    return campaignProgressLoader(context).load(id);
  }

  @FieldResolver(() => [CampaignCategory], {
    description:
      'The figures by what donors are, without empty ones. While it is open, only members of its unit and staff see them; afterwards everybody does, with groups of fewer than 5 donors joined to those who did not say.',
  })
  categories(@Ctx() context: RequestContext, @Root() campaign: Campaign): Promise<CampaignCategory[]> {
    return figures.categoriesOf(context, campaign);
  }

  @FieldResolver(() => [CampaignDay], { description: 'The figures by day, in order, without days without gifts.' })
  days(@Ctx() context: RequestContext, @Root() campaign: Campaign): Promise<CampaignDay[]> {
    return figures.daysOf(context, campaign);
  }

  @FieldResolver(() => [CampaignHour], { description: 'The figures by hour of a day, without hours without gifts.' })
  hours(
    @Ctx() context: RequestContext,
    @Root() campaign: Campaign,
    @Arg('day', () => Day, { description: 'The day in Shanghai.' }) day: string,
  ): Promise<CampaignHour[]> {
    return figures.hoursOf(context, campaign, day);
  }

  @FieldResolver(() => CampaignRankConnection, {
    description: 'The ranking. A gift counts for the units that were above its unit when it was made.',
  })
  ranking(
    @Ctx() context: RequestContext,
    @Root() campaign: Campaign,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('of', () => RankedThing, { description: 'What to list.' }) of: RankedThing,
    @Arg('by', () => RankedBy, { defaultValue: RankedBy.MONEY, description: 'By what to sort.' }) by: RankedBy,
    @Arg('below', () => ID, {
      nullable: true,
      description:
        'Only with TREE: the unit whose units directly below are listed; without it, those without one above.',
    })
    below?: string | null,
  ): Promise<Page<CampaignRank>> {
    return figures.rankingOf(context, campaign, { of, by, below }, page);
  }

  @FieldResolver(() => PledgeConnection, { description: 'The paid gifts, those made last first.' })
  gifts(
    @Ctx() context: RequestContext,
    @Root() campaign: Campaign,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Pledge>> {
    return figures.giftsOf(context, campaign, page);
  }

  @Subscription(() => CampaignProgress, {
    description:
      'Sends the current state of a published campaign at once, and again after every change, at the latest one second after the commit.',
    subscribe: ({ args, context }) =>
      watchCampaign(context as RequestContext, (args as { campaignId: string }).campaignId),
  })
  campaignProgress(
    @Root() progress: CampaignProgress,
    @Arg('campaignId', () => ID, { description: 'Id of the campaign.' }) _campaignId: string,
  ): CampaignProgress {
    return progress;
  }
}

@Resolver(() => CampaignRank)
export class CampaignRankResolver {
  @FieldResolver(() => Organization, { nullable: true, description: 'The unit; null in a ranking of projects.' })
  unit(@Ctx() context: RequestContext, @Root() { subjectId }: CampaignRank): Promise<Organization | null> {
    return organizationLoader(context).load(subjectId);
  }

  @FieldResolver(() => Project, { nullable: true, description: 'The project; null in a ranking of units.' })
  project(@Ctx() context: RequestContext, @Root() { subjectId }: CampaignRank): Promise<Project | null> {
    return projectLoader(context).load(subjectId);
  }
}

/** Fields that this module adds to `Project`. */
@Resolver(() => Project)
export class ProjectCampaignsResolver {
  @FieldResolver(() => [Campaign], {
    description: 'The open campaigns for which a gift to the project can count, the one that closes first in front.',
  })
  openCampaigns(@Ctx() context: RequestContext, @Root() project: Project): Promise<Campaign[]> {
    return figures.openCampaignsOf(context, project);
  }
}

/** Fields that this module adds to `Pledge`. */
@Resolver(() => Pledge)
export class PledgeCampaignResolver {
  @FieldResolver(() => Campaign, { nullable: true, description: 'The campaign for which it counts; null for none.' })
  async campaign(@Ctx() context: RequestContext, @Root() { campaignId }: Pledge): Promise<Campaign | null> {
    return campaignId === null ? null : figures.campaignLoader(context).load(campaignId);
  }
}
