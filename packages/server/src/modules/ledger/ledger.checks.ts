import type { Check } from '../../db/check.js';

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
