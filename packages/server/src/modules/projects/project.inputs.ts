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

  @Field(() => SafeInt, { description: 'The budget in fen, at least 100.' })
  amount: number;

  @Field(() => Date, { description: 'The day on which the stage is to be done; in the future.' })
  dueOn: Date;
}

@InputType({ description: 'What a project promises to change.' })
export class IndicatorInput {
  @Field(() => String, { description: chars(40) })
  name: string;

  @Field(() => String, { description: chars(10) })
  unit: string;

  @Field(() => IndicatorKind, { description: 'The city total that the indicator adds to.' })
  kind: IndicatorKind;

  @Field(() => Float, { description: 'What the project promises; above zero.' })
  target: number;
}

@InputType({ description: 'What a gift of one amount does.' })
export class GiftExampleInput {
  @Field(() => SafeInt, { description: 'The amount in fen, at least 100. Each example has another one.' })
  amount: number;

  @Field(() => String, { description: `What it does, ${chars(LIMITS.does.max)}` })
  does: string;
}

@InputType({ description: 'A new project.' })
export class CreateProjectInput {
  @Field(() => ID, { description: 'The organisation that runs the project.' })
  organizationId: string;

  @Field(() => String, { description: `${LIMITS.title.min} to ${LIMITS.title.max} characters.` })
  title: string;

  @Field(() => String, { description: chars(LIMITS.summary.max) })
  summary: string;

  @Field(() => String, { description: `Markdown, ${chars(LIMITS.story.max)}` })
  story: string;

  @Field(() => String, { description: 'A name from Platform.categories, or another one.' })
  category: string;

  @Field(() => String, { description: 'A name from Platform.regions, or another one.' })
  region: string;

  @Field(() => Date, { description: 'End of funding; in the future.' })
  fundingEndsAt: Date;

  @Field(() => [MilestoneInput], { description: '1 to 20 stages. The goal is the sum of their budgets.' })
  milestones: MilestoneInput[];

  @Field(() => [IndicatorInput], { description: 'Up to 20 indicators.' })
  indicators: IndicatorInput[];

  @Field(() => [GiftExampleInput], {
    nullable: true,
    description: '2 to 4 amounts, each with what it does; null or an empty list for none.',
  })
  giftExamples?: GiftExampleInput[] | null;

  @Field(() => ID, { nullable: true, description: 'A cover picture that the viewer uploaded; null for none.' })
  coverId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether gifts above the goal are accepted until funding ends.',
  })
  acceptsOverGoal?: boolean | null;

  @Field(() => FundingRule, {
    nullable: true,
    defaultValue: FundingRule.KEEP_WHAT_CAME,
    description: 'What happens to the gifts when funding ends below the goal.',
  })
  fundingRule?: FundingRule | null;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Changes to a draft. Fields that are left out stay as they are.' })
export class UpdateProjectInput {
  @Field(() => String, { nullable: true, description: `${LIMITS.title.min} to ${LIMITS.title.max} characters.` })
  title?: string | null;

  @Field(() => String, { nullable: true, description: chars(LIMITS.summary.max) })
  summary?: string | null;

  @Field(() => String, { nullable: true, description: `Markdown, ${chars(LIMITS.story.max)}` })
  story?: string | null;

  @Field(() => String, { nullable: true, description: 'A name from Platform.categories, or another one.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'A name from Platform.regions, or another one.' })
  region?: string | null;

  @Field(() => Date, { nullable: true, description: 'End of funding; in the future.' })
  fundingEndsAt?: Date | null;

  @Field(() => [MilestoneInput], { nullable: true, description: 'The new list of all stages.' })
  milestones?: MilestoneInput[] | null;

  @Field(() => [IndicatorInput], { nullable: true, description: 'The new list of all indicators.' })
  indicators?: IndicatorInput[] | null;

  @Field(() => [GiftExampleInput], {
    nullable: true,
    description: 'The new list of 2 to 4 amounts, each with what it does; an empty list for none.',
  })
  giftExamples?: GiftExampleInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A cover picture that the viewer uploaded. Null removes the picture.',
  })
  coverId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether gifts above the goal are accepted until funding ends.',
  })
  acceptsOverGoal?: boolean | null;

  @Field(() => FundingRule, {
    nullable: true,
    description: 'What happens to the gifts when funding ends below the goal.',
  })
  fundingRule?: FundingRule | null;
}

@InputType({ description: "A reviewer's decision on a submitted project." })
export class ReviewProjectInput {
  @Field(() => ID, { description: 'Id of the project.' })
  projectId: string;

  @Field(() => ReviewDecision, { description: 'The decision.' })
  decision: ReviewDecision;

  @Field(() => String, {
    nullable: true,
    description: 'The reason, up to 1000 characters. It is required unless the project is approved.',
  })
  comment?: string | null;
}

@InputType({ description: "A reviewer's answer to an objection." })
export class AnswerObjectionInput {
  @Field(() => ID, { description: 'Id of the objection.' })
  objectionId: string;

  @Field(() => String, { description: '1 to 1000 characters.' })
  answer: string;

  @Field(() => ObjectionOutcome, { description: 'The decision in the answer.' })
  outcome: ObjectionOutcome;
}

@InputType({ description: 'Which projects to list.' })
export class ProjectFilter {
  @Field(() => [ProjectStatus], { nullable: true, description: 'Only projects in one of these states.' })
  status?: ProjectStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Only projects of this organisation. Its members also see drafts.' })
  organizationId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only projects of this category.' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Only projects in this town or district.' })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Part of the title, the summary or the organisation's name, or the first letters of their pinyin.",
  })
  search?: string | null;
}

@ObjectType({ description: 'A field that differs between two submissions.' })
export class FieldChange {
  @Field(() => String, { description: 'Name of the field.' })
  field: string;

  @Field(() => String, { description: 'The value before. Each item of a list has a line.' })
  before: string;

  @Field(() => String, { description: 'The value now.' })
  after: string;
}

export const ProjectConnection = connectionOf(Project, 'Project');
export const ObjectionConnection = connectionOf(Objection, 'Objection');
