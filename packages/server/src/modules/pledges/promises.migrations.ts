import { addColumn, createIndex, migration } from '../../db/ddl.js';

const AT = 1_760_000_033_000;

/** Has the same result when it runs again, as after a crash between the statement and the record that it ran. */
const fill = (at: number, name: string, sql: string) =>
  migration({ at, name: `Fill_${name}_`, up: () => sql, down: () => 'SELECT 1' });

/** What unpaid promises keep of a project's room, for how long, and why staff ended one. */
export const promiseMigrations = [
  addColumn(AT + 1, 'pledges', 'promised_by', (t) => `${t.text(20)} NULL`),
  addColumn(AT + 2, 'pledges', 'held_fen', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  addColumn(AT + 3, 'pledges', 'held_until', (t) => `${t.time} NULL`),
  addColumn(AT + 4, 'pledges', 'ended_at', (t) => `${t.time} NULL`),
  addColumn(AT + 5, 'pledges', 'ended_by_id', (t) => `${t.id} NULL`),
  addColumn(AT + 6, 'pledges', 'end_reason', (t) => `${t.text(500)} NULL`),
  addColumn(AT + 7, 'project_counters', 'held_fen', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  addColumn(AT + 8, 'project_counters', 'held_by_strangers_fen', (t) => `${t.integer} NOT NULL DEFAULT 0`),
  fill(
    AT + 9,
    'pledges_promised_by',
    `UPDATE pledges SET promised_by = CASE WHEN on_behalf_of_id IS NOT NULL THEN 'UNIT' WHEN user_id IS NOT NULL THEN 'KNOWN_DONOR' ELSE 'GUEST' END
    WHERE payment = 'BANK_TRANSFER' AND promised_by IS NULL`,
  ),
  // Until this migration every promise kept its place until it lapsed. Accounts keep the time that they were told. A
  // guest's place ends as soon as the server next looks for expired places.
  fill(
    AT + 10,
    'pledges_held_until',
    `UPDATE pledges SET held_fen = amount_fen, held_until = CASE WHEN promised_by = 'GUEST' THEN created_at ELSE expires_at END
    WHERE status = 'PENDING' AND held_until IS NULL`,
  ),
  fill(
    AT + 11,
    'project_counters_held',
    `UPDATE project_counters SET
    held_fen = (SELECT COALESCE(SUM(p.held_fen), 0) FROM pledges p WHERE p.project_id = project_counters.project_id
      AND p.status = 'PENDING'),
    held_by_strangers_fen = (SELECT COALESCE(SUM(p.held_fen), 0) FROM pledges p
      WHERE p.project_id = project_counters.project_id AND p.status = 'PENDING'
        AND p.promised_by IN ('GUEST', 'NEW_ACCOUNT'))`,
  ),
  // For the query that finds expired places every second. Most gifts keep no place.
  createIndex(AT + 12, 'pledges', 'pledges_by_place', 'status, held_until'),
];
