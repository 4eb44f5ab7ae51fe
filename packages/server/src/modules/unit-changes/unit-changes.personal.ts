import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const unitChangesInventory: Inventory = {
  harmless: {
    unit_change_parts: { name: 'UNIT', kind: 'WORD' },
    unit_changes: { kind: 'WORD', state: 'WORD', reason: 'STAFF_TEXT', decision_reason: 'STAFF_TEXT' },
  },
};
