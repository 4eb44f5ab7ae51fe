import type { Check } from '../../db/check.js';
import { sqlShanghaiDay } from '../../db/columns.js';
import { accountKinds, FUND_PARTS, type AccountKind } from './account-kinds.js';
import { balanceChecks } from './balances.js';

/** The ledger's own invariants, in SQL that relies on no service. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'every journal entry has at least two postings and they sum to zero',
    sql: `SELECT e.id, e.kind, COUNT(p.line) AS line_count, COALESCE(SUM(p.amount_fen), 0) AS sum_fen
          FROM journal_entries e LEFT JOIN postings p ON p.entry_id = e.id
          GROUP BY e.id, e.kind HAVING COUNT(p.line) < 2 OR COALESCE(SUM(p.amount_fen), 0) <> 0`,
  },
  ...balanceChecks,
  {
    name: 'an entry names the day of its deed where it was recorded on a later one, and only there',
    sql: (dialect) =>
      `SELECT e.id, e.kind, e.posted_at, e.deed_day FROM journal_entries e
        WHERE e.deed_day >= ${sqlShanghaiDay(dialect, 'e.posted_at')}`,
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
    sql: `SELECT kind, owner_id, fund_id, SUM(balance_fen) AS sum_fen FROM ledger_accounts
          WHERE fund_id IS NOT NULL GROUP BY kind, owner_id, fund_id HAVING SUM(balance_fen) > 0`,
  },
  {
    name: 'the columns of every account say what its code says',
    sql: () => `SELECT code, kind, owner_kind, owner_id, fund_id, part FROM ledger_accounts
          WHERE code NOT LIKE CONCAT(kind, ':%') OR (owner_id IS NULL) <> (owner_kind IS NULL)
            OR (fund_id IS NULL) <> (part IS NULL)
             OR (fund_id IS NOT NULL AND owner_id IS NULL)
             OR (owner_id IS NULL AND code LIKE '%:________-____-____-____-____________%')
             OR (fund_id IS NULL AND owner_id IS NOT NULL AND code <> CONCAT(kind, ':', owner_id))
             OR (fund_id IS NOT NULL AND code <> CONCAT(kind, ':', owner_id, CASE WHEN fund_id = owner_id THEN '' ELSE CONCAT(':', fund_id) END, ':', part))
             OR NOT (${accountKinds.all().map(sqlOfKind).join(' OR ')})`,
  },
];

/** A SQL condition that holds for the account rows that a kind allows. */
const sqlOfKind = ({ name, ownerKind, isFund }: AccountKind): string =>
  `(kind = '${name}' AND ${ownerKind === undefined ? 'owner_kind IS NULL' : `COALESCE(owner_kind, '${ownerKind}') = '${ownerKind}'`} AND ${isFund === true ? `part IN (${FUND_PARTS.map((part) => `'${part}'`).join(', ')})` : 'part IS NULL'})`;
