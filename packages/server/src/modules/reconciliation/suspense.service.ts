import { In } from 'typeorm';
import { type RequestContext, requirePermission } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { sqlIn, insertRows, rowsOf } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { sumFen } from '../../lib/money.js';
import { findEntries, postEntry, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import {
  closeOrder,
  decideOrders,
  findStandingOrder,
  type Order,
  OrderState,
  prepareOrder,
  prepareOrders,
  signOrder,
} from '../orders/index.js';
import {
  confirmPayments,
  Pledge,
  PLEDGE_LIMITS,
  PledgeStatus,
  sourceOfPayment,
  type OtherAmount,
} from '../pledges/index.js';
import { suspenseReturned } from './bank-entry-kinds.js';
import { dropPreparedMovements } from './known-entries.js';
import { confirmPairings, findUsedReferences, type Pairing } from './settle-lines.js';
import { suspendLines } from './suspend-lines.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
import type { MatchLineInput, ReturnSuspenseInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { findPreparedReturn, orderOfReturn, suspenseReturn, titleOfReturn } from './suspense-order.js';
import { availableFen, refuseMatch, refuseReturn, sourceOfReturn } from './suspense.rules.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { keepStatements } from './reconciliation.permissions.js';
import { record } from '../trace/index.js';
import { lineDecided } from './reconciliation.trace.js';

async function lockLine(tx: Tx, id: string, field: string): Promise<StatementLine> {
  const line = await tx.lock(StatementLine, { id });
  if (line === null) throw notFound(field);
  return line;
}

/**
 * Pays pledges from a line by a treasurer's decision: one pledge, or several up to the line's amount. With
 * `acceptOtherAmount`, a single pledge gets the amount that arrived, as far as its project has room. The rest of the
 * line goes to suspense. Repeating the same request returns the same result.
 */
export async function matchLine(context: RequestContext, input: MatchLineInput): Promise<StatementLine> {
  const { userId } = requirePermission(context, keepStatements);
  const lineId = readId('lineId', input.lineId);
  const pledgeIds = [
    ...new Set(
      readList('pledgeIds', input.pledgeIds, LIMITS.pledges).map((id, index) => readId(`pledgeIds.${index}`, id)),
    ),
  ];
  const acceptsOther = input.acceptOtherAmount === true;
  if (acceptsOther && pledgeIds.length > 1) throw badInput('acceptOtherAmount', 'statement.otherAmountOfOne');
  const referenceReason = readOptionalText('referenceReason', input.referenceReason, PLEDGE_LIMITS.referenceReason);
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId, 'lineId');
    const pledges = await tx.manager.findBy(Pledge, { id: In(pledgeIds) });
    const missing = pledgeIds.findIndex((id) => !pledges.some((pledge) => pledge.id === id));
    if (missing !== -1) throw notFound(`pledgeIds.${missing}`);
    if (await isMatched(tx, line, pledges, userId)) return line;
    const available = availableFen(line);
    const fen = acceptsOther ? available : sumFen(pledges.map(({ amountFen }) => amountFen));
    const refusal = refuseMatch(line, (await findPreparedReturn(tx, lineId)) !== null, fen);
    if (refusal !== null) throw refusal;
    record(tx, context, lineDecided, {
      subject: line.id,
      after: { as: 'MATCHED', pledges: pledgeIds.length },
      reason: referenceReason,
    });
    const isOpen = line.status === StatementLineStatus.OPEN;
    if (isOpen && referenceReason === null && (await findUsedReferences(tx, [line.bankReference])).size > 0)
      throw conflict('statement.referenceUsed', 'referenceReason');
    const isWhole = isOpen && pledges.length === 1 && fen === line.amountFen;
    if (
      !isWhole ||
      !(await payWhole(
        context,
        tx,
        { line, pledgeIds, referenceReason, otherAmount: acceptsOther ? 'ACCEPT' : 'REFUSE' },
        userId,
      ))
    ) {
      if (isOpen) await suspendLines(tx, [line]);
      await dropPreparedMovements(tx, [line.id]);
      const gifts = pledges.map((pledge) => ({ pledge, fen: acceptsOther ? available : pledge.amountFen }));
      const left =
        available -
        (await payFromSuspense(context, tx, line, gifts, {
          userId,
          referenceReason,
          otherAmount: acceptsOther ? 'ACCEPT_UP_TO_ROOM' : 'REFUSE',
        }));
      await tx.manager.update(
        StatementLine,
        { id: line.id },
        { suspenseFen: left, status: left === 0 ? StatementLineStatus.SETTLED : StatementLineStatus.SUSPENSE },
      );
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: line.id });
  });
}

/**
 * Whether `userId` has already paid all of `pledges` from the line. A client that did not receive the answer repeats
 * the request.
 */
async function isMatched(tx: Tx, line: StatementLine, pledges: readonly Pledge[], userId: string): Promise<boolean> {
  if (!pledges.every(({ status, confirmedById }) => status === PledgeStatus.PAID && confirmedById === userId))
    return false;
  const entryIds = [...(await findEntries(tx.manager, pledges.map(sourceOfPayment))).values()].map(({ id }) => id);
  const ofLine = `${sqlIn('entry_id', entryIds)} AND line_id = ?`;
  const [links, moves] = await tx.query(
    rowsOf(tx, StatementLink, ofLine, [...entryIds, line.id]),
    rowsOf(tx, SuspenseMove, ofLine, [...entryIds, line.id]),
  );
  const paid = new Set([...links, ...moves].map(({ entryId }) => entryId));
  return entryIds.every((id) => paid.has(id));
}

/**
 * Pays pledges with the whole of an open line. Returns false when the project has no room for all of it; the line must
 * go to suspense first.
 */
async function payWhole(context: RequestContext, tx: Tx, pairing: Pairing, userId: string): Promise<boolean> {
  const [problem] = await confirmPairings(context, tx, [pairing], userId);
  if (problem?.key === 'pledge.arrivedPastGoal') return false;
  if (problem != null) throw problem;
  return true;
}

interface Confirming {
  readonly userId: string;
  readonly referenceReason: string | null;
  readonly otherAmount: OtherAmount;
}

/** Pays all of `gifts` from a line in suspense, or none. Returns the paid sum in fen. */
async function payFromSuspense(
  context: RequestContext,
  tx: Tx,
  line: StatementLine,
  gifts: readonly { pledge: Pledge; fen: number }[],
  { userId, ...how }: Confirming,
): Promise<number> {
  const common = {
    bankReference: line.bankReference,
    account: SUSPENSE_ACCOUNT,
    confirmedById: userId,
    bookedAt: line.bookedAt,
    ...how,
  };
  const outcomes = await confirmPayments(
    context,
    tx,
    gifts.map(({ pledge, fen }) => ({ pledgeId: pledge.id, amountFen: fen, ...common })),
  );
  const paid = outcomes.map((outcome) => {
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.result;
  });
  insertRows(
    tx,
    SuspenseMove,
    paid.map(({ entryId }) => ({ entryId, lineId: line.id })),
  );
  return sumFen(paid.map(({ pledge }) => pledge.amountFen));
}

/**
 * Gives money that nobody could match back to its sender. A treasurer prepares the return. Up to the month's limit it
 * is carried out at once. Above the limit, a second treasurer or an administrator signs with the same request.
 */
export async function returnSuspense(context: RequestContext, input: ReturnSuspenseInput): Promise<StatementLine> {
  requirePermission(context, decideOrders);
  const lineId = readId('lineId', input.lineId);
  const bankReference = readOptionalText('bankReference', input.bankReference, LIMITS.bankReference);
  const reason = readOptionalText('reason', input.reason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId, 'lineId');
    const refusal = refuseReturn(line);
    if (refusal !== null) throw refusal;
    const prepared = await findPreparedReturn(tx, lineId);
    if (prepared !== null) {
      await signOrder(context, tx, await orderOf(tx, prepared), titleOfReturn(line));
      await payBack(tx, line, Object.assign(prepared, { bankReference: bankReference ?? prepared.bankReference }));
    } else {
      requirePermission(context, prepareOrders);
      await dropPreparedMovements(tx, [lineId]);
      const back = tx.manager.create(SuspenseReturn, {
        id: newId(tx.now),
        lineId,
        amountFen: line.suspenseFen,
        reason: readText('reason', reason ?? '', LIMITS.reason),
        bankReference,
        preparedAt: tx.now,
        returnedAt: null,
        withdrawnAt: null,
      });
      await tx.manager.insert(SuspenseReturn, back);
      const { state } = await prepareOrder(context, tx, suspenseReturn, orderOfReturn(line, back));
      if (state === OrderState.DONE) await payBack(tx, line, back);
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

async function orderOf(tx: Tx, { id }: SuspenseReturn): Promise<Order> {
  const order = await findStandingOrder(tx.manager, suspenseReturn, id);
  if (order === null) throw new Error(`the return ${id} has no order of two people`);
  return order;
}

/**
 * Posts a return that was decided. Money of the line that came into suspense after the return was prepared stays there.
 */
async function payBack(tx: Tx, line: StatementLine, back: SuspenseReturn): Promise<void> {
  const { id, lineId, amountFen, bankReference } = back;
  await tx.manager.update(SuspenseReturn, { id }, { bankReference, returnedAt: tx.now });
  const entryId = await postEntry(tx, {
    kind: suspenseReturned.name,
    sourceKey: sourceOfReturn(back),
    lines: [
      { account: SUSPENSE_ACCOUNT, amountFen },
      { account: SPECIAL_BANK_ACCOUNT, amountFen: -amountFen },
    ],
  });
  await tx.manager.insert(SuspenseMove, { entryId, lineId });
  const left = line.suspenseFen - amountFen;
  await tx.manager.update(
    StatementLine,
    { id: line.id },
    { suspenseFen: left, status: left === 0 ? StatementLineStatus.SETTLED : StatementLineStatus.SUSPENSE },
  );
}

/** Withdraws or refuses a return that waits for its signature. The money stays in suspense and can be matched again. */
export async function keepSuspense(context: RequestContext, rawLineId: string): Promise<StatementLine> {
  requirePermission(context, decideOrders);
  const lineId = readId('lineId', rawLineId);
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId, 'lineId');
    const prepared = await findPreparedReturn(tx, lineId);
    if (prepared === null) throw invalidState('statement.notReturning');
    await closeOrder(context, tx, await orderOf(tx, prepared), titleOfReturn(line), null);
    await tx.manager.update(SuspenseReturn, { id: prepared.id }, { withdrawnAt: tx.now });
    return line;
  });
}
