import { Field, ID, InputType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { Milestone } from '../projects/index.js';

@InputType({ description: 'The report of a stage.' })
export class SubmitMilestoneInput {
  @Field(() => ID, { description: 'The stage.' })
  milestoneId: string;

  @Field(() => String, { description: 'What was done, in Markdown, 1 to 10000 characters.' })
  report: string;

  @Field(() => [String], {
    description: 'Up to 20 addresses (https, or files of this server) of photos, lists and other evidence.',
  })
  evidenceUrls: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'Ids of up to 20 files that were uploaded for this stage, in the order in which they are shown.',
  })
  evidenceFileIds?: string[] | null;
}

@InputType({ description: "A reviewer's decision on a stage." })
export class ReviewMilestoneInput {
  @Field(() => ID, { description: 'The stage.' })
  milestoneId: string;

  @Field(() => Boolean, { description: 'Whether the stage is done as promised.' })
  accepted: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The reason, up to 1000 characters. It is required when the stage is returned.',
  })
  comment?: string | null;
}

export const MilestoneConnection = connectionOf(Milestone, 'Milestone');
