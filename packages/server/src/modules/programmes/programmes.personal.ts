import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const programmesInventory: Inventory = {
  personal: [
    {
      table: 'programme_recipients',
      title: ['救助金领取人', 'People who got grants'],
      columns: { payee_sealed: 'SECRET', payee_index: 'SECRET' },
      holder: null,
      purpose: 'To pay a grant, to prove to whom it was paid, and to count people without reading who they are.',
      basis: 'DUTY',
      seenBy:
        'Treasurers and administrators, who give a reason. The text is encrypted; each look is in the trace. The public sees sums and numbers of people.',
      kept: 'As long as the vouchers of the accounts.',
      goesTo: 'The bank that pays the grant, from the list that a treasurer reads.',
      atClosing: null,
    },
  ],
  harmless: {
    programmes: {
      title: 'PUBLIC_TEXT',
      search_text: 'PUBLIC_TEXT',
      purpose: 'PUBLIC_TEXT',
      source_use: 'WORD',
      state: 'WORD',
      reason: 'STAFF_TEXT',
    },
    programme_funds: { source: 'WORD' },
    programme_moves: {
      kind: 'WORD',
      source: 'WORD',
      note: 'PUBLIC_TEXT',
      state: 'WORD',
      bank_reference: 'NUMBER',
      reference_key: 'NUMBER',
      stop_reason: 'STAFF_TEXT',
    },
    programme_grants: { bank: 'UNIT', state: 'WORD', return_reference: 'NUMBER', return_key: 'NUMBER' },
  },
};
