import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_463_000;

export const unitDeskMigrations = [
  createTable(
    AT,
    'unit_desk_rules',
    (t) => `
    organization_id ${t.id} NOT NULL PRIMARY KEY,
    amounts_for ${t.text(20)} NOT NULL,
    set_by_id ${t.id} NOT NULL,
    set_at ${t.time} NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
  `,
  ),
  createTable(
    AT + 1,
    'unit_reminders',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    organization_id ${t.id} NOT NULL,
    unit_id ${t.id} NOT NULL,
    day ${t.text(10)} NOT NULL,
    sent_by_id ${t.id} NOT NULL,
    sent_at ${t.time} NOT NULL,
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
    FOREIGN KEY (unit_id) REFERENCES organizations (id)
  `,
  ),
  createIndex(AT + 2, 'unit_reminders', 'unit_reminders_once_a_day', 'organization_id, unit_id, day', { unique: true }),
];
