import { createIndex, createTable } from '../../db/ddl.js';

const AT = 1_760_000_005_000;

export const impactMigrations = [
  createTable(
    AT + 1,
    'measurements',
    (t) => `
    id ${t.id} NOT NULL PRIMARY KEY,
    indicator_id ${t.id} NOT NULL,
    project_id ${t.id} NOT NULL,
    value ${t.real} NOT NULL CHECK (value > 0),
    measured_at ${t.time} NOT NULL,
    measured_day ${t.text(10)} NOT NULL,
    status ${t.text(20)} NOT NULL,
    note ${t.text(500)} NULL,
    comment ${t.text(500)} NULL,
    recorded_at ${t.time} NOT NULL,
    recorded_by_id ${t.id} NOT NULL,
    reviewed_by_id ${t.id} NULL,
    reviewed_at ${t.time} NULL,
    FOREIGN KEY (indicator_id) REFERENCES indicators (id),
    FOREIGN KEY (project_id) REFERENCES projects (id)
  `,
  ),
  createIndex(AT + 2, 'measurements', 'measurements_by_indicator', 'indicator_id, status'),
  createIndex(AT + 3, 'measurements', 'measurements_by_status', 'status, id'),
];
