import { requirePermission } from '../../context.js';
import { defineTopic } from '../../live/topics.js';
import { seePayments } from './pledges.permissions.js';

/** Receipts: new ones and void ones. */
export const RECEIPTS = defineTopic('receipts', (context) => requirePermission(context, seePayments));
