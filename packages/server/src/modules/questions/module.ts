import { defineModule } from '../../module.js';
import { Question, ReplacedAnswer } from './question.entity.js';
import { questionChecks } from './questions.checks.js';
import { questionsMessages } from './questions.messages.js';
import { questionMigrations } from './questions.migrations.js';
import {
  questionAnsweredNotice,
  questionAskedNotice,
  questionCorrectedNotice,
  questionHiddenNotice,
} from './questions.notices.js';
import { moderateQuestions, seeQuestions } from './questions.permissions.js';
import { hiddenQuestions, questionsInventory } from './questions.personal.js';
import { questionQueue } from './questions.queues.js';
import { ProjectQuestionsResolver, QuestionResolver } from './questions.resolver.js';
import { questionsTraceKinds } from './questions.trace.js';

export const questionsModule = defineModule({
  name: 'questions',
  inventory: questionsInventory,
  entities: [Question, ReplacedAnswer],
  migrations: questionMigrations,
  resolvers: [QuestionResolver, ProjectQuestionsResolver],
  messages: questionsMessages,
  checks: questionChecks,
  permissions: [seeQuestions, moderateQuestions],
  queues: [questionQueue],
  noticeKinds: [questionAskedNotice, questionAnsweredNotice, questionCorrectedNotice, questionHiddenNotice],
  retentionRules: [hiddenQuestions],
  traceKinds: questionsTraceKinds,
});
