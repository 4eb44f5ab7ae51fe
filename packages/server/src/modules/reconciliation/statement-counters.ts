import { defineCounter } from '../../db/counters.js';

/** How many lines each statement brought that no earlier file had. */
export const statementCounters = defineCounter({ table: 'statements', key: ['id'], columns: ['new_lines'] });
