import type { Inventory, PersonalTable } from '../../personal-data.js';

/** What all parts of a statement have in common. */
const OF_PAYERS: Pick<PersonalTable, 'holder' | 'atClosing' | 'purpose' | 'basis' | 'seenBy' | 'kept'> = {
  holder: null,
  atClosing: null,
  purpose: 'To find whose gift a transfer is, and to prove that the ledger equals the bank.',
  basis: 'DUTY',
  seenBy: 'Treasurers, administrators and auditors. Each look at names and accounts is in the trace.',
  kept: '30 years, as vouchers of the accounts.',
};

export const reconciliationInventory: Inventory = {
  personal: [
    {
      ...OF_PAYERS,
      table: 'statement_lines',
      title: ['银行流水中的付款人', 'Payers in bank statements'],
      columns: {
        name: ['户名', 'Name'],
        account: ['账号', 'Account'],
        remark: ['附言', 'Remark'],
        search_text: 'SECRET',
      },
      goesTo: 'The payment file of a refund, which a treasurer downloads for the bank, names payer and account.',
    },
    {
      ...OF_PAYERS,
      table: 'statement_rows',
      title: ['未采用的流水行', 'Rows of bank statements that are no movements'],
      columns: { content: ['内容', 'Content'] },
    },
    {
      ...OF_PAYERS,
      table: 'statements',
      title: ['银行流水文件的开头', 'The first rows of bank statements'],
      columns: {
        preview: ['开头几行', 'First rows'],
        faults_json: ['有误的单元格', 'Faulty cells'],
        notices_json: ['提示', 'Hints'],
      },
    },
    {
      ...OF_PAYERS,
      place: 'The folder `uploads/statements`: bank statements while they are read',
      title: ['银行流水文件', 'Files of bank statements'],
      kept: 'Until the statement is read or removed.',
    },
  ],
  harmless: {
    statements: {
      file_name: 'STAFF_TEXT',
      file_hash: 'DIGEST',
      format: 'WORD',
      encoding: 'WORD',
      state: 'WORD',
      header: 'WORD',
      column_roles: 'WORD',
      layout_key: 'DIGEST',
      money_unit: 'WORD',
    },
    statement_layouts: { layout_key: 'DIGEST', column_roles: 'WORD', money_unit: 'WORD' },
    statement_lines: {
      line_key: 'DIGEST',
      serial: 'NUMBER',
      status: 'WORD',
      reasons: 'FIGURES',
      further_pledges: 'FIGURES',
      movement_kind: 'WORD',
      movement_purpose: 'WORD',
    },
    statement_rows: { reason: 'WORD', decision: 'WORD' },
    bank_movements: { kind: 'WORD', purpose: 'WORD', note: 'STAFF_TEXT', reversal_reason: 'STAFF_TEXT' },
    movement_words: { words: 'STAFF_TEXT', words_key: 'STAFF_TEXT', kind: 'WORD', purpose: 'WORD' },
    returns_to_sender: { reason: 'STAFF_TEXT', bank_reference: 'NUMBER' },
  },
};
