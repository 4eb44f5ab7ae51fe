import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { shanghaiDay } from '../../lib/days.js';
import { Day, SafeInt } from '../../scalars.js';
import { DisclosureKind } from './disclosure.enums.js';

@ObjectType({ description: 'An indicator with the figures of the moment at which a report was published.' })
export class ReportedIndicator {
  @Field(() => String, { description: 'What is counted.' })
  name: string;

  @Field(() => String, { description: 'The unit in which it is counted.' })
  unit: string;

  @Field(() => Number, { description: 'What the project promises, in that unit.' })
  target: number;

  @Field(() => Number, { description: 'The sum of the measurements that were verified until then, in that unit.' })
  actual: number;
}

/** Append-only: triggers refuse to change or remove a report. Mistakes get a correction below it. */
@Entity('disclosure_reports')
@ObjectType({
  description:
    'A report of a project to the public for a period, with the figures of the moment of its publication. A report never changes; corrections are published below it.',
})
export class DisclosureReport {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the report.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text())
  @Field(() => DisclosureKind, { description: 'The kind of report.' })
  kind: DisclosureKind;

  @Column(column.integer())
  @Field(() => Int, { description: "The report's number among the reports of its kind: 1, 2, …" })
  number: number;

  @Column(column.text())
  @Field(() => Day, { description: 'The day on which the report was due.' })
  dueOn: string;

  @Column(column.longText())
  @Field(() => String, { description: 'What was done, in Markdown. Raw HTML in it is shown as text.' })
  text: string;

  /** JSON of the addresses. */
  @Column(column.longText())
  evidence: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'received', description: 'Fen that had come in at that moment, from the ledger.' })
  receivedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'released',
    description: 'Fen that had been paid to the implementer at that moment, from the ledger.',
  })
  releasedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'refunded',
    description: 'Fen that had been given back at that moment, from the ledger.',
  })
  refundedFen: number;

  /** JSON of `ReportedIndicator`s. */
  @Column(column.longText({ name: 'indicators' }))
  measured: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the report was published.' })
  publishedAt: Date;

  @Column(column.id())
  publishedById: string;

  @Field(() => SafeInt, { description: 'Fen that had come in at that moment, less what had been given back.' })
  get raised(): number {
    return this.receivedFen - this.refundedFen;
  }

  @Field(() => SafeInt, { description: 'Fen that the fund held at that moment.' })
  get balance(): number {
    return this.receivedFen - this.releasedFen - this.refundedFen;
  }

  @Field(() => [ReportedIndicator], { description: 'What the project promised, and what had been verified of it.' })
  get indicators(): ReportedIndicator[] {
    return JSON.parse(this.measured) as ReportedIndicator[];
  }

  @Field(() => [String], { description: 'Addresses of photos and other evidence.' })
  get evidenceUrls(): string[] {
    return JSON.parse(this.evidence) as string[];
  }

  get publishedOn(): string {
    return shanghaiDay(this.publishedAt);
  }
}

/** Append-only, like the report that it corrects. */
@Entity('disclosure_corrections')
@ObjectType({
  description: 'A correction of a report: what was wrong in it and what is right. It is published below the report.',
})
export class DisclosureCorrection {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the correction.' })
  id: string;

  @Column(column.id())
  reportId: string;

  /** The unit that publishes the reports. */
  @Column(column.id())
  organizationId: string;

  @Column(column.text())
  @Field(() => String, { description: 'What was wrong, and what is right.' })
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the correction was published.' })
  publishedAt: Date;

  @Column(column.id())
  publishedById: string;
}

export enum Reminder {
  SOON = 'SOON',
  LATE = 'LATE',
}

/**
 * Records that the editors were notified of a missing report: once a week before its day, and once when it was late.
 */
@Entity('disclosure_reminders')
export class DisclosureReminder {
  @PrimaryColumn(column.key())
  projectId: string;

  @PrimaryColumn(column.textKey())
  kind: DisclosureKind;

  @PrimaryColumn(column.integerKey())
  number: number;

  @PrimaryColumn(column.textKey())
  reminder: Reminder;
}
