import { createTable } from '../../db/ddl.js';

const AT = 1_760_000_055_000;
const DEPUTIES_AT = 1_760_000_111_000;

export const queueMigrations = [
  createTable(
    AT + 1,
    'queue_claims',
    (t) => `
    queue ${t.text(60)} NOT NULL,
    user_id ${t.id} NOT NULL,
    item_id ${t.text(100)} NOT NULL,
    since ${t.time} NOT NULL,
    until ${t.time} NOT NULL,
    PRIMARY KEY (queue, user_id)
  `,
  ),
  createTable(AT + 2, 'queue_digests', (t) => `day ${t.text(10)} NOT NULL PRIMARY KEY`),
  createTable(
    DEPUTIES_AT + 1,
    'queue_deputies',
    (t) => `
    user_id ${t.id} NOT NULL PRIMARY KEY,
    deputy_id ${t.id} NOT NULL,
    from_day ${t.text(10)} NOT NULL,
    until_day ${t.text(10)} NOT NULL
  `,
  ),
];
