import type { Inventory } from '../../personal-data.js';

export const recoveryInventory: Inventory = { harmless: { access_changes: { kind: 'WORD' } } };
