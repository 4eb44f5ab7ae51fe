import type { Inventory } from '../../personal-data.js';

export const noticesInventory: Inventory = {
  personal: [
    {
      table: 'notices',
      title: ['通知', 'Notifications'],
      columns: { data: 'SECRET' },
      facts: { created_at: ['时间', 'At'], read_at: ['阅读时间', 'Read at'] },
      holder: 'user_id = ?',
      purpose: 'To tell people what concerns them. The row holds ids and figures; the words are made when it is shown.',
      basis: 'CONTRACT',
      seenBy: 'Nobody else.',
      kept: 'Until the account is closed.',
      goesTo: "The text goes to the operator's mail server, unless the person wants no mail of its kind.",
      atClosing: { rows: 'DELETED' },
    },
    {
      table: 'notice_mail_refusals',
      title: ['不要邮件的通知类别', 'Kinds of notifications that you want no mail of'],
      columns: { kind: ['类别', 'Kind'] },
      holder: 'user_id = ?',
      purpose: 'To send no mail that the person does not want.',
      basis: 'CONTRACT',
      seenBy: 'Nobody else.',
      kept: 'Until the account is closed.',
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: { notice_events: { kind: 'WORD', data: 'FIGURES' } },
};
