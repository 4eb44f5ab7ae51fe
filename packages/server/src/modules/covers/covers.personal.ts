import type { Inventory } from '../../personal-data.js';

export const coversInventory: Inventory = {
  harmless: { covers: { file_key: 'NUMBER', alt: 'PUBLIC_TEXT' } },
};
