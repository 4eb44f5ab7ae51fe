import { requirePermission } from '../../context.js';
import { defineTopic } from '../../live/topics.js';
import { seeOrders } from '../orders/index.js';

/** Refund orders, and downloads of their payments. */
export const REFUNDS = defineTopic('refunds', (context) => requirePermission(context, seeOrders));
