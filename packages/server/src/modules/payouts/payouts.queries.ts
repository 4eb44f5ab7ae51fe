import { In } from 'typeorm';
import { defineLoader, type RequestContext } from '../../context.js';
import { decidesOnOrders } from '../orders/index.js';
import { Pledge } from '../pledges/index.js';
import { refundOrderLoader, RefundCause, RefundStatus, type RefundItem } from '../refunds/index.js';
import { findPayees } from './payees.js';
import { PayoutState, type Payee } from './payout.entities.js';

const payeeLoader = defineLoader<string, Payee | null>(async ({ db }, pledgeIds) => {
  const payees = await findPayees(db.read, await db.read.findBy(Pledge, { id: In([...pledgeIds]) }));
  return pledgeIds.map((id) => payees.get(id) ?? null);
});

/** The account from which a gift came; null for all but treasurers and administrators, and where no statement has it. */
export const payeeOf = async (context: RequestContext, { pledgeId }: RefundItem): Promise<Payee | null> => (decidesOnOrders(context) ? payeeLoader(context).load(pledgeId) : null);

/** Whether a line of a statement is the payment by which a gift went back. */
const paidBackLoader = defineLoader<string, boolean>(async ({ db }, pledgeIds) => {
  const rows = await db.read.query<{ source_key: string }[]>(
    `SELECT e.source_key FROM journal_entries e JOIN statement_links l ON l.entry_id = e.id WHERE e.source_key IN (${pledgeIds.map(() => '?').join(', ')})`,
    pledgeIds.map((id) => `pledge:${id}:refunded`),
  );
  const paid = new Set(rows.map(({ source_key }) => source_key));
  return pledgeIds.map((id) => paid.has(`pledge:${id}:refunded`));
});

/** Where the way back of one gift stands; null for all but treasurers and administrators. */
export async function stateOf(context: RequestContext, item: RefundItem): Promise<PayoutState | null> {
  const order = decidesOnOrders(context) ? await refundOrderLoader(context).load(item.orderId) : null;
  if (order === null) return null;
  if (order.status === RefundStatus.WITHDRAWN) return PayoutState.WITHDRAWN;
  if (order.status === RefundStatus.PREPARED) return PayoutState.PREPARED;
  const isPaid = order.cause !== RefundCause.MISTAKEN_CONFIRMATION && (await paidBackLoader(context).load(item.pledgeId));
  return isPaid ? PayoutState.PAID_BY_BANK : PayoutState.BOOKED;
}
