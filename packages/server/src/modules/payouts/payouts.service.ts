import type { RequestContext } from '../../context.js';
import { DomainError, invalidState, notFound } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { decidesOnOrders, requireDecider } from '../orders/index.js';
import { Project } from '../projects/index.js';
import { findRefundOrder, RefundCause, RefundStatus, type RefundOrder } from '../refunds/index.js';
import { readPayouts, sumUpPayouts, type Payout } from './payees.js';
import { payoutCsv, payoutWorkbook } from './payout-file.js';
import { PayoutDownload, PayoutFormat } from './payout.entities.js';

/** Why there is no file for the bank, or null: nothing is paid before two people have decided, and a confirmation that is taken back moves no money. */
export function refuseFile({ cause, status }: Pick<RefundOrder, 'cause' | 'status'>): DomainError | null {
  if (cause === RefundCause.MISTAKEN_CONFIRMATION) return invalidState('payout.nothingMoves');
  return status === RefundStatus.APPROVED ? null : invalidState('payout.notApproved', { status });
}

/** The file for the bank's batch of payments. Who took it, and when, is recorded before a byte of it leaves. */
export async function takePayoutFile(context: RequestContext, orderId: string, format: PayoutFormat): Promise<Buffer> {
  const { userId } = requireDecider(context);
  const order = await findRefundOrder(context, orderId);
  if (order === null) throw notFound('id');
  const refusal = refuseFile(order);
  if (refusal !== null) throw refusal;
  const { payouts, sums, project } = await context.db.snapshot(async (manager) => {
    const all: Payout[] = [];
    for await (const batch of readPayouts(manager, order)) all.push(...batch);
    return { payouts: all, sums: await sumUpPayouts(manager, order), project: await manager.findOneByOrFail(Project, { id: order.projectId }) };
  });
  const shown = { id: order.id, projectTitle: project.title, sums };
  const file = format === PayoutFormat.CSV ? payoutCsv(shown, payouts, context.language) : await payoutWorkbook(shown, payouts, context.language);
  await context.db.transact((tx) => tx.manager.insert(PayoutDownload, {
    id: newId(tx.now), orderId: order.id, format, downloadedById: userId, downloadedAt: tx.now, paymentCount: sums.bank.count, totalFen: sums.bank.totalFen,
  }));
  return file;
}

/** Who took the file of an order, newest first; null for all but treasurers and administrators. */
export async function listDownloads(context: RequestContext, orderId: string): Promise<PayoutDownload[] | null> {
  return decidesOnOrders(context) ? context.db.read.find(PayoutDownload, { where: { orderId }, order: { id: 'DESC' } }) : null;
}
