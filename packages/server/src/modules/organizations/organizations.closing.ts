import type { ClosingObstacle } from '../../closing.js';
import { DAY_MS } from '../../lib/days.js';
import type { RetentionRule } from '../../retention.js';
import { countRows } from '../privacy/index.js';

export const soleOwner: ClosingObstacle = {
  name: 'SOLE_OWNER',
  message: 'closing.soleOwner',
  path: '/workspace',
  count: (manager, userId) =>
    countRows(
      manager,
      `memberships m WHERE m.user_id = ? AND m.role = 'OWNER' AND NOT EXISTS (
         SELECT 1 FROM memberships o JOIN users u ON u.id = o.user_id AND u.suspended_at IS NULL
         WHERE o.organization_id = m.organization_id AND o.role = 'OWNER' AND o.user_id <> m.user_id)`,
      [userId],
    ),
  // Of two owners who close their accounts at the same moment, the second one is refused.
  async dependsOn(manager, userId) {
    const rows = await manager.query<{ user_id: string }[]>(
      `SELECT o.user_id FROM memberships m JOIN memberships o ON o.organization_id = m.organization_id AND o.role = 'OWNER'
       WHERE m.user_id = ? AND m.role = 'OWNER' AND o.user_id <> m.user_id`,
      [userId],
    );
    return rows.map(({ user_id }) => user_id);
  },
};

export const endedInvitations: RetentionRule = {
  name: 'ended-invitations',
  removes: 'Invitations to units with their addresses, 90 days after the last day on which they could be accepted.',
  table: 'invitations',
  key: ['id'],
  due: 'expires_at <= ?',
  keepsMs: 90 * DAY_MS,
};
