/** Messages to other people's servers, signed by the Standard Webhooks specification. */
export { webhooksModule } from './module.js';
export { announce, type Announcement } from './announce.js';
export { WebhookTopic } from './webhook.enums.js';
