import { addLockCount, createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_265_000;

export const webhookMigrations = [
  createTable(
    AT,
    'webhooks',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    project_id ${t.id} NULL,
    url ${t.text(500)} NOT NULL,
    topics ${t.text(200)} NOT NULL,
    secret_sealed ${t.text(200)} NOT NULL,
    old_secret_sealed ${t.text(200)} NULL,
    old_secret_until ${t.time} NULL,
    state ${t.text(10)} NOT NULL,
    failing_since ${t.time} NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  addLockCount(AT + 10, 'webhooks'),
  createIndex(AT + 20, 'webhooks', 'webhooks_by_unit', 'organization_id, id'),
  createTable(
    AT + 30,
    'webhook_messages',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    type ${t.text(40)} NOT NULL,
    body ${t.longText} NOT NULL,
    created_at ${t.time} NOT NULL
  `,
  ),
  createTable(
    AT + 40,
    'webhook_deliveries',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    webhook_id ${t.id} NOT NULL,
    message_id ${t.id} NOT NULL,
    state ${t.text(10)} NOT NULL,
    attempts ${t.integer} NOT NULL,
    due_at ${t.time} NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (webhook_id) REFERENCES webhooks (id),
    FOREIGN KEY (message_id) REFERENCES webhook_messages (id)
  `,
  ),
  createIndex(AT + 50, 'webhook_deliveries', 'webhook_deliveries_due', 'due_at, id'),
  createIndex(AT + 60, 'webhook_deliveries', 'webhook_deliveries_by_webhook', 'webhook_id, id'),
  createTable(
    AT + 70,
    'webhook_attempts',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    delivery_id ${t.id} NOT NULL,
    at ${t.time} NOT NULL,
    duration_ms ${t.integer} NOT NULL,
    status ${t.integer} NULL,
    fault ${t.text(10)} NULL,
    reply ${t.longText} NULL,
    FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries (id)
  `,
  ),
  createIndex(AT + 80, 'webhook_attempts', 'webhook_attempts_by_delivery', 'delivery_id, id'),
  createIndex(AT + 90, 'webhook_messages', 'webhook_messages_by_time', 'created_at'),
];
