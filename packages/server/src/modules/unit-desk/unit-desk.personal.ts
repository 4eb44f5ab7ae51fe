import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const unitDeskInventory: Inventory = {
  harmless: {
    unit_desk_rules: { amounts_for: 'WORD' },
    unit_reminders: { day: 'DAY' },
  },
};
