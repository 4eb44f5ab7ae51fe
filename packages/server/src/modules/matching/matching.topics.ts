import { defineTopicOfEach } from '../../live/topics.js';
import { getVisibleFund } from './matching.queries.js';

/** Changes of a match fund: its state, and what it added to gifts. */
export const matchFundTopic = defineTopicOfEach('match-fund', getVisibleFund);
