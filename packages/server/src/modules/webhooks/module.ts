import { defineModule } from '../../module.js';
import { oldWebhookSecret, webhookSecret } from './secrets.js';
import { Webhook, WebhookAttempt, WebhookDelivery, WebhookMessage } from './webhook.entities.js';
import { webhookChecks } from './webhooks.checks.js';
import { webhookJobs } from './webhooks.jobs.js';
import { webhooksMessages } from './webhooks.messages.js';
import { webhookMigrations } from './webhooks.migrations.js';
import { webhookOff } from './webhooks.notices.js';
import { webhooksInventory } from './webhooks.personal.js';
import { OrganizationWebhooksResolver, WebhookDeliveryResolver, WebhookResolver } from './webhooks.resolver.js';
import { announceStep } from './project-steps.js';
import { webhooksTraceKinds } from './webhooks.trace.js';

export const webhooksModule = defineModule({
  name: 'webhooks',
  inventory: webhooksInventory,
  entities: [Webhook, WebhookMessage, WebhookDelivery, WebhookAttempt],
  migrations: webhookMigrations,
  resolvers: [WebhookResolver, WebhookDeliveryResolver, OrganizationWebhooksResolver],
  messages: webhooksMessages,
  checks: webhookChecks,
  jobs: webhookJobs,
  noticeKinds: [webhookOff],
  sealedColumns: [webhookSecret, oldWebhookSecret],
  stepFollowers: [announceStep],
  traceKinds: webhooksTraceKinds,
});
