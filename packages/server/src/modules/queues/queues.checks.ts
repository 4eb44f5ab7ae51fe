import type { Check } from '../../db/check.js';

export const queueChecks: readonly Check[] = [
  {
    name: 'a deputy is somebody else, for days in their order',
    sql: 'SELECT user_id, deputy_id, from_day, until_day FROM queue_deputies WHERE deputy_id = user_id OR until_day < from_day',
  },
];
