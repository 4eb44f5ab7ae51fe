import type { Inventory } from '../../personal-data.js';

export const payoutsInventory: Inventory = { harmless: { payout_downloads: { format: 'WORD' } } };
