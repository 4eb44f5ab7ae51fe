import type { Check } from '../../db/check.js';

export const pushChecks: readonly Check[] = [
  {
    name: 'a notice is shown only on devices of its reader',
    sql: 'SELECT m.id FROM push_messages m JOIN push_devices d ON d.id = m.device_id JOIN notices n ON n.id = m.notice_id WHERE n.user_id <> d.user_id',
  },
];
