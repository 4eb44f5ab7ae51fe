import type { Inventory } from '../../personal-data.js';

export const matchingInventory: Inventory = {
  harmless: {
    match_funds: {
      title: 'UNIT',
      payment: 'WORD',
      scope: 'WORD',
      category: 'UNIT',
      state: 'WORD',
      remark_code: 'NUMBER',
      day: 'DAY',
      reason: 'STAFF_TEXT',
      search_text: 'UNIT',
    },
    gift_matches: { cut: 'WORD', matched_on: 'DAY' },
    match_returns: { reason: 'STAFF_TEXT', bank_reference: 'NUMBER' },
    match_payments: { bank_reference: 'NUMBER', reference_key: 'NUMBER' },
  },
};
