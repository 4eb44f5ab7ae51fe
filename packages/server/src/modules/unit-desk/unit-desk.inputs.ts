import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Day } from '../../scalars.js';
import { MemberAmounts } from './unit-desk.entities.js';

const ID_OF_CAMPAIGN = 'Id of a published campaign. Without it, the days count.';

@ArgsType()
export class UnitDeskArgs {
  @Field(() => ID, { description: 'Id of the unit. Its owners and editors see the desk.' })
  organizationId: string;

  @Field(() => Day, { nullable: true, description: 'First day of the period. Required without a campaign.' })
  from?: string | null;

  @Field(() => Day, {
    nullable: true,
    description: 'Last day of the period, at most 366 days with the first one. Required without a campaign.',
  })
  until?: string | null;

  @Field(() => ID, { nullable: true, description: ID_OF_CAMPAIGN })
  campaignId?: string | null;
}

@InputType({ description: 'Which units are to be reminded of a call for gifts.' })
export class RemindUnitsInput {
  @Field(() => ID, { description: 'Id of the unit that reminds. Its owners and editors may.' })
  organizationId: string;

  @Field(() => [ID], { description: 'Ids of 1 to 200 units directly below it.' })
  unitIds: string[];

  @Field(() => Day, { nullable: true, description: 'First day of the period. Required without a campaign.' })
  from?: string | null;

  @Field(() => Day, {
    nullable: true,
    description: 'Last day of the period, at most 366 days with the first one. Required without a campaign.',
  })
  until?: string | null;

  @Field(() => ID, { nullable: true, description: ID_OF_CAMPAIGN })
  campaignId?: string | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Who sees how much each member of a unit gave.' })
export class MemberAmountsInput {
  @Field(() => ID, { description: 'Id of the unit. Its owners decide.' })
  organizationId: string;

  @Field(() => MemberAmounts, { description: 'Who sees it.' })
  amountsFor: MemberAmounts;
}
