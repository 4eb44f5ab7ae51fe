import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Campaign } from './campaign.entity.js';
import { CampaignKind } from './campaign.enums.js';

export const CampaignConnection = connectionOf(Campaign, 'Campaign');

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
}
