import { may, requirePermission, requireViewer, type RequestContext } from '../../context.js';
import { forbidden, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { findMembershipRole, isBoundTo, isMemberOf, MembershipRole } from '../organizations/index.js';
import { Campaign } from './campaign.entity.js';
import { publishCampaigns, seeCampaigns } from './campaigns.permissions.js';
import type { CampaignViewer } from './campaigns.rules.js';

/** Everybody sees a published campaign; its unit and those who see the queue see the others. */
const canSee = async (context: RequestContext, campaign: Campaign): Promise<boolean> =>
  campaign.publishedAt !== null || may(context, seeCampaigns) || isMemberOf(context, campaign.organizerId);

/** Returns the campaign, or null when there is none or the viewer may not see it. */
export async function findVisibleCampaign(context: RequestContext, id: string): Promise<Campaign | null> {
  const campaign = await context.db.read.findOneBy(Campaign, { id });
  return campaign !== null && (await canSee(context, campaign)) ? campaign : null;
}

/** Returns the campaign, or throws NOT_FOUND, for one that the viewer may not see as well. */
export async function getVisibleCampaign(context: RequestContext, rawId: string, field = 'id'): Promise<Campaign> {
  const campaign = await findVisibleCampaign(context, readId(field, rawId));
  if (campaign === null) throw notFound(field);
  return campaign;
}

const edits = async (context: RequestContext, organizerId: string): Promise<boolean> => {
  const role = context.viewer === null ? null : await findMembershipRole(context, organizerId);
  return role === MembershipRole.EDITOR || role === MembershipRole.OWNER;
};

/** What the viewer may decide on the campaigns of a unit. */
export const viewerOf = async (context: RequestContext, { organizerId }: Campaign): Promise<CampaignViewer> => ({
  editor: await edits(context, organizerId),
  publisher: may(context, publishCampaigns) && !(await isBoundTo(context, organizerId)),
});

/** Refuses those who may not publish campaigns, and those who belong to the unit of this one. */
export async function requirePublisher(context: RequestContext, { organizerId }: Campaign): Promise<void> {
  requirePermission(context, publishCampaigns);
  if (await isBoundTo(context, organizerId)) throw forbidden('campaign.ownUnit');
}

/** Refuses those who may not end a campaign: editors of its unit and publishers may. */
export async function requireEnder(context: RequestContext, campaign: Campaign): Promise<void> {
  requireViewer(context);
  if (!(await edits(context, campaign.organizerId))) await requirePublisher(context, campaign);
}
