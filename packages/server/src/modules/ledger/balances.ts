import { sqlShanghaiDay } from '../../db/columns.js';
import { defineCounter } from '../../db/counters.js';

export const accountBalances = defineCounter({ table: 'ledger_accounts', key: ['code'], columns: ['balance_fen'] });

export const accountDays = defineCounter({
  table: 'ledger_days',
  key: ['account_code', 'day'],
  columns: ['change_fen'],
});

export const balanceChecks = [
  accountBalances.check('every stored balance equals the sum of its postings', [
    { rows: 'postings', key: { code: 'account_code' }, adds: { balance_fen: 'amount_fen' } },
  ]),
  accountDays.check('what an account moved by on each day equals its postings of that day', [
    {
      rows: (dialect) =>
        `(SELECT p.account_code, p.amount_fen, COALESCE(e.deed_day, ${sqlShanghaiDay(dialect, 'e.posted_at')}) AS day FROM postings p JOIN journal_entries e ON e.id = p.entry_id) AS dated`,
      key: { account_code: 'account_code', day: 'day' },
      adds: { change_fen: 'amount_fen' },
    },
  ]),
];
