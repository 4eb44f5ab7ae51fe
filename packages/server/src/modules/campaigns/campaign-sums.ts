import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { defineCounter } from '../../db/counters.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { shanghaiDay, shanghaiHour } from '../../lib/days.js';
import type { Pledge } from '../pledges/index.js';
import { placeOf, type Above } from './unit-places.js';

const FIGURES = ['given_fen', 'matched_fen', 'gift_count', 'donor_count'] as const;

/** The figures of each campaign. Their rows are made with the campaigns. */
export const campaignCounters = defineCounter({ table: 'campaign_counters', key: ['campaign_id'], columns: FIGURES });

/** The figures of the parts of each campaign: see `SumKind`. */
export const campaignSums = defineCounter({
  table: 'campaign_sums',
  key: ['campaign_id', 'kind', 'subject_id'],
  columns: FIGURES,
});

/** Money and gifts by the hour in which a gift was made. Distinct donors are counted by the day and not by the hour. */
export const campaignHours = defineCounter({
  table: 'campaign_hours',
  key: ['campaign_id', 'hour'],
  columns: ['given_fen', 'matched_fen', 'gift_count'],
});

/**
 * How many standing gifts each donor made under the same circumstances. From these few rows follows whether a gift
 * brings a new donor to a unit, a project, a category or a day, without a row for each of them.
 */
export const campaignDonors = defineCounter({
  table: 'campaign_donors',
  key: ['campaign_id', 'donor_id', 'project_id', 'donor_category', 'day', 'unit_id', 'placed_at'],
  columns: ['gift_count'],
});

/**
 * By what a campaign is divided. `GIVER` is the unit on whose behalf gifts were made, `UNIT` that unit and all above it
 * at the moment of the gift. Days are those in Shanghai on which gifts were made.
 */
export type SumKind = 'UNIT' | 'GIVER' | 'PROJECT' | 'CATEGORY' | 'DAY';

/** What decides under which parts of its campaign a gift counts. */
export interface Circumstances {
  readonly campaignId: string;
  readonly donorId: string;
  readonly projectId: string;
  readonly donorCategory: string;
  readonly day: string;
  /** The unit on whose behalf the gift was made; empty for none. */
  readonly unitId: string;
  /** Since when the unit had had its place in the tree, in the stored form. */
  readonly placedAt: string;
  /** The unit and all above it. */
  readonly unitIds: readonly string[];
}

/** The `placedAt` of gifts that no unit made. */
export const NO_PLACE = '1970-01-01 00:00:00.000';

/** Returns the circumstances of a gift to a campaign. `above` has the units above that of the gift, at all times. */
export function circumstancesOf(
  { campaignId, donorCategory, donorId, projectId, createdAt, onBehalfOfId }: Pledge,
  above: readonly Above[],
): Circumstances {
  if (campaignId === null || donorCategory === null) throw new Error('only gifts to a campaign count for one');
  const place = onBehalfOfId === null ? null : placeOf(onBehalfOfId, createdAt, above);
  return {
    campaignId,
    donorId,
    projectId,
    donorCategory,
    day: shanghaiDay(createdAt),
    unitId: onBehalfOfId ?? '',
    placedAt: place === null ? NO_PLACE : sqlTime(place.since),
    unitIds: place?.unitIds ?? [],
  };
}

/** The parts of a campaign under which a gift counts, each as the kind and the subject. */
export const partsOf = (gift: Circumstances): [SumKind, string][] => [
  ...gift.unitIds.map((id): [SumKind, string] => ['UNIT', id]),
  ...(gift.unitId === '' ? [] : [['GIVER', gift.unitId] as [SumKind, string]]),
  ['PROJECT', gift.projectId],
  ['CATEGORY', gift.donorCategory],
  ['DAY', gift.day],
];

/** How many gifts of a donor stand under the same circumstances. */
export interface StandingGifts {
  readonly gift: Circumstances;
  readonly count: number;
}

/** Builds the query for the standing gifts of donors to these campaigns. `donors` is a condition on `donors d`. */
export const standingGifts = (
  campaignIds: readonly string[],
  donors: string,
  values: readonly string[],
): RowQuery<StandingGifts[]> => ({
  sql: `SELECT k.*, a.ancestor_id FROM donors d JOIN campaign_donors k ON k.donor_id = d.id
        LEFT JOIN organization_closure a ON a.descendant_id = k.unit_id AND a.from_at <= k.placed_at
          AND (a.until_at IS NULL OR a.until_at > k.placed_at)
        WHERE ${sqlIn('k.campaign_id', campaignIds)} AND k.gift_count > 0 AND (${donors})`,
  values: [...campaignIds, ...values],
  read(rows) {
    const found = new Map<string, { gift: Circumstances & { unitIds: string[] }; count: number }>();
    for (const row of rows) {
      const text = (column: (typeof campaignDonors.key)[number]) => String(row[column]);
      const gift = {
        campaignId: text('campaign_id'),
        donorId: text('donor_id'),
        projectId: text('project_id'),
        donorCategory: text('donor_category'),
        day: text('day'),
        unitId: text('unit_id'),
        placedAt: sqlTime(fromSqlTime(row.placed_at as Date | string)),
        unitIds: [],
      };
      const key = keyOf(gift).join(' ');
      const one = found.get(key) ?? { gift, count: Number(row.gift_count) };
      if (row.ancestor_id !== null) one.gift.unitIds.push(String(row.ancestor_id));
      found.set(key, one);
    }
    return [...found.values()];
  },
});

/** The key of the row of `campaignDonors`, in the order of its declaration. */
const keyOf = (gift: Circumstances): string[] => [
  gift.campaignId,
  gift.donorId,
  gift.projectId,
  gift.donorCategory,
  gift.day,
  gift.unitId,
  gift.placedAt,
];

/** How the figures change by one gift: by plus or minus one gift, or by money alone. */
export interface GiftChange {
  readonly pledge: Pledge;
  readonly givenFen: number;
  readonly matchedFen: number;
  readonly gifts: -1 | 0 | 1;
}

/** Adds up what one batch of gifts changes, and writes each changed row once. */
export class CampaignChanges {
  /** How many standing gifts each donor has in each campaign and in each part of it, by donor and part. */
  private readonly standing = new Map<string, number>();
  private readonly whole = new Map<string, number[]>();
  private readonly parts = new Map<string, number[]>();
  private readonly hours = new Map<string, number[]>();
  private readonly donors = new Map<string, { key: readonly string[]; gifts: number }>();

  constructor(
    private readonly above: readonly Above[],
    before: readonly StandingGifts[],
  ) {
    for (const { gift, count } of before)
      for (const part of this.everyPart(gift)) this.count(`${gift.donorId} ${part}`, count);
  }

  add({ pledge, givenFen, matchedFen, gifts }: GiftChange): void {
    const gift = circumstancesOf(pledge, this.above);
    const { campaignId, donorId } = gift;
    for (const part of this.everyPart(gift)) {
      const had = this.standing.get(`${donorId} ${part}`) ?? 0;
      const has = this.count(`${donorId} ${part}`, gifts);
      const donors = Number(has > 0) - Number(had > 0);
      addTo(part === campaignId ? this.whole : this.parts, part, [givenFen, matchedFen, gifts, donors]);
    }
    addTo(this.hours, `${campaignId}|${shanghaiHour(pledge.createdAt)}`, [givenFen, matchedFen, gifts]);
    if (gifts === 0) return;
    const key = keyOf(gift);
    const row = this.donors.get(key.join(' ')) ?? { key, gifts: 0 };
    row.gifts += gifts;
    this.donors.set(key.join(' '), row);
  }

  /** The campaigns whose figures change. */
  get campaignIds(): string[] {
    return [...this.whole.keys()];
  }

  write(tx: Tx): void {
    for (const [campaign_id, [given_fen, matched_fen, gift_count, donor_count]] of inOrder(this.whole))
      campaignCounters.change(
        tx,
        { campaign_id },
        { given_fen, matched_fen, gift_count, donor_count },
        'version = version + 1',
      );
    campaignSums.addRows(
      tx,
      inOrder(this.parts).map(([part, figures]) => [...part.split(' '), ...figures]),
    );
    campaignHours.addRows(
      tx,
      inOrder(this.hours).map(([key, figures]) => [...key.split('|'), ...figures]),
    );
    campaignDonors.addRows(
      tx,
      inOrder(this.donors).map(([, { key, gifts }]) => [...key, gifts]),
    );
  }

  /** The campaign and the parts of it under which the gift counts. */
  private everyPart(gift: Circumstances): string[] {
    return [gift.campaignId, ...partsOf(gift).map(([kind, subject]) => `${gift.campaignId} ${kind} ${subject}`)];
  }

  private count(key: string, gifts: number): number {
    const count = (this.standing.get(key) ?? 0) + gifts;
    this.standing.set(key, count);
    return count;
  }
}

function addTo(sums: Map<string, number[]>, key: string, figures: readonly number[]): void {
  const sum = sums.get(key);
  sums.set(key, sum === undefined ? [...figures] : sum.map((value, index) => value + figures[index]!));
}

/** Writers change rows in one order, so that none waits for another in a circle. */
const inOrder = <T>(rows: ReadonlyMap<string, T>): [string, T][] => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
