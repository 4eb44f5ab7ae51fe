import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import {
  FundingRule,
  IndicatorKind,
  MilestoneStatus,
  ObjectionOutcome,
  ProjectActor,
  ProjectStatus,
} from './project.enums.js';

@Entity('projects')
@ObjectType({ description: 'A public-service project that is funded stage by stage.' })
export class Project {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the project.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: "The project's name in addresses of web pages." })
  slug: string;

  @Column(column.id())
  organizationId: string;

  @Column(column.id())
  createdById: string;

  @Column(column.text())
  @Field(() => String, { description: 'Title, up to 60 characters.' })
  title: string;

  @Column(column.text())
  @Field(() => String, { description: 'What it is about, up to 200 characters.' })
  summary: string;

  @Column(column.longText())
  @Field(() => String, { description: 'The whole story, in Markdown. Raw HTML in it is shown as text.' })
  story: string;

  @Column(column.text())
  @Field(() => String, { description: 'The kind of public service; see Platform.categories.' })
  category: string;

  @Column(column.text())
  @Field(() => String, { description: 'The town or district; see Platform.regions.' })
  region: string;

  @Column(column.text())
  @Field(() => ProjectStatus, { description: 'The state of the project.' })
  status: ProjectStatus;

  /** Whether everybody may see the project: from public notice on. `takeStep` keeps it. */
  @Column(column.flag())
  isPublic: boolean;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'goal', description: "The goal in fen: the sum of the stages' budgets." })
  goalFen: number;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether gifts above the goal are accepted until funding ends.' })
  acceptsOverGoal: boolean;

  @Column(column.text())
  @Field(() => FundingRule, { description: 'What happens to the gifts when funding ends below the goal.' })
  fundingRule: FundingRule;

  @Column(column.id({ nullable: true }))
  coverId: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'Beginning of the public notice; null before.' })
  noticeStartsAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description:
      'End of the public notice. After an objection is answered, this end and the end of funding are later by the time that the objection waited.',
  })
  noticeEndsAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, {
    nullable: true,
    description:
      'Set while an objection waits for its answer, because the public notice is paused then; otherwise null.',
  })
  noticePausedAt: Date | null;

  @Column(column.time())
  @Field(() => Date, { nullable: true, description: 'End of funding.' })
  fundingEndsAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When the draft was made.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the project was last submitted for review; null before.' })
  submittedAt: Date | null;

  /** The text in which `search` looks, in lower case and with pinyin. */
  @Column(column.longText())
  searchText: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, {
    nullable: true,
    description: 'Which parts of a demo project are invented; null for real projects.',
  })
  demoNote: string | null;
}

/**
 * The counters of a project that change with every gift. They have their own row, so that a gift locks nothing else.
 */
@Entity('project_counters')
export class ProjectCounters {
  @PrimaryColumn(column.key())
  projectId: string;

  @Column(column.integer())
  raisedFen: number;

  @Column(column.integer())
  matchedFen: number;

  @Column(column.integer())
  pendingFen: number;

  /** The part of `pendingFen` that keeps its place, so that others cannot give it meanwhile. */
  @Column(column.integer())
  heldFen: number;

  /** The part of `heldFen` that strangers promised. */
  @Column(column.integer())
  heldByStrangersFen: number;

  @Column(column.integer())
  backerCount: number;

  @Column(column.integer())
  pledgeCount: number;

  @Column(column.integer())
  version: number;
}

@Entity('milestones')
@ObjectType({ description: 'A stage with a budget. Its money is released after the stage is verified.' })
export class Milestone {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the stage.' })
  id: string;

  @Column(column.id())
  projectId: string;

  /** 1, 2, … within the project. */
  @Column(column.integer())
  position: number;

  @Column(column.text())
  @Field(() => String, { description: 'What is done in this stage.' })
  title: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Its budget in fen.' })
  amountFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'The day on which the stage is to be done.' })
  dueOn: Date;

  @Column(column.text())
  @Field(() => MilestoneStatus, { description: 'The state of the stage.' })
  status: MilestoneStatus;
}

@Entity('indicators')
@ObjectType({ description: 'What a project promises to change, and how much of it was measured.' })
export class Indicator {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the indicator.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.integer())
  position: number;

  @Column(column.text())
  @Field(() => String, { description: 'What is counted.' })
  name: string;

  @Column(column.text())
  @Field(() => String, { description: 'The unit in which it is counted, for example 人 or 场.' })
  unit: string;

  @Column(column.text())
  @Field(() => IndicatorKind, { description: 'The city total that the indicator adds to.' })
  kind: IndicatorKind;

  @Column(column.real())
  @Field(() => Number, { description: 'What the project promises, in that unit.' })
  target: number;
}

@Entity('gift_examples')
@ObjectType({ description: 'What a gift of one amount does, in the words of the unit that runs the project.' })
export class GiftExample {
  @PrimaryColumn(column.key())
  projectId: string;

  @PrimaryColumn(column.integerKey())
  @Field(() => SafeInt, { name: 'amount', description: 'The amount in fen.' })
  amountFen: number;

  @Column(column.text())
  @Field(() => String, { description: 'What it does, up to 60 characters.' })
  does: string;
}

@Entity('project_events')
@ObjectType({ description: 'A step in the life of a project.' })
export class ProjectEvent {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the step.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text({ name: 'from_status', nullable: true }))
  @Field(() => ProjectStatus, { nullable: true, description: 'The state before; null for the first step.' })
  from: ProjectStatus | null;

  @Column(column.text({ name: 'to_status' }))
  @Field(() => ProjectStatus, { description: 'The state after.' })
  to: ProjectStatus;

  @Column(column.time({ name: 'happened_at' }))
  @Field(() => Date, { description: 'When the step was taken.' })
  at: Date;

  @Column(column.text())
  @Field(() => ProjectActor, {
    description: 'The capacity in which the step was taken. It never says which person took it.',
  })
  actor: ProjectActor;

  /** The person who took the step. Stored for those who are responsible for the decision; not public. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'The reason; null when the step needs none.' })
  reason: string | null;
}

/** The content of a submission, unchanged, so that the review can compare it with the submission before. */
@Entity('project_submissions')
export class ProjectSubmission {
  @PrimaryColumn(column.key())
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.time())
  submittedAt: Date;

  /** JSON of `SubmittedContent`. */
  @Column(column.longText())
  content: string;
}

@Entity('objections')
@ObjectType({
  description:
    'An objection that was raised during public notice. The notice does not end before the objection is answered.',
})
export class Objection {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the objection.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.id())
  authorId: string;

  @Column(column.text())
  @Field(() => String, { description: 'What is objected to.' })
  text: string;

  @Column(column.time())
  @Field(() => Date, { description: 'When it was raised.' })
  raisedAt: Date;

  @Column(column.id({ nullable: true }))
  answeredById: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: "The reviewer's answer; null before." })
  answer: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When the objection was answered; null before.' })
  answeredAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => ObjectionOutcome, { nullable: true, description: 'What the answer decided; null before.' })
  outcome: ObjectionOutcome | null;
}
