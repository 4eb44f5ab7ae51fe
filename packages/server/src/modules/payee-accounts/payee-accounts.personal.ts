import type { Inventory } from '../../personal-data.js';

export const payeeAccountsInventory: Inventory = {
  harmless: {
    payee_accounts: { account_name: 'UNIT', bank: 'UNIT', state: 'WORD', reason: 'STAFF_TEXT' },
    payee_numbers: { number_sealed: 'UNIT', number_index: 'DIGEST' },
  },
};
