import { In } from 'typeorm';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { among, insertRows, rowsOf } from '../../db/rows.js';
import { conflict, invalidState, notFound } from '../../errors.js';
import { readId, readList, readOptionalText, readText } from '../../input.js';
import { sumFen } from '../../lib/money.js';
import { findEntries, postEntries, postEntry, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { confirmPayments, Pledge, PledgeStatus, sourceOfPayment } from '../pledges/index.js';
import { confirmPairings, findUsedReferences } from './settle-lines.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
import type { MatchLineInput, ReturnSuspenseInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { availableFen, refuseMatch, refuseReturn, refuseSecondSignature, sourceOfReturn, sourceOfSuspense } from './suspense.rules.js';

/** Enters open incoming lines, which the caller has locked, as money that is nobody's gift yet. */
export async function suspendLines(tx: Tx, lines: readonly StatementLine[]): Promise<void> {
  if (lines.length === 0) return;
  const entryIds = await postEntries(tx, lines.map(({ id, amountFen }) => ({
    kind: 'SUSPENSE_RECEIVED',
    sourceKey: sourceOfSuspense(id),
    lines: [{ account: SPECIAL_BANK_ACCOUNT, amountFen }, { account: SUSPENSE_ACCOUNT, amountFen: -amountFen }],
  })));
  const rows = lines.map(({ id }, index) => ({ entryId: entryIds[index]!, lineId: id }));
  insertRows(tx, StatementLink, rows);
  insertRows(tx, SuspenseMove, rows);
  const ids = lines.map(({ id }) => id);
  tx.defer(`UPDATE statement_lines SET status = '${StatementLineStatus.SUSPENSE}', suspense_fen = amount_fen, pledge_id = NULL, confidence = 0 WHERE ${among('id', ids)}`, ids);
}

async function lockLine(tx: Tx, id: string, field: string): Promise<StatementLine> {
  const line = await tx.lock(StatementLine, { id });
  if (line === null) throw notFound(field);
  return line;
}

/** Pays pledges from a line by a treasurer's own judgement: one, or several up to its amount. What is left of it is suspense. Asked for again, it is answered again. */
export async function matchLine(context: RequestContext, input: MatchLineInput): Promise<StatementLine> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', input.lineId);
  const pledgeIds = [...new Set(readList('pledgeIds', input.pledgeIds, LIMITS.pledges).map((id, index) => readId(`pledgeIds.${index}`, id)))];
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId, 'lineId');
    const pledges = await tx.manager.findBy(Pledge, { id: In(pledgeIds) });
    const missing = pledgeIds.findIndex((id) => !pledges.some((pledge) => pledge.id === id));
    if (missing !== -1) throw notFound(`pledgeIds.${missing}`);
    if (await isMatched(tx, line, pledges, userId)) return line;
    const fen = sumFen(pledges.map(({ amountFen }) => amountFen));
    const refusal = refuseMatch(line, await tx.manager.existsBy(SuspenseReturn, { lineId }), fen);
    if (refusal !== null) throw refusal;
    if (line.status === StatementLineStatus.OPEN && (await findUsedReferences(tx, [line.bankReference])).size > 0) throw conflict('statement.referenceUsed');
    if (line.status === StatementLineStatus.OPEN && pledges.length === 1 && fen === line.amountFen) {
      const [problem] = await confirmPairings(context, tx, [{ line, pledgeId: pledgeIds[0]! }], userId);
      if (problem != null) throw problem;
    } else {
      if (line.status === StatementLineStatus.OPEN) await suspendLines(tx, [line]);
      await payFromSuspense(context, tx, line, pledges, userId);
      const left = availableFen(line) - fen;
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

/** All of `pledges` or none. */
async function payFromSuspense(context: RequestContext, tx: Tx, line: StatementLine, pledges: readonly Pledge[], userId: string): Promise<void> {
  const outcomes = await confirmPayments(context, tx, pledges.map(({ id, amountFen }) => ({ pledgeId: id, amountFen, bankReference: line.bankReference, account: SUSPENSE_ACCOUNT, confirmedById: userId })));
  const moves = outcomes.map((outcome) => {
    if ('refusal' in outcome) throw outcome.refusal;
    return { entryId: outcome.result.entryId, lineId: line.id };
  });
  insertRows(tx, SuspenseMove, moves);
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
