import type { TraceKind } from '../trace/index.js';
import { moderateQuestions } from './questions.permissions.js';

export const questionAsked: TraceKind = {
  name: 'QUESTION_ASKED',
  label: ['向项目提问', 'Asked a question about a project'],
  subject: 'question',
};

export const questionAnswered: TraceKind = {
  name: 'QUESTION_ANSWERED',
  label: ['回答了提问', 'Answered a question'],
  subject: 'question',
};

export const answerCorrected: TraceKind = {
  name: 'ANSWER_CORRECTED',
  label: ['更正了回答', 'Corrected an answer'],
  subject: 'question',
};

export const questionHidden: TraceKind = {
  name: 'QUESTION_HIDDEN',
  label: ['隐藏了提问', 'Hid a question'],
  subject: 'question',
};

export const questionRestored: TraceKind = {
  name: 'QUESTION_RESTORED',
  label: ['恢复了提问', 'Showed a question again'],
  subject: 'question',
  permission: moderateQuestions,
};

export const questionsTraceKinds: readonly TraceKind[] = [
  questionAsked,
  questionAnswered,
  answerCorrected,
  questionHidden,
  questionRestored,
];
