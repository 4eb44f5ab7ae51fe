import type { Inventory } from '../../personal-data.js';

export const refundsInventory: Inventory = {
  harmless: { refund_orders: { cause: 'WORD', reason: 'STAFF_TEXT', bank_reference: 'NUMBER' } },
};
