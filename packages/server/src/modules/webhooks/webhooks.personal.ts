import type { Inventory } from '../../personal-data.js';

export const webhooksInventory: Inventory = {
  harmless: {
    webhooks: {
      url: 'UNIT',
      topics: 'WORD',
      secret_sealed: 'DIGEST',
      old_secret_sealed: 'DIGEST',
      state: 'WORD',
    },
    webhook_messages: { type: 'WORD', body: 'FIGURES' },
    webhook_deliveries: { state: 'WORD' },
    webhook_attempts: { fault: 'WORD', reply: 'UNIT' },
  },
};
