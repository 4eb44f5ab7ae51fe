import { defineCounter } from '../../db/counters.js';

/** How many questions of a project everybody reads, and how many of them are answered. */
export const questionCounts = defineCounter({
  table: 'project_question_counts',
  key: ['project_id'],
  columns: ['shown', 'answered'],
});
