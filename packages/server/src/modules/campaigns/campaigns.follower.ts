import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { lockedRowsOf, rowsOf, sqlIn } from '../../db/rows.js';
import { badInput, invalidState, notFound, type DomainError } from '../../errors.js';
import {
  ownKeptFen,
  type GiftAsked,
  type GiftFollower,
  type GiftJoining,
  type GivenBack,
  type Payment,
} from '../pledges/index.js';
import { Campaign, CampaignProject } from './campaign.entity.js';
import { CampaignState } from './campaign.enums.js';
import { CAMPAIGN_TOPIC } from './campaign-progress.js';
import { CampaignChanges, standingGifts, type GiftChange, type StandingGifts } from './campaign-sums.js';
import { stateOf, type TimedCampaign } from './campaigns.rules.js';
import { lockAbove, type Above } from './unit-places.js';

const distinct = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];

const TIMES = ['id', 'opensAt', 'closesAt', 'returnedAt', 'publishedAt', 'endedAt'] as const;

/** SQL: the donors of the gifts, as far as they are on record. */
function donorsOf(gifts: readonly GiftAsked[]): [sql: string, values: string[]] {
  const lists: [column: string, values: string[]][] = [
    ['d.id', distinct(gifts.map(({ donorId }) => donorId))],
    ['d.user_id', distinct(gifts.map(({ userId }) => userId))],
    ['d.guest_key', distinct(gifts.map(({ guestKey }) => guestKey))],
  ];
  return [lists.map(([column, values]) => sqlIn(column, values)).join(' OR '), lists.flatMap(([, values]) => values)];
}

/** Why a gift that is being made cannot count for the campaign that it names, or null. */
function refuse(campaign: TimedCampaign | undefined, callsForProject: boolean, now: Date): DomainError | null {
  if (campaign === undefined || campaign.publishedAt === null) return notFound('campaignId');
  if (stateOf(campaign, now) !== CampaignState.OPEN) return invalidState('campaign.notOpen');
  return callsForProject ? null : badInput('campaignId', 'campaign.otherProject');
}

/** Writes the changes, and after the commit tells those who watch the campaigns. */
function write({ live }: Pick<Services, 'live'>, tx: Tx, changes: CampaignChanges): void {
  changes.write(tx);
  for (const id of changes.campaignIds) tx.afterCommit(() => live.publish(CAMPAIGN_TOPIC, id));
}

const countPayment = ({ pledge }: Payment): GiftChange => ({
  pledge,
  givenFen: pledge.amountFen,
  matchedFen: pledge.matchedFen,
  gifts: 1,
});

/** A gift of which a part is kept goes on to count as a gift. */
const countGone = ({ pledge, amountFen, matchedFen }: GivenBack): GiftChange => ({
  pledge,
  givenFen: -amountFen,
  matchedFen: -matchedFen,
  gifts: amountFen === ownKeptFen(pledge) ? -1 : 0,
});

const NOTHING: GiftJoining = { queries: [], begin: () => ({ paid: () => undefined, write: async () => undefined }) };

/** Counts gifts for their campaigns, in the transaction that makes, confirms or gives back the gift. */
export const campaignFollower: GiftFollower = {
  join(tx, gifts) {
    const counting = gifts.filter(({ campaignId }) => campaignId !== null);
    if (counting.length === 0) return NOTHING;
    const campaignIds = distinct(counting.map(({ campaignId }) => campaignId));
    const projectIds = distinct(counting.map(({ projectId }) => projectId));
    return {
      queries: [
        lockedRowsOf(tx, Campaign, `${sqlIn('id', campaignIds)} ORDER BY id`, campaignIds, TIMES),
        lockAbove(tx, distinct(counting.map(({ onBehalfOfId }) => onBehalfOfId))),
        rowsOf(tx, CampaignProject, `${sqlIn('campaign_id', campaignIds)} AND ${sqlIn('project_id', projectIds)}`, [
          ...campaignIds,
          ...projectIds,
        ]),
        standingGifts(campaignIds, ...donorsOf(counting)),
      ],
      begin(services, results) {
        const [campaigns, above, called, standing] = results as [
          Pick<Campaign, (typeof TIMES)[number]>[],
          Above[],
          CampaignProject[],
          StandingGifts[],
        ];
        const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
        const pairs = new Set(called.map(({ campaignId, projectId }) => `${campaignId} ${projectId}`));
        const changes = new CampaignChanges(above, standing);
        return {
          refuse: ({ campaignId, projectId }) =>
            campaignId === null ? null : refuse(byId.get(campaignId), pairs.has(`${campaignId} ${projectId}`), tx.now),
          paid(payment) {
            if (payment.pledge.campaignId !== null) changes.add(countPayment(payment));
          },
          async write() {
            write(services, tx, changes);
          },
        };
      },
    };
  },
  async takenBack(services, tx, { gifts }) {
    const counted = gifts.filter(({ pledge }) => pledge.campaignId !== null);
    if (counted.length === 0) return;
    const pledges = counted.map(({ pledge }) => pledge);
    const campaignIds = distinct(pledges.map(({ campaignId }) => campaignId));
    const donorIds = distinct(pledges.map(({ donorId }) => donorId));
    const [, above, standing] = await tx.query(
      lockedRowsOf(tx, Campaign, `${sqlIn('id', campaignIds)} ORDER BY id`, campaignIds, ['id']),
      lockAbove(tx, distinct(pledges.map(({ onBehalfOfId }) => onBehalfOfId))),
      standingGifts(campaignIds, sqlIn('d.id', donorIds), donorIds),
    );
    const changes = new CampaignChanges(above, standing);
    for (const gift of counted) changes.add(countGone(gift));
    write(services, tx, changes);
  },
};
