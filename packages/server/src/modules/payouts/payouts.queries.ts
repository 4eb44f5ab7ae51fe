import { In } from 'typeorm';
import { defineLoader, may, type RequestContext } from '../../context.js';
import { seeOrders } from '../orders/index.js';
import { Pledge } from '../pledges/index.js';
import { refundOrderLoader, RefundCause, RefundStatus, type RefundItem } from '../refunds/index.js';
import { findPayees } from './payees.js';
import { PayoutState, type Payee } from './payout.entities.js';
import { sqlIn } from '../../db/rows.js';

const payeeLoader = defineLoader<string, Payee | null>(async ({ db }, pledgeIds) => {
  const payees = await findPayees(db.read, await db.read.findBy(Pledge, { id: In([...pledgeIds]) }));
  return pledgeIds.map((id) => payees.get(id) ?? null);
});

/**
 * Returns the account from which a gift came. Null for viewers without `seeOrders`, and when no statement has the
 * account.
 */
export const payeeOf = async (context: RequestContext, { pledgeId }: RefundItem): Promise<Payee | null> =>
  may(context, seeOrders) ? payeeLoader(context).load(pledgeId) : null;

/** Loads whether a statement line is linked to the refund of each gift. */
const paidBackLoader = defineLoader<string, boolean>(async ({ db }, pledgeIds) => {
  const rows = await db.read.query<{ source_key: string }[]>(
    `SELECT e.source_key FROM journal_entries e JOIN statement_links l ON l.entry_id = e.id WHERE ${sqlIn('e.source_key', pledgeIds)}`,
    pledgeIds.map((id) => `pledge:${id}:refunded`),
  );
  const paid = new Set(rows.map(({ source_key }) => source_key));
  return pledgeIds.map((id) => paid.has(`pledge:${id}:refunded`));
});

/** Returns how far the refund of one gift is. Null for viewers without `seeOrders`. */
export async function stateOf(context: RequestContext, item: RefundItem): Promise<PayoutState | null> {
  const order = may(context, seeOrders) ? await refundOrderLoader(context).load(item.orderId) : null;
  if (order === null) return null;
  if (order.status === RefundStatus.WITHDRAWN) return PayoutState.WITHDRAWN;
  if (order.status === RefundStatus.PREPARED) return PayoutState.PREPARED;
  const isPaid =
    order.cause !== RefundCause.MISTAKEN_CONFIRMATION && (await paidBackLoader(context).load(item.pledgeId));
  return isPaid ? PayoutState.PAID_BY_BANK : PayoutState.BOOKED;
}
