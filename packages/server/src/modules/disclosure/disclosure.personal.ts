import type { Inventory } from '../../personal-data.js';

export const disclosureInventory: Inventory = {
  harmless: {
    disclosure_reports: {
      kind: 'WORD',
      due_on: 'DAY',
      text: 'PUBLIC_TEXT',
      evidence: 'PUBLIC_TEXT',
      indicators: 'FIGURES',
    },
    disclosure_corrections: { text: 'PUBLIC_TEXT' },
    disclosure_reminders: { kind: 'WORD', reminder: 'WORD' },
  },
};
