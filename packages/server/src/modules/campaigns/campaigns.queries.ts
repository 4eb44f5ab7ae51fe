import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { groupRows } from '../../db/keyed-rows.js';
import { isId } from '../../lib/ids.js';
import { isMemberOf, type Organization, ownUnitIds } from '../organizations/index.js';
import { findVisibleProject, type Project } from '../projects/index.js';
import { Campaign, CampaignProject, CampaignYear } from './campaign.entity.js';
import { findVisibleCampaign } from './campaigns.access.js';
import { seeCampaigns } from './campaigns.permissions.js';

const BY_ID = [{ column: 'campaign.id', of: ({ id }: Campaign) => id, direction: 'DESC' as const }];

/** Returns the campaign, or null when there is none that the viewer may see. */
export const findCampaign = async (context: RequestContext, id: string): Promise<Campaign | null> =>
  isId(id) ? findVisibleCampaign(context, id) : null;

/** Lists published campaigns, the newest first. */
export const listCampaigns = (context: RequestContext, args: PageArgs): Promise<Page<Campaign>> =>
  paginate(
    context.db.read.createQueryBuilder(Campaign, 'campaign').where('campaign.publishedAt IS NOT NULL'),
    BY_ID,
    args,
  );

/** Lists all campaigns of the viewer's units, the newest first; none for strangers. */
export async function listOwnCampaigns(context: RequestContext, args: PageArgs): Promise<Page<Campaign>> {
  const units = [...(await ownUnitIds(context))];
  const query = context.db.read.createQueryBuilder(Campaign, 'campaign');
  return paginate(units.length === 0 ? query.where('1 = 0') : query.where({ organizerId: In(units) }), BY_ID, args);
}

/** Lists the campaigns of a unit, the newest first: all for its members and for those who see the queue. */
export async function listCampaignsOf(
  context: RequestContext,
  { id }: Organization,
  args: PageArgs,
): Promise<Page<Campaign>> {
  const query = context.db.read.createQueryBuilder(Campaign, 'campaign').where('campaign.organizerId = :id', { id });
  if (!may(context, seeCampaigns) && !(await isMemberOf(context, id)))
    query.andWhere('campaign.publishedAt IS NOT NULL');
  return paginate(query, BY_ID, args);
}

const projectIdsLoader = defineLoader<string, CampaignProject[]>(({ db }, campaignIds) =>
  groupRows(db.read, CampaignProject, 'campaignId', campaignIds, 'position'),
);

const yearsLoader = defineLoader<string, CampaignYear[]>(({ db }, campaignIds) =>
  groupRows(db.read, CampaignYear, 'campaignId', campaignIds, 'year'),
);

/** The earlier years of a campaign, the oldest first. */
export const yearsOf = (context: RequestContext, { id }: Campaign): Promise<CampaignYear[]> =>
  yearsLoader(context).load(id);

/** The projects of a campaign that the viewer may see, in the order of the page. */
export async function projectsOf(context: RequestContext, { id }: Campaign): Promise<Project[]> {
  const rows = await projectIdsLoader(context).load(id);
  const projects = await Promise.all(rows.map(({ projectId }) => findVisibleProject(context, { id: projectId })));
  return projects.filter((project) => project !== null);
}
