import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { SafeInt } from '../../scalars.js';
import { Measurement } from './measurement.entity.js';

@InputType({ description: 'A measurement to record.' })
export class RecordMeasurementInput {
  @Field(() => ID, { description: 'The indicator that was measured.' })
  indicatorId: string;

  @Field(() => Float, {
    description: "How much the measurement adds to the indicator, above zero, in the indicator's unit.",
  })
  value: number;

  @Field(() => Date, { description: 'The day of the measurement; not in the future.' })
  on: Date;

  @Field(() => String, { nullable: true, description: 'How it was measured, up to 500 characters.' })
  note?: string | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which projects and days to sum up. Days are whole days in Shanghai.' })
export class ImpactFilter {
  @Field(() => ID, { nullable: true, description: 'Only projects of this organisation.' })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only projects of this category.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Only projects in this town or district.' })
  region?: string | null;

  @Field(() => Date, { nullable: true, description: 'From the day of this moment on.' })
  from?: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Up to this moment. Its own day counts, unless the moment is the beginning of that day.',
  })
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
  description: "The dimension of a breakdown of the city's impact.",
  valuesConfig: {
    YEAR: {
      description: "The calendar year: of a project's public notice, of the arrival of money, and of a measurement.",
    },
    REGION: { description: 'Town or district.' },
    CATEGORY: { description: 'Kind of public service.' },
    ORGANIZATION: { description: 'The organisation that runs the projects.' },
  },
});

@ObjectType({ description: 'The money and the effect of projects, calculated from records.' })
export class ImpactSummary {
  @Field(() => Int, { description: 'The number of projects that were made public and not cancelled.' })
  projects: number;

  @Field(() => SafeInt, { description: "Fen paid to the projects, from the ledger's entries." })
  raised: number;

  @Field(() => SafeInt, { description: 'People served, from verified measurements.' })
  peopleServed: number;

  @Field(() => SafeInt, { description: 'Activities held, from verified measurements.' })
  activitiesHeld: number;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'Fen per person served, rounded down; null while nobody is counted.',
  })
  get costPerPerson(): number | null {
    return this.peopleServed === 0 ? null : (this.raised - (this.raised % this.peopleServed)) / this.peopleServed;
  }
}

@ObjectType({ description: 'The impact of one group of projects.' })
export class ImpactGroup {
  @Field(() => String, {
    description: "What the projects of the group have in common: a year, a name or an organisation's id.",
  })
  key: string;

  @Field(() => String, { description: 'The name of the group for people.' })
  label: string;

  @Field(() => ImpactSummary, { description: 'The impact of the group.' })
  summary: ImpactSummary;
}

@ObjectType({ description: "The city's figures now. The live subscription sends them." })
export class CityTotals {
  @Field(() => SafeInt, { description: 'Fen paid to all projects.' })
  raised: number;

  @Field(() => Int, { description: 'The number of paid pledges.' })
  pledgeCount: number;

  @Field(() => Int, { description: 'The number of projects that were made public and not cancelled.' })
  projectCount: number;

  @Field(() => Int, { description: 'The number of verified organisations.' })
  organizationCount: number;

  @Field(() => SafeInt, { description: 'People served, from verified measurements.' })
  peopleServed: number;

  @Field(() => SafeInt, {
    description: 'Grows with every change. A client ignores a version below the one that it has.',
  })
  version: number;
}

export const MeasurementConnection = connectionOf(Measurement, 'Measurement');
