import { DAY_MS } from '../../lib/days.js';
import type { Inventory } from '../../personal-data.js';
import type { RetentionRule } from '../../retention.js';

export const questionsInventory: Inventory = {
  personal: [
    {
      table: 'project_questions',
      title: ['向项目的提问', 'Questions that you asked about projects'],
      columns: { text: ['提问', 'Question'] },
      facts: {
        asked_at: ['时间', 'At'],
        answer: ['回答', 'Answer'],
        hidden_reason: ['隐藏的原因', 'Why it was hidden'],
      },
      holder: 'author_id = ?',
      purpose: 'To answer it in public.',
      basis: 'CONTRACT',
      seenBy: 'Everybody reads the question, but not who asked it. The operator knows the account.',
      kept: 'As long as the project. A question that was hidden before it was answered: one year.',
      atClosing: { masked: { text: '（提问人已注销账户）' }, kept: 'The answer is what a unit said in public.' },
    },
  ],
  harmless: {
    replaced_answers: { text: 'PUBLIC_TEXT' },
    project_questions: { answer: 'PUBLIC_TEXT', hidden_by: 'WORD', hidden_reason: 'STAFF_TEXT' },
  },
};

export const hiddenQuestions: RetentionRule = {
  name: 'hidden-questions',
  removes: 'Questions about projects that were hidden before anybody answered them, one year afterwards.',
  table: 'project_questions',
  key: ['id'],
  due: 'hidden_at <= ? AND answered_at IS NULL',
  keepsMs: 365 * DAY_MS,
};
