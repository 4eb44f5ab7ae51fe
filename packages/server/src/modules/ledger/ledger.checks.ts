import type { Check } from '../../db/check.js';
import { sqlShanghaiDay } from '../../db/columns.js';

/** The ledger's own invariants, as SQL that trusts no service. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'every journal entry has at least two postings and they sum to zero',
    sql: `SELECT e.id, e.kind, COUNT(p.line) AS line_count, COALESCE(SUM(p.amount_fen), 0) AS sum_fen
          FROM journal_entries e LEFT JOIN postings p ON p.entry_id = e.id
          GROUP BY e.id, e.kind HAVING COUNT(p.line) < 2 OR COALESCE(SUM(p.amount_fen), 0) <> 0`,
  },
  {
    name: 'every stored balance equals the sum of its postings',
    sql: `SELECT a.code, a.balance_fen, COALESCE(SUM(p.amount_fen), 0) AS sum_fen
          FROM ledger_accounts a LEFT JOIN postings p ON p.account_code = a.code
          GROUP BY a.code, a.balance_fen HAVING a.balance_fen <> COALESCE(SUM(p.amount_fen), 0)`,
  },
  {
    name: 'what an account moved by on each day equals its postings of that day',
    sql: (dialect) => `SELECT account_code, day, SUM(kept_fen) AS kept_fen, SUM(posted_fen) AS posted_fen FROM (
            SELECT account_code, day, change_fen AS kept_fen, 0 AS posted_fen FROM ledger_days
            UNION ALL
            SELECT p.account_code, COALESCE(e.deed_day, ${sqlShanghaiDay(dialect, 'e.posted_at')}), 0, p.amount_fen FROM postings p JOIN journal_entries e ON e.id = p.entry_id) AS sides
          GROUP BY account_code, day HAVING SUM(kept_fen) <> SUM(posted_fen)`,
  },
  {
    name: 'an entry names the day of its deed where it was recorded on a later one, and only there',
    sql: (dialect) => `SELECT e.id, e.kind, e.posted_at, e.deed_day FROM journal_entries e WHERE e.deed_day >= ${sqlShanghaiDay(dialect, 'e.posted_at')}`,
  },
  {
    name: 'every posting belongs to an entry and an account',
    sql: `SELECT p.entry_id, p.line, p.account_code FROM postings p
          LEFT JOIN journal_entries e ON e.id = p.entry_id LEFT JOIN ledger_accounts a ON a.code = p.account_code
          WHERE e.id IS NULL OR a.code IS NULL`,
  },
  {
    name: 'all balances together are zero',
    sql: 'SELECT SUM(balance_fen) AS sum_fen FROM ledger_accounts HAVING SUM(balance_fen) <> 0',
  },
  {
    name: 'no fund has paid out more than it received',
    sql: `SELECT SUBSTR(code, 6, 36) AS fund_id, SUM(balance_fen) AS sum_fen FROM ledger_accounts
          WHERE code LIKE 'fund:%' GROUP BY SUBSTR(code, 6, 36) HAVING SUM(balance_fen) > 0`,
  },
];
