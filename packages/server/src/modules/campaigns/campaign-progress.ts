import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { EntityManager } from 'typeorm';
import { defineLoader, type RequestContext, type Services } from '../../context.js';
import { sqlIn } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { toFen } from '../../lib/money.js';
import type { TopicKind } from '../../live/hub.js';
import { SafeInt } from '../../scalars.js';
import { getVisibleCampaign } from './campaigns.access.js';

@ObjectType({ description: 'The money, gifts and donors of a campaign now. The live subscription sends them.' })
export class CampaignProgress {
  @Field(() => ID, { description: 'Id of the campaign.' })
  readonly campaignId: string;

  @Field(() => SafeInt, {
    description: 'The money that was given and not given back, in fen, matching money included.',
  })
  readonly raised: number;

  @Field(() => SafeInt, { description: 'The part of `raised` that match funds added, in fen.' })
  readonly matched: number;

  @Field(() => Int, { description: 'The number of paid gifts.' })
  readonly giftCount: number;

  @Field(() => Int, { description: 'The number of distinct donors with a paid gift.' })
  readonly donorCount: number;

  @Field(() => Int, { description: 'Grows with every change. A client ignores a version below the one that it has.' })
  readonly version: number;

  constructor(row: Record<string, string | number>) {
    this.campaignId = String(row.campaign_id);
    this.matched = toFen(row.matched_fen!);
    this.raised = toFen(row.given_fen!) + this.matched;
    this.giftCount = toFen(row.gift_count!);
    this.donorCount = toFen(row.donor_count!);
    this.version = toFen(row.version!);
  }
}

async function readProgress(
  manager: EntityManager,
  campaignIds: readonly string[],
): Promise<Map<string, CampaignProgress>> {
  const rows = await manager.query<Record<string, string | number>[]>(
    `SELECT campaign_id, given_fen, matched_fen, gift_count, donor_count, version FROM campaign_counters
     WHERE ${sqlIn('campaign_id', campaignIds)}`,
    [...campaignIds],
  );
  return new Map(rows.map((row) => [String(row.campaign_id), new CampaignProgress(row)]));
}

export const campaignProgressLoader = defineLoader<string, CampaignProgress>(async ({ db }, ids) => {
  const progress = await readProgress(db.read, ids);
  return ids.map((id) => progress.get(id)!);
});

/** The live topic. Its key is a campaign's id. */
export const CAMPAIGN_TOPIC = 'campaign';

export const campaignTopic = ({ db }: Services): TopicKind<CampaignProgress> => ({
  name: CAMPAIGN_TOPIC,
  load: (ids) => readProgress(db.read, ids),
});

/** Yields the progress of a published campaign: the current state, then the state after every change. */
export async function watchCampaign(
  context: RequestContext,
  campaignId: string,
): Promise<AsyncIterableIterator<CampaignProgress>> {
  // A copy of the context, because loaders keep what they loaded as long as their context lives.
  const { id, publishedAt } = await getVisibleCampaign({ ...context }, campaignId, 'campaignId');
  if (publishedAt === null) throw notFound('campaignId');
  return context.live.subscribe<CampaignProgress>(CAMPAIGN_TOPIC, id);
}
