import { Field, ID, InputType, Int } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { SafeInt } from '../../scalars.js';
import { Campaign } from './campaign.entity.js';
import { CampaignKind } from './campaign.enums.js';

export const CampaignConnection = connectionOf(Campaign, 'Campaign');

@InputType({ description: 'What an earlier year of the same drive brought, by the word of the unit.' })
export class CampaignYearInput {
  @Field(() => Int, { description: 'From 1949 to this year; each year once.' })
  year: number;

  @Field(() => SafeInt, { description: 'Fen, 0 to 10000000000000 (¥100 billion).' })
  raised: number;

  @Field(() => Int, { description: 'The number of participations, 0 to 1000000000.' })
  giftCount: number;

  @Field(() => String, { description: 'Where the figures come from, 1 to 200 characters.' })
  source: string;
}

@InputType({ description: 'What a campaign says, and when it is open.' })
export class CampaignInput {
  @Field(() => CampaignKind, { description: 'Its kind.' })
  kind: CampaignKind;

  @Field(() => String, { description: '1 to 60 characters.' })
  title: string;

  @Field(() => String, { description: 'What it is about, 1 to 200 characters.' })
  theme: string;

  @Field(() => String, { description: 'Its rules, in Markdown, 1 to 5,000 characters.' })
  rules: string;

  @Field(() => Date, { description: 'The moment at which it opens: in the future, at most 2 years ahead.' })
  opensAt: Date;

  @Field(() => Date, { description: 'The moment at which it closes: after it opens, at most 2 years ahead.' })
  closesAt: Date;

  @Field(() => [ID], { description: '1 to 50 different public projects of any units, in the order of the page.' })
  projectIds: string[];

  @Field(() => [CampaignYearInput], {
    nullable: true,
    description:
      'Earlier years of the same drive, up to 30. They are shown as the word of the unit and added to nothing.',
  })
  earlierYears?: CampaignYearInput[] | null;
}
