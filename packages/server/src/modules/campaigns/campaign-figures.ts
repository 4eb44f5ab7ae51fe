import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { toFen } from '../../lib/money.js';
import { Day, SafeInt } from '../../scalars.js';
import { DonorCategory } from '../pledges/index.js';

type Row = Record<string, unknown>;
const numberIn = (row: Row, column: string): number => toFen(row[column] as string | number);

/** Money and gifts of a campaign or a part of it. */
@ObjectType()
abstract class Gifts {
  @Field(() => SafeInt, {
    description: 'The money that was given and not given back, in fen, matching money included.',
  })
  readonly raised: number;

  @Field(() => SafeInt, { description: 'The part of `raised` that match funds added, in fen.' })
  readonly matched: number;

  @Field(() => Int, { description: 'The number of paid gifts.' })
  readonly giftCount: number;

  constructor(row: Row) {
    this.matched = numberIn(row, 'matched_fen');
    this.raised = numberIn(row, 'given_fen') + this.matched;
    this.giftCount = numberIn(row, 'gift_count');
  }
}

@ObjectType()
abstract class GiftsAndDonors extends Gifts {
  @Field(() => Int, { description: 'The number of distinct donors with a paid gift.' })
  readonly donorCount: number;

  constructor(row: Row) {
    super(row);
    this.donorCount = numberIn(row, 'donor_count');
  }
}

@ObjectType({ description: 'What donors of one category gave to a campaign.' })
export class CampaignCategory extends GiftsAndDonors {
  @Field(() => DonorCategory, { description: 'The category.' })
  readonly category: DonorCategory;

  constructor(row: Row) {
    super(row);
    this.category = row.subject_id as DonorCategory;
  }
}

/** The smallest group of donors whose category everybody may know. */
const FEWEST = 5;

/**
 * Joins categories of few donors with those who did not state theirs, so that nobody can be told by a figure or by the
 * difference of two. Nothing is left where all of them together are too few.
 */
export function joinSmall(categories: readonly CampaignCategory[]): CampaignCategory[] {
  const bySize = [...categories].sort((a, b) => a.donorCount - b.donorCount);
  const isNotStated = ({ category }: CampaignCategory) => category === DonorCategory.NOT_STATED;
  const joined = bySize.filter((one) => isNotStated(one) || one.donorCount < FEWEST);
  const kept = bySize.filter((one) => !joined.includes(one));
  const donors = () => joined.reduce((sum, { donorCount }) => sum + donorCount, 0);
  while (joined.length > 0 && donors() < FEWEST && kept.length > 0) joined.push(kept.shift()!);
  const sum = (of: (one: CampaignCategory) => number) => joined.reduce((total, one) => total + of(one), 0);
  const rest = new CampaignCategory({
    subject_id: DonorCategory.NOT_STATED,
    given_fen: sum(({ raised, matched }) => raised - matched),
    matched_fen: sum(({ matched }) => matched),
    gift_count: sum(({ giftCount }) => giftCount),
    donor_count: donors(),
  });
  return [...categories.filter((one) => kept.includes(one)), ...(rest.donorCount < FEWEST ? [] : [rest])];
}

@ObjectType({ description: 'What was given to a campaign by gifts made on one day.' })
export class CampaignDay extends GiftsAndDonors {
  @Field(() => Day, { description: 'The day in Shanghai.' })
  readonly day: string;

  constructor(row: Row) {
    super(row);
    this.day = String(row.subject_id);
  }
}

@ObjectType({ description: 'What was given to a campaign by gifts made in one hour.' })
export class CampaignHour extends Gifts {
  @Field(() => Int, { description: 'The hour of the day in Shanghai, 0 to 23.' })
  readonly hour: number;

  constructor(row: Row) {
    super(row);
    this.hour = Number(String(row.hour).slice(-2));
  }
}

@ObjectType({ description: 'A place in the ranking of a campaign.' })
export class CampaignRank extends GiftsAndDonors {
  @Field(() => Int, { description: 'The place, from 1. Equal figures share a place.' })
  readonly place: number;

  /** The unit or project. */
  readonly subjectId: string;

  constructor(row: Row, place: number) {
    super(row);
    this.place = place;
    this.subjectId = String(row.subject_id);
  }
}

export const CampaignRankConnection = connectionOf(CampaignRank, 'CampaignRank');
