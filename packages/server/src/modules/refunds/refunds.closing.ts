import type { ClosingObstacle } from '../../closing.js';
import { countRows } from '../privacy/index.js';

export const openRefunds: ClosingObstacle = {
  name: 'OPEN_REFUNDS',
  message: 'closing.openRefunds',
  path: '/account',
  count: (manager, userId) =>
    countRows(
      manager,
      `refund_items i JOIN refund_orders o ON o.id = i.order_id JOIN pledges p ON p.id = i.pledge_id
       WHERE p.user_id = ? AND o.approved_at IS NULL AND o.withdrawn_at IS NULL`,
      [userId],
    ),
};
