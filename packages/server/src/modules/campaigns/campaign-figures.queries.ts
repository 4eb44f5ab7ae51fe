import { readPage, type KeyPart, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { findRows, sqlIn } from '../../db/rows.js';
import { badInput } from '../../errors.js';
import { readId } from '../../input.js';
import { isMemberOf } from '../organizations/index.js';
import { DonorCategory, listCampaignPledges, type Pledge } from '../pledges/index.js';
import type { Project } from '../projects/index.js';
import { Campaign, CampaignProject } from './campaign.entity.js';
import { RankedBy, RankedThing } from './campaign.enums.js';
import { CampaignCategory, CampaignDay, CampaignHour, CampaignRank, joinSmall } from './campaign-figures.js';
import { campaignProgressLoader } from './campaign-progress.js';
import type { SumKind } from './campaign-sums.js';
import { seeCampaigns } from './campaigns.permissions.js';
import { isOver, stateOf } from './campaigns.rules.js';

type Row = Record<string, unknown>;

const sumsOf = ({ db }: RequestContext, { id }: Campaign, kind: SumKind): Promise<Row[]> =>
  db.read.query<Row[]>('SELECT * FROM campaign_sums WHERE campaign_id = ? AND kind = ? ORDER BY subject_id', [
    id,
    kind,
  ]);

/**
 * The figures by donor category, in the order of the categories, without those in which nobody gave. Members of the
 * organiser and those who see the queue read them at any time. Everybody else reads them when the campaign is over,
 * with small groups joined: while gifts arrive, the change of a figure would tell what the newest donor is.
 */
export async function categoriesOf(context: RequestContext, campaign: Campaign): Promise<CampaignCategory[]> {
  const seesAll = may(context, seeCampaigns) || (await isMemberOf(context, campaign.organizerId));
  if (!seesAll && !isOver(stateOf(campaign, context.clock.now()))) return [];
  const rows = (await sumsOf(context, campaign, 'CATEGORY')).map((row) => new CampaignCategory(row));
  const categories = Object.values(DonorCategory).flatMap((category) =>
    rows.filter((row) => row.category === category && row.giftCount > 0),
  );
  return seesAll ? categories : joinSmall(categories);
}

/** The figures by day, from the first day with a gift to the last. Days without gifts are left out. */
export const daysOf = async (context: RequestContext, campaign: Campaign): Promise<CampaignDay[]> =>
  (await sumsOf(context, campaign, 'DAY')).map((row) => new CampaignDay(row)).filter(({ giftCount }) => giftCount > 0);

/** The figures by hour of one day. Hours without gifts are left out. */
export async function hoursOf({ db }: RequestContext, { id }: Campaign, day: string): Promise<CampaignHour[]> {
  const rows = await db.read.query<Row[]>(
    'SELECT * FROM campaign_hours WHERE campaign_id = ? AND hour >= ? AND hour <= ? AND gift_count > 0 ORDER BY hour',
    [id, `${day} 00`, `${day} 23`],
  );
  return rows.map((row) => new CampaignHour(row));
}

const FIGURE: Record<RankedBy, string> = { MONEY: 'given_fen', DONORS: 'donor_count' };

const RANKED: Record<RankedThing, SumKind> = { UNITS: 'GIVER', TREE: 'UNIT', PROJECTS: 'PROJECT' };

export interface RankingArgs {
  readonly of: RankedThing;
  readonly by: RankedBy;
  readonly below?: string | null;
}

/** Lists the units or projects of a campaign, the one with the highest figure first. */
export async function rankingOf(
  { db }: RequestContext,
  campaign: Campaign,
  { of, by, below }: RankingArgs,
  page: PageArgs,
): Promise<Page<CampaignRank>> {
  if (below != null && of !== RankedThing.TREE) throw badInput('below', 'campaign.belowUnits');
  const kind = RANKED[of];
  const figure = FIGURE[by];
  const level =
    of === RankedThing.TREE
      ? ` AND subject_id IN (SELECT id FROM organizations WHERE parent_id ${below == null ? 'IS NULL' : '= ?'})`
      : '';
  const where = `campaign_id = ? AND kind = ? AND gift_count > 0${level}`;
  const values = [campaign.id, kind, ...(below == null ? [] : [readId('below', below)])];
  const order: KeyPart[] = [
    { column: figure, direction: 'DESC' },
    { column: 'subject_id', direction: 'DESC' },
  ];
  return readPage(db, { from: 'campaign_sums', where, values }, order, page, async (ids) => {
    if (ids.length === 0) return [];
    const rows = await db.read.query<Row[]>(
      `SELECT * FROM campaign_sums WHERE campaign_id = ? AND kind = ? AND ${sqlIn('subject_id', ids)}`,
      [campaign.id, kind, ...ids],
    );
    const byId = new Map(rows.map((row) => [String(row.subject_id), row]));
    const figureOf = (id: string): number => Number(byId.get(id)![figure]);
    const first = figureOf(ids[0]!);
    const [before] = await db.read.query<Record<'higher' | 'earlier', number | string>[]>(
      `SELECT COUNT(CASE WHEN ${figure} > ? THEN 1 END) AS higher, COUNT(*) AS earlier FROM campaign_sums
       WHERE ${where} AND (${figure} > ? OR ${figure} = ? AND subject_id > ?)`,
      [first, ...values, first, first, ids[0]!],
    );
    // Rows at the top of a page may share their place with rows of the page before.
    const places: number[] = [];
    for (const [index, id] of ids.entries())
      places.push(
        figureOf(id) === first
          ? Number(before!.higher) + 1
          : figureOf(id) === figureOf(ids[index - 1]!)
            ? places[index - 1]!
            : Number(before!.earlier) + index + 1,
      );
    return ids.map((id, index) => new CampaignRank(byId.get(id)!, places[index]!));
  });
}

/** The paid gifts of a campaign, those made last first. */
export const giftsOf = (context: RequestContext, { id }: Campaign, page: PageArgs): Promise<Page<Pledge>> =>
  listCampaignPledges(context, id, page, async () => (await campaignProgressLoader(context).load(id)).giftCount);

/** The open campaigns that call for gifts to each project, the one that closes first in front. */
const openCampaignsLoader = defineLoader<string, Campaign[]>(async ({ db, clock }, projectIds) => {
  const links = await findRows(db.read, CampaignProject, sqlIn('project_id', projectIds), projectIds);
  const now = sqlTime(clock.now());
  const ids = [...new Set(links.map(({ campaignId }) => campaignId))];
  const open = await findRows(
    db.read,
    Campaign,
    `${sqlIn('id', ids)} AND published_at IS NOT NULL AND ended_at IS NULL AND opens_at <= ? AND closes_at > ?
     ORDER BY closes_at, id`,
    [...ids, now, now],
  );
  return projectIds.map((projectId) =>
    open.filter(({ id }) => links.some((link) => link.projectId === projectId && link.campaignId === id)),
  );
});

export const openCampaignsOf = (context: RequestContext, { id }: Project): Promise<Campaign[]> =>
  openCampaignsLoader(context).load(id);

export const campaignLoader = defineLoader<string, Campaign | null>(({ db }, ids) =>
  rowsByKey(db.read, Campaign, 'id', ids),
);
