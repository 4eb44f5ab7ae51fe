import type { Check } from '../../db/check.js';

/** The invariants of accounts, in SQL that relies on no service. */
export const identityChecks: readonly Check[] = [
  {
    name: 'every holder of a platform role has a verified address',
    sql: `SELECT g.user_id, g.role FROM role_grants g
          LEFT JOIN credentials c ON c.user_id = g.user_id WHERE c.email_verified_at IS NULL`,
  },
  {
    name: 'an account is suspended exactly while one suspension of it is in force',
    sql: `SELECT u.id, u.suspended_at, COUNT(s.id) AS in_force FROM users u
          LEFT JOIN account_suspensions s ON s.user_id = u.id AND s.restored_at IS NULL
          GROUP BY u.id, u.suspended_at HAVING COUNT(s.id) <> CASE WHEN u.suspended_at IS NULL THEN 0 ELSE 1 END`,
  },
  {
    name: 'nobody suspends themselves, and another administrator restores',
    sql: `SELECT id, user_id FROM account_suspensions
          WHERE suspended_by_id = user_id OR restored_by_id IN (user_id, suspended_by_id)`,
  },
  {
    name: 'an account waits for one change of its address at most, and an ended one keeps no address',
    sql: `SELECT user_id, COUNT(*) AS running FROM address_changes WHERE ended_at IS NULL GROUP BY user_id
      HAVING COUNT(*) > 1
          UNION ALL
          SELECT user_id, 0 FROM address_changes WHERE ended_at IS NOT NULL AND new_email <> ''`,
  },
  {
    name: 'every address was changed after the new one was confirmed, and the old one or two people agreed',
    sql: `SELECT id, user_id FROM address_changes WHERE ended_how = 'DONE'
          AND (new_confirmed_at IS NULL OR (old_confirmed_at IS NULL
          AND (waived_from IS NULL OR waived_from > ended_at)))`,
  },
  {
    name: 'no removal of second factors was carried out before its wait was over, or after it was stopped',
    sql: `SELECT id, user_id FROM factor_removals WHERE done_at IS NOT NULL
      AND (done_at < due_at OR cancelled_at IS NOT NULL)`,
  },
  {
    name: 'no suspended account has a session',
    sql: `SELECT s.id, s.user_id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.suspended_at IS NOT NULL`,
  },
];
