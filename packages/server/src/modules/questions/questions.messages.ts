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
  'question.notAnswered': ['这个问题还没有回答。', 'This question is not answered yet.'],
  'question.corrected': [
    '同事刚刚更正过这个回答，请看过新的回答再改。',
    'A colleague has just corrected this answer. Please read the new one first.',
  ],
  'question.sameAnswer': ['新的回答与原来的一样。', 'The new answer is the same as before.'],
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
  'question.notice.corrected.label': ['我的提问的回答有更正', 'Corrected answers to my questions'],
  'question.notice.corrected.title': ['您的提问的回答有更正', 'An answer to you was corrected'],
  'question.notice.corrected.text': [
    '您关于《{{project}}》的提问，单位更正了回答，原来的回答仍可查看。',
    'The unit has corrected its answer to your question about “{{project}}”. The earlier one can still be read.',
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
