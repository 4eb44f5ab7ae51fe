import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { inEntry, readEach, readFen, readId, readList, readText } from '../../input.js';
import { shanghaiYear } from '../../lib/days.js';
import { newId } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { recordOnce } from '../../recorded-once.js';
import { MembershipRole, requireMembership, requireVerified } from '../organizations/index.js';
import { getVisibleProject } from '../projects/index.js';
import { record as trace } from '../trace/index.js';
import { Campaign, CampaignCounters, CampaignProject, CampaignYear } from './campaign.entity.js';
import { CampaignAction } from './campaign.enums.js';
import { getVisibleCampaign, requireEnder, requirePublisher } from './campaigns.access.js';
import type { CampaignInput, CampaignYearInput } from './campaigns.inputs.js';
import { noteDecision } from './campaigns.notices.js';
import { campaignQueue } from './campaigns.queues.js';
import { LIMITS, refuseAction, requireTimes, stateOf } from './campaigns.rules.js';
import {
  campaignChanged,
  campaignEnded,
  campaignProposed,
  campaignPublished,
  campaignReturned,
} from './campaigns.trace.js';

type Year = Omit<CampaignYear, 'campaignId'>;
type Content = Pick<Campaign, 'kind' | 'title' | 'theme' | 'rules' | 'opensAt' | 'closesAt' | 'searchText'>;

async function readContent(
  context: RequestContext,
  input: CampaignInput,
): Promise<{ content: Content; projectIds: string[]; years: Year[] }> {
  const title = readText('title', input.title, LIMITS.title);
  const theme = readText('theme', input.theme, LIMITS.theme);
  const rules = readText('rules', input.rules, LIMITS.rules);
  requireTimes(input.opensAt, input.closesAt, context.clock.now());
  const projectIds: string[] = [];
  for (const [index, rawId] of readList('projectIds', input.projectIds, LIMITS.projects).entries())
    await inEntry('projectIds', async () => {
      const { id, isPublic } = await getVisibleProject(context, rawId, String(index));
      if (!isPublic) throw badInput(String(index), 'campaign.projectNotPublic');
      if (projectIds.includes(id)) throw badInput(String(index), 'campaign.projectTwice');
      projectIds.push(id);
    });
  const years = readYears(input.earlierYears ?? [], shanghaiYear(context.clock.now()));
  const { kind, opensAt, closesAt } = input;
  return {
    content: { kind, title, theme, rules, opensAt, closesAt, searchText: searchText(title) },
    projectIds,
    years,
  };
}

const readCount = (field: string, count: number, limits: { min: number; max: number }): number => {
  if (count < limits.min || count > limits.max) throw badInput(field, 'number.outOfRange', limits);
  return count;
};

/** Reads the earlier years, each once, and none after `thisYear`. */
function readYears(input: readonly CampaignYearInput[], thisYear: number): Year[] {
  const seen = new Set<number>();
  return readEach('earlierYears', input, LIMITS.earlierYears, ({ year, raised, giftCount, source }) => {
    readCount('year', year, { min: LIMITS.firstYear, max: thisYear });
    if (seen.has(year)) throw badInput('year', 'campaign.yearTwice');
    seen.add(year);
    return {
      year,
      raisedFen: readFen('raised', raised, LIMITS.earlierRaised),
      giftCount: readCount('giftCount', giftCount, LIMITS.earlierGifts),
      source: readText('source', source, LIMITS.source),
    };
  });
}

const writeProjects = (tx: Tx, campaignId: string, projectIds: readonly string[]): void =>
  insertRows(
    tx,
    CampaignProject,
    projectIds.map((projectId, index) => ({ campaignId, position: index + 1, projectId })),
  );

const writeYears = (tx: Tx, campaignId: string, years: readonly Year[]): void =>
  insertRows(
    tx,
    CampaignYear,
    years.map((year) => ({ ...year, campaignId })),
  );

/** Proposes a campaign of a verified unit, by one of its editors. It waits for a reviewer. */
export async function createCampaign(
  context: RequestContext,
  organizerId: string,
  input: CampaignInput,
  idempotencyKey?: string | null,
): Promise<Campaign> {
  const { userId } = requireViewer(context);
  const { organization } = await requireMembership(
    context,
    readId('organizerId', organizerId),
    MembershipRole.EDITOR,
    'organizerId',
  );
  requireVerified(organization);
  const { content, projectIds, years } = await readContent(context, input);
  const { recorded } = await recordOnce(context, {
    operation: 'createCampaign',
    userId,
    input: { organizerId: organization.id, ...input, idempotencyKey },
    find: (manager, id) => manager.findOneBy(Campaign, { id }),
    async record(tx) {
      const campaign = tx.manager.create(Campaign, {
        ...content,
        id: newId(tx.now),
        organizerId: organization.id,
        authorId: userId,
        createdAt: tx.now,
        proposedAt: tx.now,
        version: 0,
        returnedAt: null,
        returnReason: null,
        publishedAt: null,
        publishedById: null,
        endedAt: null,
        endReason: null,
      });
      await tx.manager.insert(Campaign, campaign);
      insertRows(tx, CampaignCounters, [
        { campaignId: campaign.id, givenFen: 0, matchedFen: 0, giftCount: 0, donorCount: 0, version: 0 },
      ]);
      writeProjects(tx, campaign.id, projectIds);
      writeYears(tx, campaign.id, years);
      trace(tx, context, campaignProposed, { subject: campaign.id, after: { organization: organization.id } });
      tx.changed(campaignQueue.topic);
      return campaign;
    },
  });
  return recorded;
}

/** Locks the campaign and checks that it takes the action now, by the clock of the database. */
async function lockFor(tx: Tx, id: string, action: CampaignAction): Promise<Campaign> {
  const campaign = await tx.lock(Campaign, { id });
  if (campaign === null) throw notFound('id');
  const refusal = refuseAction(action, stateOf(campaign, tx.now));
  if (refusal !== null) throw refusal;
  return campaign;
}

async function change(tx: Tx, campaign: Campaign, changes: Partial<Campaign>): Promise<Campaign> {
  await tx.manager.update(Campaign, { id: campaign.id }, changes);
  tx.changed(campaignQueue.topic);
  return Object.assign(campaign, changes);
}

/** Changes a campaign that is not published yet. It waits for a reviewer again. */
export async function updateCampaign(context: RequestContext, rawId: string, input: CampaignInput): Promise<Campaign> {
  requireViewer(context);
  const { id, organizerId } = await getVisibleCampaign(context, rawId);
  await requireMembership(context, organizerId, MembershipRole.EDITOR, 'id');
  const { content, projectIds, years } = await readContent(context, input);
  return context.db.transact(async (tx) => {
    const campaign = await lockFor(tx, id, CampaignAction.UPDATE);
    const version = campaign.version + 1;
    await tx.manager.delete(CampaignProject, { campaignId: id });
    await tx.manager.delete(CampaignYear, { campaignId: id });
    writeProjects(tx, id, projectIds);
    writeYears(tx, id, years);
    trace(tx, context, campaignChanged, { subject: id, after: { version } });
    return change(tx, campaign, { ...content, version, proposedAt: tx.now, returnedAt: null, returnReason: null });
  });
}

/**
 * Publishes a campaign. `version` is the one that the reviewer read: CONFLICT when the unit has changed it since.
 */
export async function publishCampaign(context: RequestContext, rawId: string, version: number): Promise<Campaign> {
  const { userId } = requireViewer(context);
  const found = await getVisibleCampaign(context, rawId);
  await requirePublisher(context, found);
  if (version < LIMITS.version.min || version > LIMITS.version.max)
    throw badInput('version', 'number.outOfRange', LIMITS.version);
  return context.db.transact(async (tx) => {
    const campaign = await lockFor(tx, found.id, CampaignAction.DECIDE);
    if (campaign.version !== version) throw conflict('campaign.changedSince', 'version');
    if (campaign.closesAt <= tx.now) throw invalidState('campaign.over');
    await noteDecision(tx, 'published', campaign);
    trace(tx, context, campaignPublished, { subject: campaign.id, after: { version } });
    return change(tx, campaign, { publishedAt: tx.now, publishedById: userId });
  });
}

/** Returns a campaign to its unit with a reason. */
export async function returnCampaign(context: RequestContext, rawId: string, rawReason: string): Promise<Campaign> {
  requireViewer(context);
  const found = await getVisibleCampaign(context, rawId);
  await requirePublisher(context, found);
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const campaign = await lockFor(tx, found.id, CampaignAction.DECIDE);
    await noteDecision(tx, 'returned', campaign);
    trace(tx, context, campaignReturned, { subject: campaign.id, reason });
    return change(tx, campaign, { returnedAt: tx.now, returnReason: reason });
  });
}

/** Ends a published campaign before its time, with a reason that everybody reads. */
export async function endCampaign(context: RequestContext, rawId: string, rawReason: string): Promise<Campaign> {
  requireViewer(context);
  const found = await getVisibleCampaign(context, rawId);
  await requireEnder(context, found);
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const campaign = await lockFor(tx, found.id, CampaignAction.END);
    await noteDecision(tx, 'ended', campaign);
    trace(tx, context, campaignEnded, { subject: campaign.id, reason });
    return change(tx, campaign, { endedAt: tx.now, endReason: reason });
  });
}
