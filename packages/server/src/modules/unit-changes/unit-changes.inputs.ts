import { Field, ID, InputType } from 'type-graphql';
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

export const UnitChangeConnection = connectionOf(UnitChange, 'UnitChange');
