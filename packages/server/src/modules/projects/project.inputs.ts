import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { SafeInt } from '../../scalars.js';
import { Objection, Project } from './project.entity.js';
import { FundingRule, IndicatorKind, ObjectionOutcome, ProjectStatus, ReviewDecision } from './project.enums.js';
import { LIMITS } from './project.rules.js';

const chars = (max: number) => `1 to ${max} characters.`;

@InputType({ description: 'A stage of a project.' })
export class MilestoneInput {
  @Field(() => String, { description: `What is done, ${LIMITS.title.min} to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => SafeInt, { description: 'Its budget in fen, at least 100.' })
  amount: number;

  @Field(() => Date, { description: 'When it is to be done; in the future.' })
  dueOn: Date;
}

@InputType({ description: 'What a project promises to change.' })
export class IndicatorInput {
  @Field(() => String, { description: chars(40) })
  name: string;

  @Field(() => String, { description: chars(10) })
  unit: string;

  @Field(() => IndicatorKind, { description: 'Which of the city\'s totals it adds to.' })
  kind: IndicatorKind;

  @Field(() => Float, { description: 'What is promised; above zero.' })
  target: number;
}

@InputType({ description: 'A new project.' })
export class CreateProjectInput {
  @Field(() => ID, { description: 'The organisation that runs it.' })
  organizationId: string;

  @Field(() => String, { description: `${LIMITS.title.min} to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => String, { description: chars(LIMITS.summary.max) })
  summary: string;

  @Field(() => String, { description: `Markdown, ${chars(LIMITS.story.max)}` })
  story: string;

  @Field(() => String, { description: 'A name of Platform.categories, or another.' })
  category: string;

  @Field(() => String, { description: 'A name of Platform.regions, or another.' })
  region: string;

  @Field(() => Date, { description: 'End of funding; in the future.' })
  fundingEndsAt: Date;

  @Field(() => [MilestoneInput], { description: '1 to 20 stages; the goal is their sum.' })
  milestones: MilestoneInput[];

  @Field(() => [IndicatorInput], { description: 'Up to 20 indicators.' })
  indicators: IndicatorInput[];

  @Field(() => ID, { nullable: true, description: 'A cover picture that the viewer uploaded.' })
  coverId?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether gifts past the goal are accepted until funding ends.' })
  acceptsOverGoal?: boolean | null;

  @Field(() => FundingRule, { nullable: true, defaultValue: FundingRule.KEEP_WHAT_CAME, description: 'What becomes of the gifts when funding ends below the goal.' })
  fundingRule?: FundingRule | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Changes to a draft; what is left out stays.' })
export class UpdateProjectInput {
  @Field(() => String, { nullable: true, description: `${LIMITS.title.min} to ${LIMITS.title.max} characters.` })
  title?: string | null;

  @Field(() => String, { nullable: true, description: chars(LIMITS.summary.max) })
  summary?: string | null;

  @Field(() => String, { nullable: true, description: `Markdown, ${chars(LIMITS.story.max)}` })
  story?: string | null;

  @Field(() => String, { nullable: true, description: 'A name of Platform.categories, or another.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'A name of Platform.regions, or another.' })
  region?: string | null;

  @Field(() => Date, { nullable: true, description: 'End of funding; in the future.' })
  fundingEndsAt?: Date | null;

  @Field(() => [MilestoneInput], { nullable: true, description: 'All stages anew.' })
  milestones?: MilestoneInput[] | null;

  @Field(() => [IndicatorInput], { nullable: true, description: 'All indicators anew.' })
  indicators?: IndicatorInput[] | null;

  @Field(() => ID, { nullable: true, description: 'A cover picture that the viewer uploaded; null takes the picture away.' })
  coverId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether gifts past the goal are accepted until funding ends.' })
  acceptsOverGoal?: boolean | null;

  @Field(() => FundingRule, { nullable: true, description: 'What becomes of the gifts when funding ends below the goal.' })
  fundingRule?: FundingRule | null;
}

@InputType({ description: 'A reviewer\'s decision on a submitted project.' })
export class ReviewProjectInput {
  @Field(() => ID, { description: 'Id of the project.' })
  projectId: string;

  @Field(() => ReviewDecision, { description: 'The decision.' })
  decision: ReviewDecision;

  @Field(() => String, { nullable: true, description: 'Why; needed unless it is approved. Up to 1000 characters.' })
  comment?: string | null;
}

@InputType({ description: 'A reviewer\'s answer to an objection.' })
export class AnswerObjectionInput {
  @Field(() => ID, { description: 'Id of the objection.' })
  objectionId: string;

  @Field(() => String, { description: '1 to 1000 characters.' })
  answer: string;

  @Field(() => ObjectionOutcome, { description: 'What the answer decides.' })
  outcome: ObjectionOutcome;
}

@InputType({ description: 'Which projects to list.' })
export class ProjectFilter {
  @Field(() => [ProjectStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: ProjectStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this organisation; its members see drafts, too.' })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this category.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'In this town or district.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of title, summary or organisation, or the first letters of their pinyin.' })
  search?: string | null;
}

@ObjectType({ description: 'A field that differs between two submissions.' })
export class FieldChange {
  @Field(() => String, { description: 'Name of the field.' })
  field: string;

  @Field(() => String, { description: 'What it was; lists have a line each.' })
  before: string;

  @Field(() => String, { description: 'What it is now.' })
  after: string;
}

export const ProjectConnection = connectionOf(Project, 'Project');
export const ObjectionConnection = connectionOf(Objection, 'Objection');
