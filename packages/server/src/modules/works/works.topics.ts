import { defineOwnTopic } from '../../live/topics.js';

/** The long works of a person: new works, progress and ends. */
export const OWN_WORKS = defineOwnTopic('viewer:works');
