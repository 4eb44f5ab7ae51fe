import { addColumn, createIndex, dropIndex, migration } from '../../db/ddl.js';

const AT = 1_760_000_014_700;

/** Gifts that were paid under a bank reference that an earlier gift had used. The ids give the order. */
const LATER_OF_ONE_REFERENCE = `SELECT later.id FROM (
    SELECT p.id FROM pledges p
    JOIN (SELECT reference_key, MIN(id) AS first_id FROM pledges WHERE reference_key IS NOT NULL GROUP BY reference_key
    HAVING COUNT(*) > 1) AS shared
      ON shared.reference_key = p.reference_key AND shared.first_id <> p.id) AS later`;

/** Gifts that were confirmed by their donor, or by somebody who speaks for the unit to which the gift belongs. */
const CONFIRMED_BY_DONOR = `confirmed_by_id IS NOT NULL AND (confirmed_by_id = user_id
    OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = pledges.confirmed_by_id
    AND m.organization_id = pledges.on_behalf_of_id AND m.role IN ('OWNER', 'EDITOR')))`;

export const transferMigrations = [
  addColumn(AT + 1, 'pledges', 'promised_fen', (t) => `${t.integer} NULL`),
  addColumn(AT + 2, 'pledges', 'reference_key', (t) => `${t.text(200)} NULL`),
  addColumn(AT + 3, 'pledges', 'reference_reason', (t) => `${t.text(200)} NULL`),
  addColumn(AT + 4, 'pledges', 'self_confirmed', (t) => `${t.boolean} NOT NULL DEFAULT 0`),
  migration({
    at: AT + 5,
    name: 'Key_bank_references_',
    up: () =>
      "UPDATE pledges SET reference_key = UPPER(REPLACE(bank_reference, ' ', '')) WHERE bank_reference IS NOT NULL AND reference_key IS NULL",
    down: () => 'SELECT 1',
  }),
  createIndex(AT + 6, 'pledges', 'pledges_by_reference_key', 'reference_key'),
  // References are now searched only by their normalised key.
  dropIndex(AT + 7, 'pledges', 'pledges_by_bank_reference', 'bank_reference'),
  // Payments from before reasons were asked for have no reason, so they get "—". Confirmations by the donor from before
  // that was forbidden are marked as known.
  migration({
    at: AT + 8,
    name: 'Explain_shared_references_',
    up: () =>
      `UPDATE pledges SET reference_reason = '—' WHERE reference_reason IS NULL AND id IN (${LATER_OF_ONE_REFERENCE})`,
    down: () => 'SELECT 1',
  }),
  migration({
    at: AT + 9,
    name: 'Note_self_confirmed_gifts_',
    up: () => `UPDATE pledges SET self_confirmed = 1 WHERE ${CONFIRMED_BY_DONOR}`,
    down: () => 'SELECT 1',
  }),
  addColumn(AT + 11, 'memberships', 'role_since', (t) => `${t.time} NULL`),
  createIndex(AT + 10, 'statement_lines', 'statement_lines_by_serial', 'serial'),
];
