/** Messages to other people's servers, signed by the Standard Webhooks specification. */
export { webhooksModule } from './module.js';
export { announce, announceTo, type Announcement, webhooksOfProjects } from './announce.js';
export type { Webhook } from './webhook.entities.js';
export { WebhookTopic } from './webhook.enums.js';
