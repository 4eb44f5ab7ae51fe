import { Field, ID, InputType } from 'type-graphql';
import { OrganizationKind } from '../organizations/index.js';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { UnitChange } from './unit-change.entities.js';

@InputType({ description: 'A merger for which a unit asks.' })
export class UnitMergerInput {
  @Field(() => ID, { description: 'Id of the unit that is to be merged and closed. Its owners may ask.' })
  organizationId: string;

  @Field(() => ID, { description: 'Id of the unit into which it is merged. It must not be below the first unit.' })
  intoId: string;

  @Field(() => String, { description: 'Why, for the other unit and for administrators; 1 to 500 characters.' })
  reason: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A unit that a split founds.' })
export class UnitPartInput {
  @Field(() => String, { description: 'Full name, 2 to 80 characters. No other verified unit may have it.' })
  name: string;

  @Field(() => OrganizationKind, { description: 'What kind of unit it is.' })
  kind: OrganizationKind;

  @Field(() => ID, { description: 'The account of the member who owns it; one of `memberIds`.' })
  ownerId: string;

  @Field(() => [ID], { description: 'The accounts of 1 to 250 members who move to it, each to one unit only.' })
  memberIds: string[];

  @Field(() => [ID], { description: 'Up to 200 units directly below the old one that move below it.' })
  childIds: string[];
}

@InputType({ description: 'A split for which a unit asks. The unit goes on with what is not named here.' })
export class UnitSplitInput {
  @Field(() => ID, { description: 'Id of the unit. Its owners may ask. One of them has to stay.' })
  organizationId: string;

  @Field(() => [UnitPartInput], { description: 'The 1 to 10 new units. They are founded beside the unit.' })
  parts: UnitPartInput[];

  @Field(() => String, { description: 'Why, for administrators; 1 to 500 characters.' })
  reason: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

export const UnitChangeConnection = connectionOf(UnitChange, 'UnitChange');
