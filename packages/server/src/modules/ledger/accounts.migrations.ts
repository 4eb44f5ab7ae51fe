import { addColumn, createIndex, migration } from '../../db/ddl.js';

const AT = 1_760_000_061_000;

/** Fills columns of the accounts whose codes match `like`, by the assignments in `set`. */
const fill = (at: number, name: string, like: string, set: string) =>
  migration({
    at,
    name: `Fill_accounts_${name}_`,
    up: () => `UPDATE ledger_accounts SET ${set} WHERE code LIKE '${like}'`,
    down: () => 'SELECT 1',
  });

/** Columns for the parts of an account's code: its kind, its owner, and for a fund's account the fund and the part. */
export const accountMigrations = [
  addColumn(AT + 1, 'ledger_accounts', 'kind', (t) => `${t.text(20)} NOT NULL DEFAULT ''`),
  addColumn(AT + 2, 'ledger_accounts', 'owner_kind', (t) => `${t.text(20)} NULL`),
  addColumn(AT + 3, 'ledger_accounts', 'owner_id', (t) => `${t.id} NULL`),
  addColumn(AT + 4, 'ledger_accounts', 'fund_id', (t) => `${t.id} NULL`),
  addColumn(AT + 5, 'ledger_accounts', 'part', (t) => `${t.text(20)} NULL`),
  fill(AT + 6, 'kind', '%:%', "kind = SUBSTR(code, 1, INSTR(code, ':') - 1)"),
  fill(
    AT + 7,
    'fund',
    'fund:%',
    "owner_kind = 'PROJECT', owner_id = SUBSTR(code, 6, 36), fund_id = SUBSTR(code, 6, 36), part = SUBSTR(code, 43)",
  ),
  fill(AT + 8, 'interest', 'interest:%-%', "owner_kind = 'PROJECT', owner_id = SUBSTR(code, 10, 36)"),
  createIndex(AT + 9, 'ledger_accounts', 'ledger_accounts_by_kind', 'kind, part, owner_id'),
  createIndex(AT + 10, 'ledger_accounts', 'ledger_accounts_by_owner', 'owner_id'),
];
