import { addColumn, createIndex, createTable, migration } from '../../db/ddl.js';

const AT = 1_760_000_172_000;

export const sealedDonorMigrations = [
  addColumn(AT, 'donors', 'phone_sealed', (t) => `${t.text(200)} NULL`),
  createTable(
    AT + 10,
    'kept_donor_names',
    (t) => `
    pledge_id ${t.id} NOT NULL PRIMARY KEY,
    name_sealed ${t.text(400)} NOT NULL,
    kept_until ${t.time} NOT NULL,
    FOREIGN KEY (pledge_id) REFERENCES pledges (id)
  `,
  ),
  createIndex(AT + 20, 'kept_donor_names', 'kept_donor_names_by_end', 'kept_until'),
  addColumn(AT + 30, 'donors', 'phone_check_at', (t) => `${t.time} NULL`),
  createIndex(AT + 40, 'donors', 'donors_by_phone_check', 'phone_check_at'),
  // The job looks at all numbers from before, and gives each the moment of its next look.
  migration({
    at: AT + 50,
    name: 'LookAtDonorPhones',
    up: () =>
      "UPDATE donors SET phone_check_at = '2026-01-01 00:00:00.000' WHERE phone_check_at IS NULL AND (phone_sealed IS NOT NULL OR guest_phone IS NOT NULL)",
    down: () => 'UPDATE donors SET phone_check_at = NULL',
  }),
];
