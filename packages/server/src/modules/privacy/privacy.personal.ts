import type { Inventory } from '../../personal-data.js';

export const privacyInventory: Inventory = {
  harmless: { takedowns: { what: 'WORD', cause: 'WORD', digest: 'DIGEST' } },
};
