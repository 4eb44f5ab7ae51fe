import type { Inventory } from '../../personal-data.js';

export const organizationsInventory: Inventory = {
  personal: [
    {
      table: 'memberships',
      title: ['所在单位', 'Memberships in units'],
      columns: { role: ['角色', 'Role'] },
      facts: { organization_id: ['单位编号', 'Id of the unit'] },
      holder: 'user_id = ?',
      purpose: 'To know who acts for a unit.',
      basis: 'CONTRACT',
      seenBy: 'Members of the unit, administrators, auditors.',
      kept: 'Until the person leaves the unit or closes the account.',
      atClosing: { rows: 'DELETED' },
    },
    {
      table: 'invitations',
      title: ['收到的邀请', 'Invitations to units'],
      columns: { email: ['邮箱', 'E-mail address'], token_hash: 'SECRET' },
      facts: { created_at: ['时间', 'At'], status: ['状态', 'State'] },
      holder: 'accepted_by = ? OR email = (SELECT email FROM credentials WHERE user_id = ?)',
      purpose: 'To let a unit ask somebody to join.',
      basis: 'CONTRACT',
      seenBy: 'Owners of the unit.',
      kept: '90 days after it was accepted, withdrawn or over.',
      goesTo: "The operator's mail server.",
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {
    organizations: {
      name: 'UNIT',
      verified_name: 'UNIT',
      kind: 'WORD',
      credit_code: 'UNIT',
      verified_code: 'UNIT',
      about: 'PUBLIC_TEXT',
      verification: 'WORD',
      verification_comment: 'STAFF_TEXT',
      name_key: 'UNIT',
      search_text: 'UNIT',
      public_search_text: 'UNIT',
    },
    parent_requests: { state: 'WORD', reason: 'STAFF_TEXT' },
    former_names: { name: 'UNIT', search_text: 'UNIT' },
    invitations: { role: 'WORD', status: 'WORD' },
  },
};
