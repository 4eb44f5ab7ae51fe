import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Day } from '../../scalars.js';
import { DisclosureReport } from './disclosure.entities.js';
import { DisclosureKind, ObligationStatus } from './disclosure.enums.js';
import { nextReport, type OwedReport } from './disclosure.rules.js';

@ObjectType({ description: 'A report that a project owes the public, worked out from its history: no day of it is stored.' })
export class DisclosureObligation implements OwedReport<DisclosureReport> {
  projectId: string;

  @Field(() => ID, { description: 'Names it among all that are owed; the same for as long as it is.' })
  get id(): string {
    return `${this.projectId}:${this.kind}:${this.number}`;
  }

  @Field(() => DisclosureKind, { description: 'Which report.' })
  kind: DisclosureKind;

  @Field(() => Int, { description: 'Its number among those of its kind: 1, 2, …' })
  number: number;

  @Field(() => Day, { description: 'First day of what it is about.' })
  coversFrom: string;

  @Field(() => Day, { description: 'Last day of what it is about.' })
  coversTo: string;

  @Field(() => Day, { description: 'The first day on which it can be published.' })
  opensOn: string;

  @Field(() => Day, { description: 'The last day on which it is in time.' })
  dueOn: string;

  @Field(() => ObligationStatus, { description: 'Where it stands today.' })
  status: ObligationStatus;

  @Field(() => Int, { description: 'Days after its day: until today while it is late, until it was published where it came late; 0 in time.' })
  daysLate: number;

  @Field(() => DisclosureReport, { nullable: true, description: 'What was published; null while it is missing.' })
  report: DisclosureReport | null;
}

@ObjectType({ description: 'What a project owes the public, and what it has told it.' })
export class ProjectDisclosure {
  projectId: string;

  @Field(() => Day, { nullable: true, description: 'The day on which funding opened and the clock began; null before.' })
  startedOn: string | null;

  @Field(() => Day, { nullable: true, description: 'The day on which the project was completed or cancelled; null while it runs.' })
  endedOn: string | null;

  @Field(() => [DisclosureObligation], { description: 'Everything owed so far and the next that will be, progress first, oldest first.' })
  obligations: DisclosureObligation[];

  @Field(() => DisclosureObligation, { nullable: true, description: 'The report to write next: the oldest that is missing; null when nothing more will be owed.' })
  get next(): DisclosureObligation | null {
    return nextReport(this.obligations) as DisclosureObligation | null;
  }

  @Field(() => Int, { description: 'How many of them are late.' })
  get lateCount(): number {
    return this.obligations.filter(({ status }) => status === ObligationStatus.LATE).length;
  }
}

export const DisclosureObligationConnection = connectionOf(DisclosureObligation, 'DisclosureObligation');

@InputType({ description: 'Which missing reports to list.' })
export class DisclosureQueueFilter {
  @Field(() => Boolean, { nullable: true, description: 'Those that can be written and are not yet late as well.' })
  alsoDue?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Of projects in this town or district.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Of projects or organisations with this in their names, up to 100 characters.' })
  search?: string | null;
}

@InputType({ description: 'A report to the public. It cannot be changed afterwards.' })
export class PublishDisclosureReportInput {
  @Field(() => ID, { description: 'The project.' })
  projectId: string;

  @Field(() => DisclosureKind, { description: 'Which of the reports that it owes.' })
  kind: DisclosureKind;

  @Field(() => Int, { description: 'Its number among those of its kind, so that a report sent twice is not taken for the next one.' })
  number: number;

  @Field(() => String, { description: 'What was done and what the money was used for, in Markdown, 20 to 10000 characters.' })
  text: string;

  @Field(() => [String], { description: 'Up to 20 addresses (https, or files of this server) of photos and other evidence.' })
  evidenceUrls: string[];
}

@InputType({ description: 'A correction of a published report. It cannot be changed afterwards.' })
export class CorrectDisclosureReportInput {
  @Field(() => ID, { description: 'The report.' })
  reportId: string;

  @Field(() => String, { description: 'What was wrong, and what is right, up to 2000 characters.' })
  text: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}
