import type { Inventory } from '../../personal-data.js';

export const projectsInventory: Inventory = {
  personal: [
    {
      table: 'objections',
      title: ['提出的异议', 'Objections that you raised'],
      columns: { text: ['异议', 'Objection'] },
      facts: { raised_at: ['时间', 'At'], outcome: ['结果', 'Outcome'] },
      holder: 'author_id = ?',
      purpose: 'To decide on a project that stands on public notice.',
      basis: 'CONTRACT',
      seenBy: "Reviewers, and the project's unit.",
      kept: 'As long as the project.',
      atClosing: { kept: 'The decision on the project answers it. The name of its author is masked.' },
    },
  ],
  harmless: {
    projects: {
      slug: 'NUMBER',
      title: 'UNIT',
      summary: 'PUBLIC_TEXT',
      story: 'PUBLIC_TEXT',
      category: 'WORD',
      region: 'UNIT',
      status: 'WORD',
      search_text: 'UNIT',
      demo_note: 'PUBLIC_TEXT',
      funding_rule: 'WORD',
    },
    milestones: { title: 'UNIT', status: 'WORD' },
    indicators: { name: 'UNIT', unit: 'UNIT', kind: 'WORD' },
    gift_examples: { does: 'PUBLIC_TEXT' },
    project_events: { from_status: 'WORD', to_status: 'WORD', actor: 'WORD', reason: 'STAFF_TEXT' },
    project_submissions: { content: 'PUBLIC_TEXT' },
    objections: { answer: 'STAFF_TEXT', outcome: 'WORD' },
  },
};
