import { requirePermission } from '../../context.js';
import { defineTopic } from '../../live/topics.js';
import { seePaymentBills } from './payment-bills.permissions.js';

/** The bills of payment providers, and what became of fetching them. */
export const PAYMENT_BILLS = defineTopic('payment-bills', (context) => requirePermission(context, seePaymentBills));
