import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';

export enum MeasurementStatus {
  REPORTED = 'REPORTED',
  VERIFIED = 'VERIFIED',
  REJECTED = 'REJECTED',
}

registerEnumType(MeasurementStatus, {
  name: 'MeasurementStatus',
  description: 'Where a measurement stands; only verified ones count.',
  valuesConfig: {
    REPORTED: { description: 'Recorded by the implementer, waits for a reviewer.' },
    VERIFIED: { description: 'Accepted; counts towards the indicator and the city\'s totals.' },
    REJECTED: { description: 'Not accepted; does not count.' },
  },
});

@Entity('measurements')
@ObjectType({ description: 'What was measured of an indicator on a day.' })
export class Measurement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the measurement.' })
  id: string;

  @Column(column.id())
  indicatorId: string;

  @Column(column.id())
  projectId: string;

  @Column(column.real())
  @Field(() => Number, { description: 'How much was added to the indicator, in its unit.' })
  value: number;

  @Column(column.time({ name: 'measured_at' }))
  @Field(() => Date, { description: 'When it was measured.' })
  on: Date;

  /** The day of `on` in Shanghai, by which totals are filtered and grouped. */
  @Column(column.text())
  measuredDay: string;

  @Column(column.text())
  @Field(() => MeasurementStatus, { description: 'Where it stands.' })
  status: MeasurementStatus;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The implementer\'s note.' })
  note: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The reviewer\'s comment.' })
  comment: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was recorded.' })
  recordedAt: Date;

  @Column(column.id())
  recordedById: string;

  @Column(column.id({ nullable: true }))
  reviewedById: string | null;

  @Column(column.time({ nullable: true }))
  reviewedAt: Date | null;
}
