import type { Messages } from '../../messages/index.js';

export const questionsMessages = {
  'queue.questions': ['待回答的提问', 'Questions without an answer'],
  'question.notPublic': ['项目公开以后才能提问。', 'Questions can be asked once the project is public.'],
  'question.waiting': [
    '您在这个项目里已有 {{max}} 个问题等待回答，请先等回答。',
    '{{max}} of your questions about this project wait for an answer. Please wait for it first.',
  ],
  'question.tooMany': [
    '您今天已经提了 {{max}} 个问题，请在 {{minutes}} 分钟以后再问。',
    'You have asked {{max}} questions today. Please ask again in {{minutes}} minutes.',
  ],
  'question.answered': ['这个问题已经回答过了。', 'This question is answered already.'],
  'question.hidden': ['这个问题已经隐藏。', 'This question is hidden already.'],
  'question.shown': ['这个问题没有隐藏。', 'This question is not hidden.'],
  'question.notice.asked.label': ['有人向单位的项目提问', 'Questions about projects of my unit'],
  'question.notice.asked.title': ['《{{project}}》有新提问', 'A question about “{{project}}”'],
  'question.notice.asked.text': [
    '有人在《{{project}}》的页面公开提问，请在 {{dueOn}} 之前回答。',
    'Somebody asked about “{{project}}” in public. Please answer before {{dueOn}}.',
  ],
  'question.notice.answered.label': ['我的提问有了回答', 'Answers to my questions'],
  'question.notice.answered.title': ['您的提问有了回答', 'Your question was answered'],
  'question.notice.answered.text': [
    '您关于《{{project}}》的提问，单位已经公开回答。',
    'The unit has answered your question about “{{project}}” in public.',
  ],
  'question.notice.hidden.label': ['我的提问被隐藏', 'Questions of mine that were hidden'],
  'question.notice.hidden.title': ['您的提问已被隐藏', 'Your question was hidden'],
  'question.notice.hidden.text': [
    '您关于《{{project}}》的提问不再公开。原因写在项目页面上，只有您和审核人员看得到。',
    'Your question about “{{project}}” is no longer public. The page of the project tells you why.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof questionsMessages, true> {}
}
