import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Organization, organizationLoader } from '../organizations/index.js';
import { Project } from '../projects/index.js';
import { QueueArgs } from '../queues/index.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Campaign, CampaignYear } from './campaign.entity.js';
import { CampaignAction, CampaignState } from './campaign.enums.js';
import { viewerOf } from './campaigns.access.js';
import { CampaignConnection, CampaignInput } from './campaigns.inputs.js';
import * as queries from './campaigns.queries.js';
import { campaignQueue } from './campaigns.queues.js';
import { actionsFor, stateOf } from './campaigns.rules.js';
import * as campaigns from './campaigns.service.js';

@Resolver(() => Campaign)
export class CampaignResolver {
  @Query(() => Campaign, {
    nullable: true,
    description: 'A campaign; null when there is none that the viewer may see.',
  })
  campaign(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
  ): Promise<Campaign | null> {
    return queries.findCampaign(context, id);
  }

  @Query(() => CampaignConnection, { description: 'Published campaigns, the newest first.' })
  campaigns(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Campaign>> {
    return queries.listCampaigns(context, page);
  }

  @Query(() => CampaignConnection, {
    description: 'All campaigns of the units to which the viewer belongs, the newest first; none for strangers.',
  })
  ownCampaigns(@Ctx() context: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Page<Campaign>> {
    return queries.listOwnCampaigns(context, page);
  }

  @Query(() => CampaignConnection, {
    description: 'Campaigns that wait for a decision. Reviewers, administrators and auditors see them.',
  })
  campaignQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Campaign>> {
    return campaignQueue.list(context, args);
  }

  @FieldResolver(() => Organization, { description: 'The unit that organises it.' })
  organizer(@Ctx() context: RequestContext, @Root() { organizerId }: Campaign): Promise<Organization | null> {
    return organizationLoader(context).load(organizerId);
  }

  @FieldResolver(() => [Project], { description: 'The projects for which it calls, in its own order.' })
  projects(@Ctx() context: RequestContext, @Root() campaign: Campaign): Promise<Project[]> {
    return queries.projectsOf(context, campaign);
  }

  @FieldResolver(() => [CampaignYear], { description: 'Earlier years of the same drive, the oldest first.' })
  earlierYears(@Ctx() context: RequestContext, @Root() campaign: Campaign): Promise<CampaignYear[]> {
    return queries.yearsOf(context, campaign);
  }

  @FieldResolver(() => CampaignState, { description: 'Where it stands now.' })
  state(@Ctx() context: RequestContext, @Root() campaign: Campaign): CampaignState {
    return stateOf(campaign, context.clock.now());
  }

  @FieldResolver(() => [CampaignAction], { description: 'What the viewer can do with it now.' })
  async viewerActions(@Ctx() context: RequestContext, @Root() campaign: Campaign): Promise<CampaignAction[]> {
    return actionsFor(stateOf(campaign, context.clock.now()), await viewerOf(context, campaign));
  }

  @Mutation(() => Campaign, {
    description: 'Proposes a campaign of a verified unit. Its editors and owners may. It waits for a decision.',
  })
  createCampaign(
    @Ctx() context: RequestContext,
    @Arg('organizerId', () => ID, { description: 'The unit that organises it.' }) organizerId: string,
    @Arg('input', () => CampaignInput, { description: 'What it says, and when it is open.' }) input: CampaignInput,
    @Arg('idempotencyKey', () => ID, { nullable: true, description: KEY_DESCRIPTION }) idempotencyKey?: string | null,
  ): Promise<Campaign> {
    return campaigns.createCampaign(context, organizerId, input, idempotencyKey);
  }

  @Mutation(() => Campaign, {
    description: 'Changes a campaign that is not published. Editors and owners of its unit may. It waits again.',
  })
  updateCampaign(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
    @Arg('input', () => CampaignInput, { description: 'What it says, and when it is open.' }) input: CampaignInput,
  ): Promise<Campaign> {
    return campaigns.updateCampaign(context, id, input);
  }

  @Mutation(() => Campaign, {
    description: 'Publishes a campaign. Reviewers and administrators who do not belong to its unit may.',
  })
  publishCampaign(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
    @Arg('version', () => Int, { description: 'The version that was read; CONFLICT when there is a newer one.' })
    version: number,
  ): Promise<Campaign> {
    return campaigns.publishCampaign(context, id, version);
  }

  @Mutation(() => Campaign, {
    description: 'Returns a campaign to its unit. Reviewers and administrators who do not belong to the unit may.',
  })
  returnCampaign(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
    @Arg('reason', () => String, { description: 'For the unit, 1 to 500 characters.' }) reason: string,
  ): Promise<Campaign> {
    return campaigns.returnCampaign(context, id, reason);
  }

  @Mutation(() => Campaign, {
    description: 'Ends a published campaign before its time. Editors of its unit, reviewers and administrators may.',
  })
  endCampaign(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the campaign.' }) id: string,
    @Arg('reason', () => String, { description: 'Everybody reads it; 1 to 500 characters.' }) reason: string,
  ): Promise<Campaign> {
    return campaigns.endCampaign(context, id, reason);
  }
}

@Resolver(() => Organization)
export class OrganizationCampaignsResolver {
  @FieldResolver(() => CampaignConnection, {
    description: 'Published campaigns of the unit, the newest first. Its members and staff see the others as well.',
  })
  campaigns(
    @Ctx() context: RequestContext,
    @Root() organization: Organization,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Campaign>> {
    return queries.listCampaignsOf(context, organization, page);
  }
}
