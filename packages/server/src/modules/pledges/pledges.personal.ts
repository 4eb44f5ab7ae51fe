import { CLOSED_NAME, type Inventory } from '../../personal-data.js';
import { donorSearch } from './pledges.search.js';

export const pledgesInventory: Inventory = {
  personal: [
    {
      table: 'donors',
      title: ['未登录的捐赠人', 'Guests who gave'],
      columns: { guest_name: ['姓名', 'Name'], phone_sealed: 'SECRET', guest_phone: 'SECRET', guest_key: 'SECRET' },
      holder: 'user_id = ?',
      purpose:
        'To reach a guest about a payment, and to count the gifts of one guest as gifts of one donor. The number is optional.',
      basis: 'CONTRACT',
      seenBy:
        'The name: everybody, unless the guest gives anonymously. The number is encrypted; treasurers can read it, and each look is in the trace.',
      kept: 'The name as long as the gift. The number: 90 days after a promise lapsed, three years after a gift.',
      atClosing: { kept: 'The row of an account holds no name and no number.' },
    },
    {
      table: 'pledges',
      title: ['捐赠', 'Gifts'],
      columns: {
        donor_name: ['署名', 'Name'],
        donor_search: 'SECRET',
        message: ['留言', 'Message'],
        donor_category: ['所属类别', 'Category in a campaign'],
        content_hash: 'SECRET',
      },
      facts: {
        created_at: ['时间', 'Made at'],
        amount_fen: ['金额（分）', 'Amount in fen'],
        status: ['状态', 'State'],
        project_id: ['项目编号', 'Id of the project'],
        paid_at: ['到账时间', 'Paid at'],
        remark_code: ['汇款附言', 'Remark code'],
      },
      holder: 'user_id = ?',
      purpose: 'To record the gift, to thank for it, and to write its receipt.',
      basis: 'CONTRACT',
      seenBy:
        'Name and message: everybody, once the gift is paid; the name not where the person gives anonymously. Treasurers see the name of an anonymous donor, and each look is in the trace.',
      kept: 'Until the account is closed; the gift itself stays.',
      atClosing: {
        masked: {
          donor_name: CLOSED_NAME,
          donor_search: donorSearch(CLOSED_NAME),
          message: null,
          content_hash: '',
        },
        kept: 'Amounts, days and numbers of gifts are in the ledger, which is append-only, and hold no name.',
      },
    },
    {
      table: 'kept_donor_names',
      title: ['依法留存的收据姓名', 'Names on receipts that the law keeps'],
      columns: { name_sealed: 'SECRET' },
      holder: 'pledge_id IN (SELECT id FROM pledges WHERE user_id = ?)',
      purpose: 'To keep the vouchers of the accounts complete after the donor has closed the account.',
      basis: 'DUTY',
      seenBy: 'Treasurers and auditors, encrypted at rest. Each look is in the trace.',
      kept: '30 years after the gift.',
      atClosing: { kept: 'It is made when the account is closed, apart from everything else.' },
    },
  ],
  harmless: {
    pledges: {
      status: 'WORD',
      payment: 'WORD',
      remark_code: 'NUMBER',
      donor_scope: 'NUMBER',
      idempotency_key: 'NUMBER',
      bank_reference: 'NUMBER',
      reference_key: 'NUMBER',
      reference_reason: 'STAFF_TEXT',
      on_behalf_of_name: 'UNIT',
      promised_by: 'WORD',
      end_reason: 'STAFF_TEXT',
    },
    receipts: {
      number: 'NUMBER',
      project_title: 'UNIT',
      project_slug: 'NUMBER',
      void_reason: 'STAFF_TEXT',
      replaced_by: 'NUMBER',
      paid_on: 'DAY',
      on_behalf_of_name: 'UNIT',
      on_behalf_of_code: 'UNIT',
      implementer_name: 'UNIT',
      search_text: 'UNIT',
    },
    project_days: { day: 'DAY' },
    project_sponsors: { organization_name: 'UNIT' },
  },
};
