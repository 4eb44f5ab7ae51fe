import type { Inventory } from '../../personal-data.js';

export const consentsInventory: Inventory = {
  personal: [
    {
      table: 'consents',
      title: ['同意记录', 'Consents'],
      columns: { version: ['告知版本', 'Version of the notice'], language: ['语言', 'Language'] },
      facts: { given_at: ['时间', 'At'] },
      holder: 'user_id = ?',
      purpose: 'To prove which version of the privacy notice the person accepted, and when.',
      basis: 'DUTY',
      seenBy: 'Nobody else.',
      kept: 'For ever. The row holds ids instead of names.',
      atClosing: { kept: 'It proves that the processing before the closing was lawful.' },
    },
  ],
};
