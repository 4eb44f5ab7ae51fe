import { may, requirePermission } from '../../context.js';
import type { RequestContext } from '../../context.js';
import { DomainError, invalidState, notFound } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { decideOrders, seeOrders } from '../orders/index.js';
import { Project } from '../projects/index.js';
import { findRefundOrder, RefundCause, REFUNDS, RefundStatus, type RefundOrder } from '../refunds/index.js';
import { readPayouts, sumUpPayouts, type Payout } from './payees.js';
import { payoutCsv, payoutWorkbook } from './payout-file.js';
import { PayoutDownload, PayoutFormat } from './payout.entities.js';
import { record } from '../trace/index.js';
import { payoutFileTaken } from './payouts.trace.js';

/**
 * Returns why there is no file for the bank, or null. An order needs the decision of two people first, and a reversed
 * confirmation moves no money.
 */
export function refuseFile({ cause, status }: Pick<RefundOrder, 'cause' | 'status'>): DomainError | null {
  if (cause === RefundCause.MISTAKEN_CONFIRMATION) return invalidState('payout.nothingMoves');
  return status === RefundStatus.APPROVED ? null : invalidState('payout.notApproved', { status });
}

/** Returns the file for the bank's batch payment. The download is recorded before the first byte is sent. */
export async function takePayoutFile(context: RequestContext, orderId: string, format: PayoutFormat): Promise<Buffer> {
  const { userId } = requirePermission(context, decideOrders);
  const order = await findRefundOrder(context, orderId);
  if (order === null) throw notFound('id');
  const refusal = refuseFile(order);
  if (refusal !== null) throw refusal;
  const { payouts, sums, project } = await context.db.snapshot(async (manager) => {
    const all: Payout[] = [];
    for await (const batch of readPayouts(manager, order)) all.push(...batch);
    return {
      payouts: all,
      sums: await sumUpPayouts(manager, order),
      project: await manager.findOneByOrFail(Project, { id: order.projectId }),
    };
  });
  const shown = { id: order.id, projectTitle: project.title, sums };
  const file =
    format === PayoutFormat.CSV
      ? payoutCsv(shown, payouts, context.language)
      : await payoutWorkbook(shown, payouts, context.language);
  await context.db.transact((tx) => {
    record(tx, context, payoutFileTaken, {
      subject: order.id,
      after: { format, payments: sums.bank.count, totalFen: sums.bank.totalFen },
    });
    tx.changed(REFUNDS);
    return tx.manager.insert(PayoutDownload, {
      id: newId(tx.now),
      orderId: order.id,
      format,
      downloadedById: userId,
      downloadedAt: tx.now,
      paymentCount: sums.bank.count,
      totalFen: sums.bank.totalFen,
    });
  });
  return file;
}

/** Returns the downloads of an order's file, newest first. Null for viewers without `seeOrders`. */
export async function listDownloads(context: RequestContext, orderId: string): Promise<PayoutDownload[] | null> {
  return may(context, seeOrders)
    ? context.db.read.find(PayoutDownload, { where: { orderId }, order: { id: 'DESC' } })
    : null;
}
