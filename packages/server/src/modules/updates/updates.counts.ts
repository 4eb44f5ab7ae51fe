import { defineCounter } from '../../db/counters.js';

/** How many updates of a project are public, and how many people follow it. */
export const newsCounts = defineCounter({
  table: 'project_news_counts',
  key: ['project_id'],
  columns: ['updates', 'followers'],
});
