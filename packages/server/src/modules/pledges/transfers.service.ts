import { bundle } from '../../bundle.js';
import { type RequestContext, requirePermission } from '../../context.js';
import { findRows, sqlIn } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { readEach, readFen, readId, readList, readOptionalText, readText } from '../../input.js';
import { SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import { confirmAll, confirmationCommitOf, type TransferCommand } from './confirm-payments.js';
import { leftToColleague } from './left-to-colleague.js';
import { Pledge } from './pledge.entity.js';
import { type ConfirmPaymentInput, TransfersPreview } from './pledge.inputs.js';
import { LIMITS } from './pledge.rules.js';
import { confirmPayments, seePayments } from './pledges.permissions.js';

/** Records a treasurer's confirmation that the transfer arrived. A repeated request returns the same result. */
export async function confirmPayment(context: RequestContext, input: ConfirmPaymentInput): Promise<Pledge> {
  const { userId } = requirePermission(context, confirmPayments);
  return confirmationCommitOf(context).submit(readTransfer(context, userId, input));
}

/** Confirms up to `LIMITS.transfers.max` transfers, all of them or none, and returns their pledges in the same order. */
export async function confirmManyPayments(
  context: RequestContext,
  inputs: readonly ConfirmPaymentInput[],
): Promise<Pledge[]> {
  const { userId } = requirePermission(context, confirmPayments);
  const commands = readEach('inputs', inputs, LIMITS.transfers, (input) => readTransfer(context, userId, input));
  return confirmAll(context, commands);
}

const readTransfer = (context: RequestContext, userId: string, input: ConfirmPaymentInput): TransferCommand => ({
  pledgeId: readId('pledgeId', input.pledgeId),
  amountFen: readFen('amount', input.amount, LIMITS.amountFen),
  bankReference: readText('bankReference', input.bankReference, LIMITS.bankReference),
  account: SPECIAL_BANK_ACCOUNT,
  confirmedById: userId,
  by: context,
  otherAmount: input.acceptOtherAmount === true ? 'ACCEPT' : 'REFUSE',
  referenceReason: readOptionalText('referenceReason', input.referenceReason, LIMITS.referenceReason),
  paidOn: input.paidOn ?? null,
});

/** Returns which of these transfers the viewer may confirm, and which are left to a colleague. */
export async function previewTransfers(context: RequestContext, rawIds: readonly string[]): Promise<TransfersPreview> {
  const { userId } = requirePermission(context, seePayments);
  const ids = [
    ...new Set(readList('pledgeIds', rawIds, LIMITS.transfers).map((id, index) => readId(`pledgeIds.${index}`, id))),
  ];
  const { read } = context.db;
  const pledges = new Map((await findRows(read, Pledge, sqlIn('id', ids), ids)).map((pledge) => [pledge.id, pledge]));
  const found = ids.map((id, index) => {
    const pledge = pledges.get(id);
    if (pledge === undefined) throw notFound(`pledgeIds.${index}`);
    return pledge;
  });
  const left = await leftToColleague(read, ids, userId);
  const others = found.filter(({ id }) => left.has(id));
  return Object.assign(new TransfersPreview(), {
    confirmable: bundle(found.filter(({ id }) => !left.has(id))),
    leftToColleague: bundle(others),
    leftIds: others.map(({ id }) => id),
  });
}
