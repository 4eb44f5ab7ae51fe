import type { Inventory } from '../../personal-data.js';

export const queuesInventory: Inventory = {
  harmless: {
    queue_claims: { queue: 'WORD', item_id: 'NUMBER' },
    queue_deputies: { from_day: 'DAY', until_day: 'DAY' },
    queue_digests: { day: 'DAY' },
  },
};
