import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Day } from '../../scalars.js';
import { DisclosureReport } from './disclosure.entities.js';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
import { nextReport, type OwedReport } from './disclosure.rules.js';

@ObjectType({
  description:
    "A report that a project owes the public. It is calculated from the project's history; its days are not stored.",
})
export class DisclosureObligation implements OwedReport<DisclosureReport> {
  projectId: string;

  @Field(() => ID, { description: 'Identifies the owed report. It stays the same as long as the report is owed.' })
  get id(): string {
    return `${this.projectId}:${this.kind}:${this.number}`;
  }

  @Field(() => DisclosureKind, { description: 'The kind of report.' })
  kind: DisclosureKind;

  @Field(() => Int, { description: "The report's number among the reports of its kind: 1, 2, …" })
  number: number;

  @Field(() => Day, { description: 'First day of the period that the report covers.' })
  coversFrom: string;

  @Field(() => Day, { description: 'Last day of the period that the report covers.' })
  coversTo: string;

  @Field(() => Day, { description: 'The first day on which the report can be published.' })
  opensOn: string;

  @Field(() => Day, { description: 'The last day on which the report is in time.' })
  dueOn: string;

  @Field(() => ObligationStatus, { description: 'The state of the report today.' })
  status: ObligationStatus;

  @Field(() => Int, {
    description:
      'The number of days after the deadline: until today while the report is missing, until its publication afterwards. 0 when the report is in time.',
  })
  daysLate: number;

  @Field(() => DisclosureReport, { nullable: true, description: 'The published report; null while it is missing.' })
  report: DisclosureReport | null;
}

@ObjectType({ description: 'What a project owes the public, and what it has published.' })
export class ProjectDisclosure {
  projectId: string;

  @Field(() => Day, {
    nullable: true,
    description: 'The day on which funding opened, from which the deadlines count; null before.',
  })
  startedOn: string | null;

  @Field(() => Day, {
    nullable: true,
    description: 'The day on which the project was completed or cancelled; null while it runs.',
  })
  endedOn: string | null;

  @Field(() => [DisclosureObligation], {
    description: 'All reports owed so far and the next one to come: progress reports first, oldest first.',
  })
  obligations: DisclosureObligation[];

  @Field(() => DisclosureObligation, {
    nullable: true,
    description:
      'The report to write next, which is the oldest one that is missing; null when no more reports will be owed.',
  })
  get next(): DisclosureObligation | null {
    return nextReport(this.obligations) as DisclosureObligation | null;
  }

  @Field(() => Int, { description: 'The number of late reports.' })
  get lateCount(): number {
    return this.obligations.filter(({ status }) => status === ObligationStatus.LATE).length;
  }
}

export const DisclosureObligationConnection = connectionOf(DisclosureObligation, 'DisclosureObligation');

@InputType({ description: 'Which missing reports to list.' })
export class DisclosureQueueFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to list also reports that can be published and are not late yet.',
  })
  alsoDue?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Only projects in this town or district.' })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Only projects whose name, or whose organisation's name, contains this text; up to 100 characters.",
  })
  search?: string | null;
}

@InputType({ description: 'A report to the public. It cannot be changed after its publication.' })
export class PublishDisclosureReportInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => DisclosureKind, { description: 'The kind of report.' })
  kind: DisclosureKind;

  @Field(() => Int, {
    description:
      "The report's number among the reports of its kind. It prevents that a request that is sent twice publishes the next report too.",
  })
  number: number;

  @Field(() => String, {
    description: 'What was done and what the money was used for, in Markdown, 20 to 10000 characters.',
  })
  text: string;

  @Field(() => [String], {
    description: 'Up to 20 addresses (https, or files of this server) of photos and other evidence.',
  })
  evidenceUrls: string[];
}

@InputType({ description: 'A correction of a published report. It cannot be changed after its publication.' })
export class CorrectDisclosureReportInput {
  @Field(() => ID, { description: 'The report to correct.' })
  reportId: string;

  @Field(() => String, { description: 'What was wrong, and what is right; up to 2000 characters.' })
  text: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}
