import { In } from 'typeorm';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { among, insertRows, rowsOf } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { sumFen } from '../../lib/money.js';
import { findEntries, postEntry, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, Pledge, PLEDGE_LIMITS, PledgeStatus, sourceOfPayment, type OtherAmount } from '../pledges/index.js';
import { dropPreparedMovements } from './known-entries.js';
import { confirmPairings, findUsedReferences, type Pairing } from './settle-lines.js';
import { suspendLines } from './suspend-lines.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
import type { MatchLineInput, ReturnSuspenseInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { availableFen, refuseMatch, refuseReturn, refuseSecondSignature, sourceOfReturn } from './suspense.rules.js';

async function lockLine(tx: Tx, id: string, field: string): Promise<StatementLine> {
  const line = await tx.lock(StatementLine, { id });
  if (line === null) throw notFound(field);
  return line;
}

/**
 * Pays pledges from a line by a treasurer's own judgement: one, or several up to its amount. With `acceptOtherAmount` one pledge becomes what
 * arrived, as far as its project has room. What is left of the line is suspense. The same request again returns the same result.
 */
export async function matchLine(context: RequestContext, input: MatchLineInput): Promise<StatementLine> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', input.lineId);
  const pledgeIds = [...new Set(readList('pledgeIds', input.pledgeIds, LIMITS.pledges).map((id, index) => readId(`pledgeIds.${index}`, id)))];
  const acceptsOther = input.acceptOtherAmount === true;
  if (acceptsOther && pledgeIds.length > 1) throw badInput('acceptOtherAmount', 'statement.otherAmountOfOne');
  const referenceReason = readOptionalText('referenceReason', input.referenceReason, PLEDGE_LIMITS.referenceReason);
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId, 'lineId');
    const pledges = await tx.manager.findBy(Pledge, { id: In(pledgeIds) });
    const missing = pledgeIds.findIndex((id) => !pledges.some((pledge) => pledge.id === id));
    if (missing !== -1) throw notFound(`pledgeIds.${missing}`);
    if (await isMatched(tx, line, pledges, userId)) return line;
    const available = availableFen(line);
    const fen = acceptsOther ? available : sumFen(pledges.map(({ amountFen }) => amountFen));
    const refusal = refuseMatch(line, await tx.manager.existsBy(SuspenseReturn, { lineId }), fen);
    if (refusal !== null) throw refusal;
    const isOpen = line.status === StatementLineStatus.OPEN;
    if (isOpen && referenceReason === null && (await findUsedReferences(tx, [line.bankReference])).size > 0) throw conflict('statement.referenceUsed', 'referenceReason');
    const isWhole = isOpen && pledges.length === 1 && fen === line.amountFen;
    if (!isWhole || !(await payWhole(context, tx, { line, pledgeIds, referenceReason, otherAmount: acceptsOther ? 'ACCEPT' : 'REFUSE' }, userId))) {
      if (isOpen) await suspendLines(tx, [line]);
      await dropPreparedMovements(tx, [line.id]);
      const gifts = pledges.map((pledge) => ({ pledge, fen: acceptsOther ? available : pledge.amountFen }));
      const left = available - (await payFromSuspense(context, tx, line, gifts, { userId, referenceReason, otherAmount: acceptsOther ? 'ACCEPT_UP_TO_ROOM' : 'REFUSE' }));
      await tx.manager.update(StatementLine, { id: line.id }, { suspenseFen: left, status: left === 0 ? StatementLineStatus.SETTLED : StatementLineStatus.SUSPENSE });
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: line.id });
  });
}

/** Whether `userId` has paid all of `pledges` from the line already: whoever did not hear the answer asks again. */
async function isMatched(tx: Tx, line: StatementLine, pledges: readonly Pledge[], userId: string): Promise<boolean> {
  if (!pledges.every(({ status, confirmedById }) => status === PledgeStatus.PAID && confirmedById === userId)) return false;
  const entryIds = [...(await findEntries(tx.manager, pledges.map(sourceOfPayment))).values()].map(({ id }) => id);
  const ofLine = `${among('entry_id', entryIds)} AND line_id = ?`;
  const [links, moves] = await tx.ask(rowsOf(tx, StatementLink, ofLine, [...entryIds, line.id]), rowsOf(tx, SuspenseMove, ofLine, [...entryIds, line.id]));
  const paid = new Set([...links, ...moves].map(({ entryId }) => entryId));
  return entryIds.every((id) => paid.has(id));
}

/** Pays pledges with the whole of an open line; false where the project has no room for all of it, so that the rest has to be set aside. */
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

/** Pays all of `gifts` or none from a line in suspense; returns how many fen went to them. */
async function payFromSuspense(context: RequestContext, tx: Tx, line: StatementLine, gifts: readonly { pledge: Pledge; fen: number }[], { userId, ...how }: Confirming): Promise<number> {
  const common = { bankReference: line.bankReference, account: SUSPENSE_ACCOUNT, confirmedById: userId, bookedAt: line.bookedAt, ...how };
  const outcomes = await confirmPayments(context, tx, gifts.map(({ pledge, fen }) => ({ pledgeId: pledge.id, amountFen: fen, ...common })));
  const paid = outcomes.map((outcome) => {
    if ('refusal' in outcome) throw outcome.refusal;
    return outcome.result;
  });
  insertRows(tx, SuspenseMove, paid.map(({ entryId }) => ({ entryId, lineId: line.id })));
  return sumFen(paid.map(({ pledge }) => pledge.amountFen));
}

/**
 * Gives money that nobody could match back to its sender. A treasurer prepares it; up to the limit that is all it takes, above it
 * a second treasurer or an administrator signs by asking for the same again.
 */
export async function returnSuspense(context: RequestContext, input: ReturnSuspenseInput): Promise<StatementLine> {
  const { userId } = requireViewer(context);
  if (!hasRole(context, PlatformRole.ADMIN)) requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', input.lineId);
  const bankReference = readOptionalText('bankReference', input.bankReference, LIMITS.bankReference);
  const reason = readOptionalText('reason', input.reason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId, 'lineId');
    const refusal = refuseReturn(line);
    if (refusal !== null) throw refusal;
    const prepared = await tx.manager.findOneBy(SuspenseReturn, { lineId });
    if (prepared !== null) {
      const wrongSigner = refuseSecondSignature(prepared.preparedById, userId);
      if (wrongSigner !== null) throw wrongSigner;
      await payBack(tx, line, Object.assign(prepared, { signedById: userId, bankReference: bankReference ?? prepared.bankReference }));
    } else {
      requireRole(context, PlatformRole.TREASURER);
      await dropPreparedMovements(tx, [lineId]);
      const back = tx.manager.create(SuspenseReturn, {
        lineId, amountFen: line.suspenseFen, reason: readText('reason', reason ?? '', LIMITS.reason), bankReference,
        preparedById: userId, preparedAt: tx.now, signedById: null, returnedAt: null,
      });
      await tx.manager.insert(SuspenseReturn, back);
      if (back.amountFen <= context.env.releaseSecondSignatureFen) await payBack(tx, line, back);
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

async function payBack(tx: Tx, line: StatementLine, back: SuspenseReturn): Promise<void> {
  const { lineId, amountFen, signedById, bankReference } = back;
  await tx.manager.update(SuspenseReturn, { lineId }, { signedById, bankReference, returnedAt: tx.now });
  const entryId = await postEntry(tx, {
    kind: 'SUSPENSE_RETURNED',
    sourceKey: sourceOfReturn(lineId),
    lines: [{ account: SUSPENSE_ACCOUNT, amountFen }, { account: SPECIAL_BANK_ACCOUNT, amountFen: -amountFen }],
  });
  await tx.manager.insert(SuspenseMove, { entryId, lineId });
  await tx.manager.update(StatementLine, { id: line.id }, { suspenseFen: 0, status: StatementLineStatus.SETTLED });
}

/** Takes back a return that was prepared and not signed: the money stays, and can be matched again. */
export async function keepSuspense(context: RequestContext, rawLineId: string): Promise<StatementLine> {
  requireViewer(context);
  if (!hasRole(context, PlatformRole.ADMIN)) requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', rawLineId);
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId, 'lineId');
    const prepared = await tx.manager.findOneBy(SuspenseReturn, { lineId });
    if (prepared === null || prepared.returnedAt !== null) throw invalidState('statement.notReturning');
    await tx.manager.delete(SuspenseReturn, { lineId });
    return line;
  });
}
