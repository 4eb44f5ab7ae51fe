import { defineCounter } from '../../db/counters.js';

/** What each fund added to the gifts of each donor and to each project, less what came back. */
export const matchUses = defineCounter({
  table: 'match_uses',
  key: ['fund_id', 'subject_id'],
  columns: ['used_fen'],
});
