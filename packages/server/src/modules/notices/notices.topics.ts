import { defineOwnTopic } from '../../live/topics.js';

/** A person's notifications: new ones, and which ones were read. */
export const OWN_NOTICES = defineOwnTopic('viewer:notices');
