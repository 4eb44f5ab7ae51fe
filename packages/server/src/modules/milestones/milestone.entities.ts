import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';

@Entity('milestone_reports')
@ObjectType({
  description:
    "An implementer's report on a stage, and the reviewer's decision. A stage that was returned has several reports.",
})
export class MilestoneReport {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the report.' })
  id: string;

  @Column(column.id())
  milestoneId: string;

  @Column(column.longText())
  @Field(() => String, { description: 'What was done, in Markdown. Raw HTML in it is shown as text.' })
  report: string;

  /** JSON of the addresses. */
  @Column(column.longText())
  evidence: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When the report was submitted.' })
  submittedAt: Date;

  @Column(column.id())
  submittedById: string;

  @Column(column.flag({ nullable: true }))
  @Field(() => Boolean, { nullable: true, description: 'Whether a reviewer accepted the report; null while it waits.' })
  accepted: boolean | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The reviewer's comment; null when there is none." })
  comment: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the reviewer decided; null while the report waits.' })
  reviewedAt: Date | null;

  @Column(column.id({ nullable: true }))
  reviewedById: string | null;

  @Field(() => [String], { description: 'Addresses of photos, lists and other evidence.' })
  get evidenceUrls(): string[] {
    return JSON.parse(this.evidence) as string[];
  }
}

/** A file of a report. The author chose the order of the files. */
@Entity('milestone_report_files')
export class MilestoneReportFile {
  @PrimaryColumn(column.key())
  reportId: string;

  @PrimaryColumn(column.key())
  fileId: string;

  @Column(column.integer())
  position: number;
}

/** A payment from a project's fund to its implementer. Its order tells who prepared and signed it. */
@Entity('releases')
@ObjectType({ description: "The payment of a stage out of the project's fund." })
export class Release {
  @PrimaryColumn(column.key())
  milestoneId: string;

  @Column(column.id())
  projectId: string;

  @Column(column.integer())
  @Field(() => SafeInt, {
    name: 'amount',
    description: "Amount in fen. It is below the stage's budget when the project closed below its goal.",
  })
  amountFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When a treasurer prepared the payment.' })
  preparedAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description: 'When the money left the fund; null while the payment waits for a second signature.',
  })
  releasedAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: "The bank's reference of the payment; null when none was given.",
  })
  bankReference: string | null;

  /** The account that was in force when the payment was prepared; null when the unit had none on record. */
  @Column(column.id({ nullable: true }))
  payeeAccountId: string | null;
}

/** The part of a gift that a stage used. Gifts are used first in, first out. */
@Entity('gift_uses')
@ObjectType({ description: 'The part of a gift that a stage used.' })
export class GiftUse {
  @PrimaryColumn(column.key())
  pledgeId: string;

  @PrimaryColumn(column.key())
  milestoneId: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Amount in fen.' })
  amountFen: number;
}
