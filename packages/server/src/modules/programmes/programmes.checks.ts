import type { Check } from '../../db/check.js';

/** The balance of an account of a fund, with the sign of the ledger. */
const balance = (part: string): string =>
  `COALESCE((SELECT a.balance_fen FROM ledger_accounts a
    WHERE a.code = CONCAT('programme:', f.programme_id, ':', f.id, ':${part}')), 0)`;

/** What movements of a kind and state add up to for the fund `f`. */
const moved = (programme: string, kind: string, state: string): string =>
  `COALESCE((SELECT SUM(m.amount_fen) FROM programme_moves m WHERE m.${programme} = f.programme_id
    AND m.source = f.source AND m.kind = '${kind}' AND m.state = '${state}'), 0)`;

/** The invariants of programmes, as SQL that trusts no service. */
export const programmeChecks: readonly Check[] = [
  {
    name: 'the money of each source of a programme is the sum of its movements, and equals its accounts in the ledger',
    sql: `SELECT * FROM (
            SELECT f.id, f.received_fen, f.granted_fen, f.moved_in_fen, f.moved_out_fen, f.held_fen,
              0 - ${balance('received')} AS credited_fen, ${balance('released')} AS debited_fen,
              ${moved('programme_id', 'INCOME', 'DONE')} AS income_fen,
              ${moved('programme_id', 'ALLOCATION', 'DONE')} AS out_fen,
              ${moved('to_programme_id', 'ALLOCATION', 'DONE')} AS in_fen,
              ${moved('programme_id', 'ALLOCATION', 'NOTICE')} AS notice_fen,
              COALESCE((SELECT SUM(s.amount_fen) FROM programme_grant_sources s
                JOIN programme_grants g ON g.id = s.grant_id AND g.state = 'PAID' WHERE s.fund_id = f.id), 0) AS paid_fen
            FROM programme_funds f) AS compared
          WHERE received_fen <> income_fen OR granted_fen <> paid_fen OR moved_in_fen <> in_fen
            OR moved_out_fen <> out_fen OR held_fen <> notice_fen
            OR received_fen + moved_in_fen <> credited_fen OR granted_fen + moved_out_fen <> debited_fen
            OR granted_fen + moved_out_fen + held_fen > received_fen + moved_in_fen`,
  },
  {
    name: 'a movement of a programme is booked when two people have decided it, and only then',
    sql: `SELECT m.id, m.kind, m.state, o.state AS order_state, o.amount_fen, e.id AS entry_id
          FROM programme_moves m
          LEFT JOIN orders o ON o.subject_id = m.id AND o.kind = CONCAT('PROGRAMME_', m.kind)
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('programme-move:', m.id, ':done')
          WHERE o.id IS NULL OR o.amount_fen <> m.amount_fen
            OR o.state <> CASE WHEN m.state IN ('NOTICE', 'STOPPED') THEN 'DONE' ELSE m.state END
            OR (m.state = 'DONE') <> (e.id IS NOT NULL) OR (m.state = 'DONE') <> (m.done_at IS NOT NULL)
            OR (o.state = 'DONE' AND o.signed_by_id IS NULL)
            OR (m.kind = 'ALLOCATION' AND m.state = 'DONE' AND m.done_at < m.notice_ends_at)`,
  },
  {
    name: 'a programme that moves money was published by another person than the one who proposed it',
    sql: `SELECT id, state, proposed_by_id, decided_by_id FROM programmes p
          WHERE (state = 'PROPOSED') <> (decided_at IS NULL) OR proposed_by_id = decided_by_id
            OR (state = 'REFUSED') <> (reason IS NOT NULL)
            OR (state <> 'OPEN' AND EXISTS (SELECT 1 FROM programme_moves m WHERE m.programme_id = p.id))`,
  },
  {
    name: 'a list of grants adds up to its movement, and every grant is in the state of its list',
    sql: `SELECT m.id, m.state, m.amount_fen, COUNT(g.id) AS grants, SUM(g.amount_fen) AS grants_fen
          FROM programme_moves m LEFT JOIN programme_grants g ON g.move_id = m.id
          WHERE m.kind = 'GRANTS' OR g.id IS NOT NULL
          GROUP BY m.id, m.kind, m.state, m.amount_fen
          HAVING m.kind <> 'GRANTS' OR COUNT(g.id) = 0 OR SUM(g.amount_fen) <> m.amount_fen
            OR SUM(CASE WHEN m.state = 'DONE' AND g.state IN ('PAID', 'RETURNED') THEN 0
              WHEN m.state = 'PREPARED' AND g.state = 'PREPARED' THEN 0
              WHEN m.state IN ('WITHDRAWN', 'REFUSED') AND g.state = 'DROPPED' THEN 0 ELSE 1 END) > 0`,
  },
  {
    name: 'every grant that was paid is traced to its sources, to the fen, and one that came back is an entry',
    sql: `SELECT * FROM (
            SELECT g.id, g.state, g.amount_fen, e.id AS returned_entry,
              COALESCE((SELECT SUM(s.amount_fen) FROM programme_grant_sources s
                JOIN programme_funds f ON f.id = s.fund_id AND f.programme_id = g.programme_id
                WHERE s.grant_id = g.id), 0) AS traced_fen
            FROM programme_grants g
            LEFT JOIN journal_entries e ON e.source_key = CONCAT('programme-grant:', g.id, ':returned')) AS compared
          WHERE traced_fen <> CASE WHEN state IN ('PAID', 'RETURNED') THEN amount_fen ELSE 0 END
            OR (state = 'RETURNED') <> (returned_entry IS NOT NULL)`,
  },
];
