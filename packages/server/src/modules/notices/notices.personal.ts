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
      table: 'notice_choices',
      title: ['各类通知的告知方式', 'How you are told of each topic'],
      columns: { topic: ['类别', 'Topic'], way: ['方式', 'Way'] },
      holder: 'user_id = ?',
      purpose: 'To send no mail that the person does not want.',
      basis: 'CONTRACT',
      seenBy: 'Nobody else.',
      kept: 'Until the account is closed.',
      atClosing: { rows: 'DELETED' },
    },
    {
      table: 'notice_preferences',
      title: ['邮件的语言和免打扰时段', 'Language and quiet hours of mail'],
      columns: { language: ['语言', 'Language'] },
      facts: {
        quiet_from: ['免打扰开始（点）', 'Quiet from hour'],
        quiet_until: ['免打扰结束（点）', 'Quiet until hour'],
      },
      holder: 'user_id = ?',
      purpose: "To write in the reader's language, and to send nothing at hours in which the reader wants no mail.",
      basis: 'CONTRACT',
      seenBy: 'Nobody else.',
      kept: 'Until the account is closed.',
      atClosing: { rows: 'DELETED' },
    },
  ],
  harmless: {
    notice_events: { kind: 'WORD', data: 'FIGURES' },
    notices: { topic: 'WORD', digest: 'WORD' },
  },
};
