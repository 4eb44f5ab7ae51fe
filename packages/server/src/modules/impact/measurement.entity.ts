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
  description: 'The state of a measurement. Only verified ones count.',
  valuesConfig: {
    REPORTED: { description: 'The implementer recorded it; it waits for a reviewer.' },
    VERIFIED: { description: "A reviewer accepted it; it counts towards the indicator and the city's totals." },
    REJECTED: { description: 'A reviewer rejected it; it does not count.' },
  },
});

@Entity('measurements')
@ObjectType({ description: 'What was measured for an indicator on a day.' })
export class Measurement {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the measurement.' })
  id: string;

  @Column(column.id())
  indicatorId: string;

  @Column(column.id())
  projectId: string;

  @Column(column.real())
  @Field(() => Number, { description: 'How much the measurement adds to the indicator, in its unit.' })
  value: number;

  @Column(column.time({ name: 'measured_at' }))
  @Field(() => Date, { description: 'The day of the measurement.' })
  on: Date;

  /** The day of `on` in Shanghai. Totals are filtered and grouped by this day. */
  @Column(column.text())
  measuredDay: string;

  @Column(column.text())
  @Field(() => MeasurementStatus, { description: 'The state of the measurement.' })
  status: MeasurementStatus;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The implementer's note; null when there is none." })
  note: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The reviewer's comment; null when there is none." })
  comment: string | null;

  @Column(column.time())
  @Field(() => Date, { description: 'When the measurement was recorded.' })
  recordedAt: Date;

  @Column(column.id())
  recordedById: string;

  @Column(column.id({ nullable: true }))
  reviewedById: string | null;

  @Column(column.time({ nullable: true }))
  reviewedAt: Date | null;
}
