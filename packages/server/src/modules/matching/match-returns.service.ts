import { IsNull } from 'typeorm';
import { requirePermission, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { conflict, forbidden, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { postEntry } from '../ledger/index.js';
import {
  closeOrder,
  decideOrders,
  findStandingOrder,
  type Order,
  prepareOrder,
  prepareOrders,
  signOrder,
} from '../orders/index.js';
import { isBoundTo } from '../organizations/index.js';
import { record } from '../trace/index.js';
import { MatchFund } from './match.entities.js';
import { leftOf, LIMITS, refuseReturn } from './match.rules.js';
import { MatchReturn } from './match-return.entity.js';
import { matchReturn } from './match-return.order.js';
import { accountsOf, matchSponsorPaid, moneyAccountOf, sourceOfSponsorReturn } from './matching.entries.js';
import { noteFund } from './matching.notices.js';
import { getVisibleFund } from './matching.queries.js';
import { matchFundTopic } from './matching.topics.js';
import { matchFundReturned } from './matching.trace.js';

async function lockFund(tx: Tx, id: string, field: string): Promise<MatchFund> {
  const fund = await tx.lock(MatchFund, { id });
  if (fund === null) throw notFound(field);
  return fund;
}

/** Prepares that all that a fund which ended did not use goes back to its sponsor, by a treasurer. No money moves yet. */
export async function prepareMatchReturn(
  context: RequestContext,
  rawFundId: string,
  rawReason: string,
): Promise<MatchReturn> {
  requirePermission(context, prepareOrders);
  const found = await getVisibleFund(context, readId('fundId', rawFundId), 'fundId');
  if (await isBoundTo(context, found.organizationId)) throw forbidden('match.ownUnit');
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const fund = await lockFund(tx, found.id, 'fundId');
    const refusal = refuseReturn(fund);
    if (refusal !== null) throw refusal;
    const waits = await tx.manager.existsBy(MatchReturn, {
      fundId: fund.id,
      returnedAt: IsNull(),
      withdrawnAt: IsNull(),
    });
    if (waits) throw conflict('match.returnWaits', 'fundId');
    const id = newId(tx.now);
    const amountFen = leftOf(fund);
    await prepareOrder(context, tx, matchReturn, {
      subjectId: id,
      projectId: null,
      unitId: fund.organizationId,
      amountFen,
      reason,
      limitScope: `match-fund:${fund.id}`,
      title: fund.title,
    });
    const back = tx.manager.create(MatchReturn, {
      id,
      fundId: fund.id,
      amountFen,
      reason,
      bankReference: null,
      preparedAt: tx.now,
      returnedAt: null,
      withdrawnAt: null,
    });
    await tx.manager.insert(MatchReturn, back);
    tx.changed(matchFundTopic.of(fund.id));
    return back;
  });
}

/** Decides on a return that waits, with its fund and itself locked. */
async function decide(
  context: RequestContext,
  rawId: string,
  decision: (tx: Tx, fund: MatchFund, back: MatchReturn, people: Order) => Promise<Partial<MatchReturn>>,
): Promise<MatchReturn> {
  requirePermission(context, decideOrders);
  const found = await context.db.read.findOneBy(MatchReturn, { id: readId('id', rawId) });
  if (found === null) throw notFound('id');
  return context.db.transact(async (tx) => {
    const fund = await lockFund(tx, found.fundId, 'id');
    const back = await tx.lock(MatchReturn, { id: found.id });
    if (back === null) throw notFound('id');
    if (back.returnedAt !== null || back.withdrawnAt !== null) throw invalidState('match.returnDecided');
    const people = await findStandingOrder(tx.manager, matchReturn, back.id);
    if (people === null) throw new Error(`the return ${back.id} has no order of two people`);
    const decided = await decision(tx, fund, back, people);
    await tx.manager.update(MatchReturn, { id: back.id }, decided);
    tx.changed(matchFundTopic.of(fund.id));
    return Object.assign(back, decided);
  });
}

/**
 * Signs a return as the second person and pays it back. What came back to the fund since the return was prepared stays
 * there, for a return of its own.
 */
export async function signMatchReturn(
  context: RequestContext,
  rawId: string,
  rawBankReference: string | null | undefined,
): Promise<MatchReturn> {
  const bankReference = readOptionalText('bankReference', rawBankReference, LIMITS.bankReference);
  return decide(context, rawId, async (tx, fund, back, people) => {
    await signOrder(context, tx, people, fund.title);
    await noteFund(tx, 'returned', fund);
    await tx.manager.update(MatchFund, { id: fund.id }, { returnedFen: fund.returnedFen + back.amountFen });
    const entry = await postEntry(tx, {
      kind: matchSponsorPaid.name,
      sourceKey: sourceOfSponsorReturn(back.id),
      lines: [
        { account: accountsOf(fund).refunded, amountFen: back.amountFen },
        { account: moneyAccountOf(fund), amountFen: -back.amountFen },
      ],
    });
    record(tx, context, matchFundReturned, {
      subject: fund.organizationId,
      after: { fund: fund.id, amountFen: back.amountFen, entry },
      reason: back.reason,
    });
    return { returnedAt: tx.now, bankReference };
  });
}

/** Withdraws a return. The person who prepared it withdraws it; another person refuses it. No money has moved. */
export async function withdrawMatchReturn(
  context: RequestContext,
  rawId: string,
  rawReason: string | null | undefined,
): Promise<MatchReturn> {
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  return decide(context, rawId, async (tx, fund, _, people) => {
    await closeOrder(context, tx, people, fund.title, reason);
    return { withdrawnAt: tx.now };
  });
}
