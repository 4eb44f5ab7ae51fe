import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { SafeInt } from '../../scalars.js';
import { Measurement } from './measurement.entity.js';

@InputType({ description: 'What was measured.' })
export class RecordMeasurementInput {
  @Field(() => ID, { description: 'The indicator it adds to.' })
  indicatorId: string;

  @Field(() => Float, { description: 'How much was added, above zero, in the indicator\'s unit.' })
  value: number;

  @Field(() => Date, { description: 'When it was measured; not in the future.' })
  on: Date;

  @Field(() => String, { nullable: true, description: 'How it was measured, up to 500 characters.' })
  note?: string | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which projects and days to sum up. Days are whole days in Asia/Shanghai.' })
export class ImpactFilter {
  @Field(() => ID, { nullable: true, description: 'Of this organisation.' })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this category.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'In this town or district.' })
  region?: string | null;

  @Field(() => Date, { nullable: true, description: 'From the day of this moment on.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this moment: its own day counts unless the moment is its beginning.' })
  to?: Date | null;
}

export enum ImpactDimension {
  YEAR = 'YEAR',
  REGION = 'REGION',
  CATEGORY = 'CATEGORY',
  ORGANIZATION = 'ORGANIZATION',
}

registerEnumType(ImpactDimension, {
  name: 'ImpactDimension',
  description: 'By what the city\'s impact is broken down.',
  valuesConfig: {
    YEAR: { description: 'Calendar year: projects by their public notice, money by its arrival, people by measurement.' },
    REGION: { description: 'Town or district.' },
    CATEGORY: { description: 'Kind of public service.' },
    ORGANIZATION: { description: 'The organisation that runs the projects.' },
  },
});

@ObjectType({ description: 'What projects moved and reached, computed from records.' })
export class ImpactSummary {
  @Field(() => Int, { description: 'Projects that were made public and not cancelled.' })
  projects: number;

  @Field(() => SafeInt, { description: 'Fen paid to them, from the ledger\'s entries.' })
  raised: number;

  @Field(() => SafeInt, { description: 'People served, from verified measurements.' })
  peopleServed: number;

  @Field(() => SafeInt, { description: 'Activities held, from verified measurements.' })
  activitiesHeld: number;

  @Field(() => SafeInt, { nullable: true, description: 'Fen for each person served, rounded down; null where nobody is counted yet.' })
  get costPerPerson(): number | null {
    return this.peopleServed === 0 ? null : (this.raised - (this.raised % this.peopleServed)) / this.peopleServed;
  }
}

@ObjectType({ description: 'The impact of one group of projects.' })
export class ImpactGroup {
  @Field(() => String, { description: 'What the group has in common: a year, a name or an organisation\'s id.' })
  key: string;

  @Field(() => String, { description: 'The same for people.' })
  label: string;

  @Field(() => ImpactSummary, { description: 'Its impact.' })
  summary: ImpactSummary;
}

@ObjectType({ description: 'The city\'s figures now; what the live subscription sends.' })
export class CityTotals {
  @Field(() => SafeInt, { description: 'Fen paid to all projects.' })
  raised: number;

  @Field(() => Int, { description: 'Paid pledges.' })
  pledgeCount: number;

  @Field(() => Int, { description: 'Projects that were made public and not cancelled.' })
  projectCount: number;

  @Field(() => Int, { description: 'Verified organisations.' })
  organizationCount: number;

  @Field(() => SafeInt, { description: 'People served, from verified measurements.' })
  peopleServed: number;

  @Field(() => SafeInt, { description: 'Grows with every change; drop what is older than what you have.' })
  version: number;
}

export const MeasurementConnection = connectionOf(Measurement, 'Measurement');
