import { defineTopicOfEach } from '../../live/topics.js';
import { getVisibleProgramme } from './programmes.queries.js';

/** Changes of a programme: its state, and its money. */
export const programmeTopic = defineTopicOfEach('programme', getVisibleProgramme);
