import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import * as column from '../../db/columns.js';
import { SafeInt } from '../../scalars.js';
import { FundingRule, IndicatorKind, MilestoneStatus, ObjectionOutcome, ProjectActor, ProjectStatus } from './project.enums.js';

@Entity('projects')
@ObjectType({ description: 'A public-service project that is funded stage by stage.' })
export class Project {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the project.' })
  id: string;

  @Column(column.text())
  @Field(() => String, { description: 'Its name in addresses of web pages.' })
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
  @Field(() => String, { description: 'The whole story, in Markdown; raw HTML in it is text.' })
  story: string;

  @Column(column.text())
  @Field(() => String, { description: 'Kind of public service; see Platform.categories.' })
  category: string;

  @Column(column.text())
  @Field(() => String, { description: 'Town or district; see Platform.regions.' })
  region: string;

  @Column(column.text())
  @Field(() => ProjectStatus, { description: 'Where it stands.' })
  status: ProjectStatus;

  /** Whether everybody may see it: from public notice on. Kept by `changeStatus`. */
  @Column(column.flag())
  isPublic: boolean;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'goal', description: 'What it needs in fen: the sum of its milestones.' })
  goalFen: number;

  @Column(column.flag())
  @Field(() => Boolean, { description: 'Whether gifts past the goal are accepted until funding ends.' })
  acceptsOverGoal: boolean;

  @Column(column.text())
  @Field(() => FundingRule, { description: 'What becomes of the gifts when funding ends below the goal.' })
  fundingRule: FundingRule;

  @Column(column.id({ nullable: true }))
  coverId: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'Beginning of public notice.' })
  noticeStartsAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'End of public notice. When an objection was answered it has moved on by as long as the objection stood, and the end of funding with it.' })
  noticeEndsAt: Date | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'Set while an objection waits for its answer: the clock of the notice stands.' })
  noticePausedAt: Date | null;

  @Column(column.time())
  @Field(() => Date, { nullable: true, description: 'End of funding.' })
  fundingEndsAt: Date;

  @Column(column.time())
  @Field(() => Date, { description: 'When the draft was made.' })
  createdAt: Date;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was last submitted for review.' })
  submittedAt: Date | null;

  /** Lower case: what `search` looks in, with pinyin. */
  @Column(column.longText())
  searchText: string;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'What about a demo project is invented; null for real ones.' })
  demoNote: string | null;
}

/** The counters of a project that change with every gift, apart from the project so that gifts lock nothing else. */
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

  /** The part of `pendingFen` that keeps its place: what others cannot give meanwhile. */
  @Column(column.integer())
  heldFen: number;

  /** The part of `heldFen` that was promised by those of whom nothing is known. */
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
@ObjectType({ description: 'A stage with a budget; once verified, its money is released.' })
export class Milestone {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the milestone.' })
  id: string;

  @Column(column.id())
  projectId: string;

  /** 1, 2, … in the project. */
  @Column(column.integer())
  position: number;

  @Column(column.text())
  @Field(() => String, { description: 'What is done in this stage.' })
  title: string;

  @Column(column.integer())
  @Field(() => SafeInt, { name: 'amount', description: 'Its budget in fen.' })
  amountFen: number;

  @Column(column.time())
  @Field(() => Date, { description: 'When it is to be done.' })
  dueOn: Date;

  @Column(column.text())
  @Field(() => MilestoneStatus, { description: 'Where it stands.' })
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
  @Field(() => String, { description: 'In what unit, for example 人 or 场.' })
  unit: string;

  @Column(column.text())
  @Field(() => IndicatorKind, { description: 'Which of the city\'s totals it adds to.' })
  kind: IndicatorKind;

  @Column(column.real())
  @Field(() => Number, { description: 'What the project promises.' })
  target: number;
}

@Entity('project_events')
@ObjectType({ description: 'One step in a project\'s life.' })
export class ProjectEvent {
  @PrimaryColumn(column.key())
  @Field(() => ID, { description: 'Id of the step.' })
  id: string;

  @Column(column.id())
  projectId: string;

  @Column(column.text({ name: 'from_status', nullable: true }))
  @Field(() => ProjectStatus, { nullable: true, description: 'Status before; null for the first.' })
  from: ProjectStatus | null;

  @Column(column.text({ name: 'to_status' }))
  @Field(() => ProjectStatus, { description: 'Status after.' })
  to: ProjectStatus;

  @Column(column.time({ name: 'happened_at' }))
  @Field(() => Date, { description: 'When.' })
  at: Date;

  @Column(column.text())
  @Field(() => ProjectActor, { description: 'In what capacity somebody did it; never who.' })
  actor: ProjectActor;

  /** Kept for those who answer for the decision; not public. */
  @Column(column.id({ nullable: true }))
  userId: string | null;

  @Column(column.text({ nullable: true }))
  @Field(() => String, { nullable: true, description: 'Why, where the step takes a reason.' })
  reason: string | null;
}

/** What was submitted, as it was: the review compares one submission with the one before. */
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
@ObjectType({ description: 'An objection raised during public notice; until it is answered the notice does not end.' })
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
  @Field(() => String, { nullable: true, description: 'The reviewer\'s answer.' })
  answer: string | null;

  @Column(column.time({ nullable: true }))
  @Field(() => Date, { nullable: true, description: 'When it was answered.' })
  answeredAt: Date | null;

  @Column(column.text({ nullable: true }))
  @Field(() => ObjectionOutcome, { nullable: true, description: 'What the answer decided.' })
  outcome: ObjectionOutcome | null;
}
