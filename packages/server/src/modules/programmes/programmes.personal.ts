import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const programmesInventory: Inventory = {
  harmless: {
    programmes: {
      title: 'PUBLIC_TEXT',
      purpose: 'PUBLIC_TEXT',
      source_use: 'WORD',
      state: 'WORD',
      reason: 'STAFF_TEXT',
    },
    programme_funds: { source: 'WORD' },
    programme_moves: {
      kind: 'WORD',
      source: 'WORD',
      note: 'PUBLIC_TEXT',
      state: 'WORD',
      bank_reference: 'NUMBER',
      reference_key: 'NUMBER',
    },
  },
};
