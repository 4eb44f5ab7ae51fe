import type { Check } from '../../db/check.js';

/** The balance of an account of a fund, with the sign of the ledger. */
const balance = (part: string): string =>
  `COALESCE((SELECT a.balance_fen FROM ledger_accounts a
    WHERE a.code = CONCAT('programme:', f.programme_id, ':', f.id, ':${part}')), 0)`;

/** The invariants of programmes, as SQL that trusts no service. */
export const programmeChecks: readonly Check[] = [
  {
    name: 'the money of each source of a programme is the sum of its movements, and equals its accounts in the ledger',
    sql: `SELECT * FROM (
            SELECT f.id, f.received_fen, 0 - ${balance('received')} AS credited_fen,
              COALESCE((SELECT SUM(m.amount_fen) FROM programme_moves m WHERE m.programme_id = f.programme_id
                AND m.source = f.source AND m.kind = 'INCOME' AND m.state = 'DONE'), 0) AS income_fen
            FROM programme_funds f) AS compared
          WHERE received_fen <> income_fen OR received_fen <> credited_fen`,
  },
  {
    name: 'a movement of a programme is booked when two people have decided it, and only then',
    sql: `SELECT m.id, m.kind, m.state, o.state AS order_state, o.amount_fen, e.id AS entry_id
          FROM programme_moves m
          LEFT JOIN orders o ON o.subject_id = m.id AND o.kind = CONCAT('PROGRAMME_', m.kind)
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('programme-move:', m.id, ':done')
          WHERE o.id IS NULL OR o.state <> m.state OR o.amount_fen <> m.amount_fen
            OR (m.state = 'DONE') <> (e.id IS NOT NULL) OR (m.state = 'DONE') <> (m.done_at IS NOT NULL)
            OR (m.state = 'DONE' AND o.signed_by_id IS NULL)`,
  },
  {
    name: 'a programme that moves money was published by another person than the one who proposed it',
    sql: `SELECT id, state, proposed_by_id, decided_by_id FROM programmes p
          WHERE (state = 'PROPOSED') <> (decided_at IS NULL) OR proposed_by_id = decided_by_id
            OR (state = 'REFUSED') <> (reason IS NOT NULL)
            OR (state <> 'OPEN' AND EXISTS (SELECT 1 FROM programme_moves m WHERE m.programme_id = p.id))`,
  },
];
