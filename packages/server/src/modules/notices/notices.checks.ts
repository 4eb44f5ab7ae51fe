import type { Check } from '../../db/check.js';
import { noticeKinds } from './notice-kinds.js';

export const noticeChecks: readonly Check[] = [
  {
    name: 'nobody is told of an event twice',
    sql: 'SELECT event_id, user_id, COUNT(*) AS times FROM notices GROUP BY event_id, user_id HAVING COUNT(*) > 1',
  },
  {
    name: 'every notice tells a person of an event',
    sql: `SELECT n.id FROM notices n LEFT JOIN notice_events e ON e.id = n.event_id LEFT JOIN users u ON u.id = n.user_id WHERE e.id IS NULL OR u.id IS NULL`,
  },
  {
    name: 'nobody was told of an event beyond where it has come',
    sql: 'SELECT n.id, n.event_id FROM notices n JOIN notice_events e ON e.id = n.event_id WHERE e.told_up_to IS NULL OR n.user_id > e.told_up_to',
  },
  {
    name: 'no guest is told of an event twice, or at an address that is gone',
    sql: `SELECT n.event_id, n.address_id, COUNT(*) AS times, MIN(a.id) AS address FROM guest_notices n LEFT JOIN guest_addresses a ON a.id = n.address_id
          GROUP BY n.event_id, n.address_id HAVING COUNT(*) > 1 OR MIN(a.id) IS NULL`,
  },
  {
    name: 'every event is of a kind that somebody can put into words',
    async violations({ db }) {
      const kinds = await db.read.query<{ kind: string }[]>('SELECT DISTINCT kind FROM notice_events');
      const known = new Set(noticeKinds.all().map(({ name }) => name));
      return kinds.filter(({ kind }) => !known.has(kind)).map(({ kind }) => ({ kind }));
    },
  },
];
