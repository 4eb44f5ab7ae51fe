import type { Inventory } from '../../personal-data.js';

export const appointmentsInventory: Inventory = { harmless: { role_changes: { role: 'WORD' } } };
