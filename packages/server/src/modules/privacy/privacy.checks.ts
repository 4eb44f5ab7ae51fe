import type { Check } from '../../db/check.js';
import { CLOSED_NAME } from '../../personal-data.js';

export const privacyChecks: readonly Check[] = [
  {
    name: 'a closed account has no name, no address, no session, no role and no membership, and its gifts name nobody',
    sql: `SELECT u.id FROM users u WHERE u.closed_at IS NOT NULL AND (u.name <> '${CLOSED_NAME}'
            OR EXISTS (SELECT 1 FROM credentials c WHERE c.user_id = u.id)
            OR EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id)
            OR EXISTS (SELECT 1 FROM role_grants g WHERE g.user_id = u.id)
            OR EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id)
            OR EXISTS (SELECT 1 FROM pledges p WHERE p.user_id = u.id
            AND (p.donor_name <> '${CLOSED_NAME}' OR p.message IS NOT NULL)))`,
  },
];
