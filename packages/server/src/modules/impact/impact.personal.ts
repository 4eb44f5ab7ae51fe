import type { Inventory } from '../../personal-data.js';

export const impactInventory: Inventory = {
  harmless: {
    measurements: { measured_day: 'DAY', status: 'WORD', note: 'PUBLIC_TEXT', comment: 'STAFF_TEXT' },
  },
};
