import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs, type Page } from '../../connection.js';
import type { RequestContext } from '../../context.js';
import { Project, projectLoader } from '../projects/index.js';
import { QueueArgs } from '../queues/index.js';
import { Question, ReplacedAnswer } from './question.entity.js';
import { AskQuestionInput, QuestionConnection, QuestionCounts } from './questions.inputs.js';
import { listQuestions, questionCountsLoader, readerOf, replacedAnswersLoader } from './questions.queries.js';
import { questionQueue } from './questions.queues.js';
import { LIMITS, readsWords } from './questions.rules.js';
import * as questions from './questions.service.js';

@Resolver(() => Question)
export class QuestionResolver {
  @Query(() => QuestionConnection, {
    description: 'Questions that no unit has answered, by their deadline. Only reviewers see it.',
  })
  questionQueue(@Ctx() context: RequestContext, @Args(() => QueueArgs) args: QueueArgs): Promise<Page<Question>> {
    return questionQueue.list(context, args);
  }

  @FieldResolver(() => Project, { description: 'The project that it is about.' })
  project(@Ctx() context: RequestContext, @Root() { projectId }: Question): Promise<Project | null> {
    return projectLoader(context).load(projectId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The question. When it is hidden, only who asked, editors of the unit and staff read it; else null.',
  })
  async text(@Ctx() context: RequestContext, @Root() question: Question): Promise<string | null> {
    return readsWords(question, await readerOf(context, question)) ? question.text : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The answer of the unit; null before, and for those who do not read the question.',
  })
  async answer(@Ctx() context: RequestContext, @Root() question: Question): Promise<string | null> {
    return readsWords(question, await readerOf(context, question)) ? question.answer : null;
  }

  @FieldResolver(() => [ReplacedAnswer], {
    description:
      'Answers that the unit has corrected since, the oldest first; empty for those who do not read the question.',
  })
  async replacedAnswers(
    @Ctx() context: RequestContext,
    @Root() question: Question,
  ): Promise<readonly ReplacedAnswer[]> {
    if (question.answerCorrections === 0 || !readsWords(question, await readerOf(context, question))) return [];
    return replacedAnswersLoader(context).load(question.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why it was hidden, for who asked, editors of the unit and staff; null for others.',
  })
  async hiddenReason(@Ctx() context: RequestContext, @Root() question: Question): Promise<string | null> {
    return readsWords(question, await readerOf(context, question)) ? question.hiddenReason : null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer asked it.' })
  viewerAsked(@Ctx() context: RequestContext, @Root() { authorId }: Question): boolean {
    return context.viewer?.userId === authorId;
  }

  @Mutation(() => Question, {
    description:
      'Asks the unit of a public project a question that everybody reads. It needs a verified address, and at most three questions of a person wait in a project.',
  })
  askQuestion(
    @Ctx() context: RequestContext,
    @Arg('input', () => AskQuestionInput, { description: 'The question.' }) input: AskQuestionInput,
  ): Promise<Question> {
    return questions.askQuestion(context, input);
  }

  @Mutation(() => Question, {
    description: 'Answers a question in public, in the name of the unit. Only editors of the unit may do it.',
  })
  answerQuestion(
    @Ctx() context: RequestContext,
    @Arg('questionId', () => ID, { description: 'Id of the question.' }) questionId: string,
    @Arg('answer', () => String, { description: `The answer, 1 to ${LIMITS.answer.max} characters.` }) answer: string,
  ): Promise<Question> {
    return questions.answerQuestion(context, questionId, answer);
  }

  @Mutation(() => Question, {
    description:
      'Corrects the answer of the unit. Everybody goes on reading what it said before. Only editors of the unit may do it.',
  })
  correctAnswer(
    @Ctx() context: RequestContext,
    @Arg('questionId', () => ID, { description: 'Id of the question.' }) questionId: string,
    @Arg('answer', () => String, { description: `The right answer, 1 to ${LIMITS.answer.max} characters.` })
    answer: string,
    @Arg('corrections', () => Int, {
      description: '`answerCorrections` when the editor read the answer. CONFLICT when there are more since.',
    })
    corrections: number,
  ): Promise<Question> {
    return questions.correctAnswer(context, questionId, answer, corrections);
  }

  @Mutation(() => Question, {
    description:
      'Hides a question with a reason that who asked reads. Only editors of the unit and reviewers may do it.',
  })
  hideQuestion(
    @Ctx() context: RequestContext,
    @Arg('questionId', () => ID, { description: 'Id of the question.' }) questionId: string,
    @Arg('reason', () => String, { description: `Why, 1 to ${LIMITS.reason.max} characters.` }) reason: string,
  ): Promise<Question> {
    return questions.hideQuestion(context, questionId, reason);
  }

  @Mutation(() => Question, {
    description: 'Shows a hidden question again. Only reviewers may do it.',
  })
  restoreQuestion(
    @Ctx() context: RequestContext,
    @Arg('questionId', () => ID, { description: 'Id of the question.' }) questionId: string,
  ): Promise<Question> {
    return questions.restoreQuestion(context, questionId);
  }
}

/** Fields that this module adds to `Project`. */
@Resolver(() => Project)
export class ProjectQuestionsResolver {
  @FieldResolver(() => QuestionConnection, {
    description:
      'Questions about the project, newest first. A hidden one that was answered is there without its words.',
  })
  questions(
    @Ctx() context: RequestContext,
    @Root() project: Project,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Question>> {
    return listQuestions(context, project, page);
  }

  @FieldResolver(() => QuestionCounts, { description: 'How many questions everybody reads, and how many wait.' })
  questionCounts(@Ctx() context: RequestContext, @Root() { id }: Project): Promise<QuestionCounts> {
    return questionCountsLoader(context).load(id);
  }
}
