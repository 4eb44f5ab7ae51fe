import type { ClosingObstacle } from '../../closing.js';
import { countRows } from '../privacy/index.js';

export const openOrders: ClosingObstacle = {
  name: 'OPEN_ORDERS',
  message: 'closing.openOrders',
  path: '/treasury/sign',
  count: (manager, userId) => countRows(manager, "orders WHERE prepared_by_id = ? AND state = 'PREPARED'", [userId]),
};
