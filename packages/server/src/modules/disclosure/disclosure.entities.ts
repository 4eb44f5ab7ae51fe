import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { shanghaiDay } from '../../lib/days.js';
import { Day, SafeInt } from '../../scalars.js';
import { DisclosureKind } from './disclosure.enums.js';

@ObjectType({ description: 'An indicator as it stood when a report was published.' })
export class ReportedIndicator {
  @Field(() => String, { description: 'What is counted.' })
  name: string;

  @Field(() => String, { description: 'In what unit.' })
  unit: string;

  @Field(() => Number, { description: 'What the project promises.' })
  target: number;

  @Field(() => Number, { description: 'The sum of what was verified until then.' })
  actual: number;
}

/** Written once: triggers refuse to change or remove it. What proves wrong gets a correction below. */
@Entity('disclosure_reports')
@ObjectType({ description: 'What a project told the public of a period, with the figures of that moment. It is never changed; corrections stand below it.' })
export class DisclosureReport {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the report.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text())
  @Field(() => DisclosureKind, { description: 'What it was owed for.' })
  kind: DisclosureKind;

  @Column(column.integer())
  @Field(() => Int, { description: 'Its number among those of its kind: 1, 2, …' })
  number: number;

  @Column(column.text())
  @Field(() => Day, { description: 'The day on which it was due.' })
  dueOn: string;

  @Column(column.longText())
  @Field(() => String, { description: 'What was done, in Markdown; raw HTML in it is text.' })
  text: string;

  /** JSON of the addresses. */
  @Column(column.longText())
  evidence: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'received', description: 'Fen that had come in until then, from the ledger.' })
  receivedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'released', description: 'Fen that had been paid to the implementer until then, from the ledger.' })
  releasedFen: number;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'refunded', description: 'Fen that had been given back until then, from the ledger.' })
  refundedFen: number;

  /** JSON of `ReportedIndicator`s. */
  @Column(column.longText({ name: 'indicators' }))
  measured: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was published.' })
  publishedAt: Date;

  @Column(column.id())
  publishedById: string;

  @Field(() => SafeInt, { description: 'Fen that had come in and not been given back.' })
  get raised(): number {
    return this.receivedFen - this.refundedFen;
  }

  @Field(() => SafeInt, { description: 'Fen that the fund held then.' })
  get balance(): number {
    return this.receivedFen - this.releasedFen - this.refundedFen;
  }

  @Field(() => [ReportedIndicator], { description: 'What it promised and what had been verified of it.' })
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

/** Written once, like the report that it corrects. */
@Entity('disclosure_corrections')
@ObjectType({ description: 'What proved wrong in a report and what is right, published below it.' })
export class DisclosureCorrection {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the correction.' })
  id: string;

  @Column(column.id())
  reportId: string;

  /** The unit that answers for it. */
  @Column(column.id())
  organizationId: string;

  @Column(column.text())
  @Field(() => String, { description: 'What was wrong, and what is right.' })
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was published.' })
  publishedAt: Date;

  @Column(column.id())
  publishedById: string;
}

export enum Reminder {
  SOON = 'SOON',
  LATE = 'LATE',
}

/** That the editors were told of a missing report: a week before its day, and when it was late. */
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
