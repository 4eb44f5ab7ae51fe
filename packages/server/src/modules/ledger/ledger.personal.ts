import type { Inventory } from '../../personal-data.js';

/** The ledger refuses every text that is not a word, an id or a number of ours (`findForeignText`). */
export const ledgerInventory: Inventory = {
  harmless: {
    ledger_accounts: { code: 'NUMBER', kind: 'WORD', owner_kind: 'WORD', part: 'WORD' },
    journal_entries: { kind: 'WORD', source_key: 'NUMBER', document: 'NUMBER', deed_day: 'DAY' },
    postings: { account_code: 'NUMBER' },
    ledger_days: { account_code: 'NUMBER', day: 'DAY' },
  },
};
