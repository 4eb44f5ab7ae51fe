import type { Inventory } from '../../personal-data.js';

/** Which columns hold personal data, and why the others do not. */
export const collectedListsInventory: Inventory = {
  personal: [
    {
      table: 'collected_list_rows',
      title: ['捐款名单中的捐款人', 'Givers on collected lists'],
      columns: {
        name: ['姓名', 'Name'],
        category: ['类别', 'Group'],
        note: ['备注', 'Note'],
        texts_json: ['文件中的单元格', 'Cells of the file'],
        faults_json: 'SECRET',
      },
      facts: { given_on: ['日期', 'Day'], amount_fen: ['金额（分）', 'Amount in fen'] },
      holder: null,
      atClosing: null,
      purpose: 'To record the gifts that a unit collected from people without an account, and to write their receipts.',
      basis: 'CONTRACT',
      seenBy: 'Editors and owners of the unit that collected the gifts. Nobody else, and never the public.',
      kept: 'Until the unit removes a list whose rows are no gifts yet; otherwise as long as the gifts.',
    },
  ],
  harmless: {
    collected_lists: {
      file_name: 'UNIT',
      live_digest: 'DIGEST',
      state: 'WORD',
      sheet: 'UNIT',
      columns_json: 'FIGURES',
      notices_json: 'FIGURES',
      remark_code: 'NUMBER',
    },
    collected_list_rows: { given_on: 'DAY', left_out: 'WORD' },
  },
};
