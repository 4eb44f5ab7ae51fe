import type { Inventory } from '../../personal-data.js';

export const ordersInventory: Inventory = {
  harmless: {
    orders: {
      kind: 'WORD',
      limit_scope: 'WORD',
      second_scope: 'WORD',
      state: 'WORD',
      reason: 'STAFF_TEXT',
      done_month: 'DAY',
    },
    order_steps: { kind: 'WORD', note: 'STAFF_TEXT' },
    project_duties: { duty: 'WORD' },
    order_months: { limit_scope: 'WORD', month: 'DAY' },
  },
};
