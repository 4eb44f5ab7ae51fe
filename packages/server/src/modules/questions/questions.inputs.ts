import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../connection.js';
import { KEY_DESCRIPTION } from '../../recorded-once.js';
import { Question } from './question.entity.js';
import { LIMITS } from './questions.rules.js';

export const QuestionConnection = connectionOf(Question, 'Question');

@InputType({ description: 'A question to the unit of a project.' })
export class AskQuestionInput {
  @Field(() => ID, { description: 'Id of the project.' })
  projectId: string;

  @Field(() => String, { description: `The question, 1 to ${LIMITS.text.max} characters. Everybody reads it.` })
  text: string;

  @Field(() => ID, { nullable: true, description: KEY_DESCRIPTION })
  idempotencyKey?: string | null;
}

@ObjectType({ description: 'How many questions of a project everybody reads.' })
export class QuestionCounts {
  @Field(() => Int, { description: 'How many questions everybody reads.' })
  shown: number;

  @Field(() => Int, { description: 'How many of them are answered.' })
  answered: number;

  @Field(() => Date, {
    nullable: true,
    description: 'When the first of those that wait is to be answered; null when none waits.',
  })
  firstDueAt: Date | null;
}
