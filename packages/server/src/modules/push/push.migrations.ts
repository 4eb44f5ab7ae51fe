import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_365_000;

export const pushMigrations = [
  createTable(
    AT,
    'push_devices',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    user_id ${t.id} NOT NULL,
    subscription_sealed ${t.longText} NOT NULL,
    endpoint_key ${t.text(64)} NOT NULL,
    device ${t.text(300)} NOT NULL,
    language ${t.text(5)} NOT NULL,
    created_at ${t.time} NOT NULL,
    FOREIGN KEY (user_id) REFERENCES users (id)
  `,
  ),
  createIndex(AT + 10, 'push_devices', 'push_devices_once', 'endpoint_key', { unique: true }),
  createIndex(AT + 20, 'push_devices', 'push_devices_by_user', 'user_id, id'),
  createTable(
    AT + 30,
    'push_messages',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    notice_id ${t.id} NOT NULL,
    device_id ${t.id} NOT NULL,
    due_at ${t.time} NOT NULL,
    attempts ${t.integer} NOT NULL,
    FOREIGN KEY (device_id) REFERENCES push_devices (id)
  `,
  ),
  createIndex(AT + 40, 'push_messages', 'push_messages_once', 'notice_id, device_id', { unique: true }),
  createIndex(AT + 50, 'push_messages', 'push_messages_due', 'due_at, id'),
  createIndex(AT + 60, 'push_messages', 'push_messages_by_device', 'device_id, id'),
];
