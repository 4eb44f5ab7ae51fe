import type { Check } from '../../db/check.js';
import { matchUses } from './matching.counters.js';

const STANDING = 'm.given_fen - m.returned_fen';

export const matchingChecks: readonly Check[] = [
  {
    name: 'what a match fund gave, returned and holds is the sum of its matches, returns and payments, and equals its accounts in the ledger',
    sql: `SELECT * FROM (
            SELECT f.id, f.paid_in_fen, f.given_fen, f.returned_fen,
              COALESCE((SELECT SUM(r.amount_fen) FROM match_returns r
                WHERE r.fund_id = f.id AND r.returned_at IS NOT NULL), 0) AS returns_fen,
              COALESCE((SELECT SUM(p.amount_fen) FROM match_payments p WHERE p.fund_id = f.id), 0) AS payments_fen,
              COALESCE((SELECT SUM(${STANDING}) FROM gift_matches m WHERE m.fund_id = f.id), 0) AS matches_fen,
              COALESCE((SELECT 0 - a.balance_fen FROM ledger_accounts a
                WHERE a.code = CONCAT('match:', f.organization_id, ':', f.id, ':received')), 0) AS received_fen,
              COALESCE((SELECT a.balance_fen FROM ledger_accounts a
                WHERE a.code = CONCAT('match:', f.organization_id, ':', f.id, ':released')), 0) AS released_fen,
              COALESCE((SELECT a.balance_fen FROM ledger_accounts a
                WHERE a.code = CONCAT('match:', f.organization_id, ':', f.id, ':refunded')), 0) AS refunded_fen
            FROM match_funds f) AS compared
          WHERE paid_in_fen <> payments_fen OR given_fen <> matches_fen OR paid_in_fen <> received_fen
            OR given_fen <> released_fen OR returned_fen <> returns_fen OR returned_fen <> refunded_fen
            OR given_fen + returned_fen > paid_in_fen`,
  },
  {
    name: 'what is added to a gift is the sum of its matches',
    sql: `SELECT p.id, p.matched_fen, COALESCE(SUM(${STANDING}), 0) AS matches_fen
          FROM pledges p LEFT JOIN gift_matches m ON m.pledge_id = p.id
          GROUP BY p.id, p.matched_fen HAVING p.matched_fen <> COALESCE(SUM(${STANDING}), 0)`,
  },
  matchUses.check('what a match fund gave for each donor and to each project is the sum of its matches', [
    { rows: 'gift_matches m', key: { fund_id: 'm.fund_id', subject_id: 'm.donor_id' }, adds: { used_fen: STANDING } },
    { rows: 'gift_matches m', key: { fund_id: 'm.fund_id', subject_id: 'm.project_id' }, adds: { used_fen: STANDING } },
  ]),
  ...(
    [
      ['gift', 'm.pledge_id', 'per_gift_fen', STANDING],
      ['donor', 'm.donor_id', 'per_donor_fen', STANDING],
      ['project', 'm.project_id', 'per_project_fen', STANDING],
      ['day', 'm.matched_on', 'per_day_fen', 'm.given_fen'],
    ] as const
  ).map(([of, column, cap, fen]): Check => ({
    name: `no match fund gives more for a ${of} than its rule allows`,
    sql: `SELECT f.id, ${column} AS subject, f.${cap} AS cap_fen, SUM(${fen}) AS given_fen
          FROM match_funds f JOIN gift_matches m ON m.fund_id = f.id
          WHERE f.${cap} IS NOT NULL GROUP BY f.id, ${column}, f.${cap} HAVING SUM(${fen}) > f.${cap}`,
  })),
  {
    name: 'a match fund adds to gifts of others only, within its factor, its times and its scope',
    sql: `SELECT m.id, m.fund_id, m.pledge_id
          FROM gift_matches m JOIN match_funds f ON f.id = m.fund_id JOIN pledges p ON p.id = m.pledge_id
          JOIN projects j ON j.id = m.project_id
          WHERE p.project_id <> m.project_id OR p.donor_id <> m.donor_id OR p.on_behalf_of_id = f.organization_id
            OR f.decided_at IS NULL OR f.state IN ('PROPOSED', 'REFUSED')
            OR (p.payment = 'SANDBOX') <> (f.payment = 'SANDBOX')
            OR (m.given_fen > m.returned_fen AND (p.status <> 'PAID' OR m.given_fen * 100 > p.amount_fen * f.factor
              OR p.paid_at < f.opens_at OR p.paid_at >= f.closes_at))
            OR (f.scope = 'CAMPAIGN' AND (p.campaign_id IS NULL OR p.campaign_id <> f.campaign_id))
            OR (f.scope = 'PROJECTS' AND NOT EXISTS (SELECT 1 FROM match_fund_projects l
              WHERE l.fund_id = f.id AND l.project_id = m.project_id))`,
  },
  {
    name: 'every match is one entry in the ledger of its amount, and what returned another',
    sql: `SELECT source_key, SUM(match_fen) AS matched_fen, SUM(entry_fen) AS posted_fen FROM (
            SELECT CONCAT('match:', id, ':given') AS source_key, given_fen AS match_fen, 0 AS entry_fen FROM gift_matches
            UNION ALL SELECT CONCAT('match:', id, ':returned'), returned_fen, 0 FROM gift_matches WHERE returned_fen > 0
            UNION ALL SELECT e.source_key, 0, l.amount_fen
            FROM journal_entries e JOIN postings l ON l.entry_id = e.id AND l.amount_fen > 0
            WHERE e.kind IN ('MATCH_GIVEN', 'MATCH_RETURNED')) AS sides
          GROUP BY source_key HAVING SUM(match_fen) <> SUM(entry_fen)`,
  },
  {
    name: 'money goes back to a sponsor after its fund ended, as an order of two people decided, in one entry of the amount',
    sql: `SELECT r.id, o.id AS order_id, o.state, l.amount_fen AS posted_fen FROM match_returns r
          JOIN match_funds f ON f.id = r.fund_id
          LEFT JOIN orders o ON o.subject_id = r.id AND o.kind = 'MATCH_RETURN'
          LEFT JOIN journal_entries e ON e.source_key = CONCAT('match-return:', r.id, ':paid')
          LEFT JOIN postings l ON l.entry_id = e.id AND l.amount_fen > 0
          WHERE o.id IS NULL OR o.amount_fen <> r.amount_fen OR o.unit_id <> f.organization_id
            OR (o.done_at IS NULL) <> (r.returned_at IS NULL) OR (o.state = 'DONE' AND o.signed_by_id IS NULL)
            OR (o.closed_at IS NULL) <> (r.withdrawn_at IS NULL) OR f.ended_at IS NULL OR f.ended_at > r.prepared_at
            OR (e.id IS NULL) <> (r.returned_at IS NULL) OR l.amount_fen <> r.amount_fen
          UNION ALL
          SELECT MIN(r.id), r.fund_id, 'PREPARED', COUNT(*) FROM match_returns r
          WHERE r.returned_at IS NULL AND r.withdrawn_at IS NULL GROUP BY r.fund_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'a match fund with a threshold counts the gifts that arrived, and adds from its unlocking on',
    sql: `SELECT * FROM (
            SELECT f.id, f.unlock_fen, f.unlock_gifts, f.counted_fen, f.counted_gifts, f.unlocked_at,
              COALESCE((SELECT SUM(c.amount_fen) FROM match_counts c WHERE c.fund_id = f.id), 0) AS counts_fen,
              (SELECT COUNT(*) FROM match_counts c WHERE c.fund_id = f.id AND c.amount_fen > 0) AS counts,
              (SELECT COUNT(*) FROM gift_matches m
                WHERE m.fund_id = f.id AND (f.unlocked_at IS NULL OR m.created_at < f.unlocked_at)) AS early
            FROM match_funds f) AS compared
          WHERE counted_fen <> counts_fen OR counted_gifts <> counts
            OR (unlock_fen IS NOT NULL AND unlock_gifts IS NOT NULL)
            OR (unlock_fen IS NULL AND unlock_gifts IS NULL AND (unlocked_at IS NOT NULL OR counts > 0))
            OR ((unlock_fen IS NOT NULL OR unlock_gifts IS NOT NULL) AND (early > 0 OR (unlocked_at IS NULL)
              <> (counted_fen < COALESCE(unlock_fen, 0) OR counted_gifts < COALESCE(unlock_gifts, 0))))`,
  },
];
