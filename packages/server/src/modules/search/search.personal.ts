import type { Inventory } from '../../personal-data.js';

export const searchInventory: Inventory = {
  harmless: {
    search_entries: { kind: 'WORD', forms: 'UNIT' },
  },
};
