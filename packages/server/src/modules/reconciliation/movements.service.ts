import { PlatformRole, requireRole, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { among, insertRows, rowsOf } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { postEntries, postEntry, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import { closeOrder, findStandingOrder, OrderState, prepareOrder, requireDecider, signOrder, type Preparing } from '../orders/index.js';
import { getVisibleProject } from '../projects/index.js';
import { settleLines } from './known-entries.js';
import { movementBooking, orderOf, titleOfMovement } from './movement-order.js';
import { dayOfLine } from './suspend-lines.js';
import { wordsKey, type ProposedMovement } from './movement.rules.js';
import { accountOf, MOVEMENT_REVERSED, refuseBooking, refuseReversal, sourceOfMovement, sourceOfMovementReversal } from './movements.rules.js';
import { InterestPurpose, MovementKind, StatementLineStatus } from './statement.enums.js';
import { BankMovement, MovementWords, StatementLine, StatementLink, SuspenseMove, SuspenseReturn } from './statement.entities.js';
import type { BookLineInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';

/** A line and the movement that it is. */
interface Booking {
  readonly line: StatementLine;
  readonly movement: BankMovement;
}

async function lockLine(tx: Tx, id: string): Promise<StatementLine> {
  const line = await tx.lock(StatementLine, { id });
  if (line === null) throw notFound('lineId');
  return line;
}

/** What the treasurer says that the line is, read and checked: interest has a purpose, other kinds have none. */
async function readMovement(context: RequestContext, { kind, purpose = null, projectId = null }: BookLineInput): Promise<ProposedMovement> {
  if (kind !== MovementKind.INTEREST_RECEIVED) {
    if (purpose !== null || projectId !== null) throw badInput(purpose === null ? 'projectId' : 'purpose', 'movement.purposeOfInterest');
    return { kind, purpose: null, projectId: null };
  }
  if (purpose === null) throw badInput('purpose', 'movement.needsPurpose');
  if (purpose === InterestPurpose.ADMINISTRATION) {
    if (projectId !== null) throw badInput('projectId', 'movement.projectOfPurpose');
    return { kind, purpose, projectId: null };
  }
  if (projectId === null) throw badInput('projectId', 'movement.needsProject');
  const project = await getVisibleProject(context, readId('projectId', projectId), 'projectId');
  if (!project.isPublic) throw notFound('projectId');
  return { kind, purpose, projectId: project.id };
}

/**
 * Books a line as a movement of its own kind. A treasurer says what it is; up to the limit that is all it takes, above it a second treasurer
 * or an administrator signs by asking for the same again. With `words` the decision is remembered for lines that hold them.
 */
export async function bookLine(context: RequestContext, input: BookLineInput): Promise<StatementLine> {
  const { userId } = requireDecider(context);
  const lineId = readId('lineId', input.lineId);
  const movement = await readMovement(context, input);
  const note = readOptionalText('note', input.note, LIMITS.note);
  const words = readOptionalText('words', input.words, LIMITS.words);
  if (words !== null && wordsKey(words).length < LIMITS.words.min) throw badInput('words', 'text.tooShort', { min: LIMITS.words.min });
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId);
    const [newest] = await newestMovements(tx, [lineId]);
    const standing = newest !== undefined && newest.reversedAt === null ? newest : undefined;
    const isSame = standing !== undefined && standing.kind === movement.kind && standing.purpose === movement.purpose && standing.projectId === movement.projectId;
    const order = standing === undefined ? null : await findStandingOrder(tx.manager, movementBooking, standing.id);
    // Whoever did not hear the answer asks again.
    if (isSame && standing.bookedAt !== null && [order?.preparedById, order?.signedById].includes(userId)) return line;
    const refusal = refuseBooking(line, await tx.manager.existsBy(SuspenseReturn, { lineId }));
    if (refusal !== null) throw refusal;
    if (standing !== undefined && standing.bookedAt === null && order !== null) {
      if (!isSame || standing.amountFen !== amountOf(line)) throw conflict('movement.otherPrepared');
      await signOrder(context, tx, order, titleOfMovement(line));
      await tx.manager.update(BankMovement, { id: standing.id }, { bookedAt: tx.now });
      await postMovements(tx, [{ line, movement: standing }]);
    } else {
      requireRole(context, PlatformRole.TREASURER);
      if (words !== null) await learnWords(tx, line, words, movement, userId);
      await prepareMovements(context, tx, [{ line, movement: newMovement(tx, line, movement, note) }]);
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

/** Fen of a line that are a movement: all of it, or what is left of it in suspense. */
const amountOf = ({ status, suspenseFen, amountFen }: StatementLine): number => (status === StatementLineStatus.SUSPENSE ? suspenseFen : amountFen);

const newMovement = (tx: Tx, line: StatementLine, { kind, purpose, projectId }: ProposedMovement, note: string | null): BankMovement =>
  Object.assign(new BankMovement(), {
    id: newId(tx.now), lineId: line.id, kind, amountFen: amountOf(line), purpose, projectId, note,
    preparedAt: tx.now, bookedAt: null, reversedById: null, reversedAt: null, reversalReason: null,
  });

/** Books new movements; those for which one person is not enough wait for a second signature. */
async function prepareMovements(by: Preparing, tx: Tx, bookings: readonly Booking[]): Promise<void> {
  for (const { line, movement } of bookings) {
    const { state } = await prepareOrder(by, tx, movementBooking, orderOf(line, movement));
    if (state === OrderState.DONE) movement.bookedAt = tx.now;
  }
  insertRows(tx, BankMovement, bookings.map(({ movement }) => movement));
  await postMovements(tx, bookings.filter(({ movement }) => movement.bookedAt !== null));
}

/** Posts what locked lines are. Money that was set aside meanwhile leaves suspense; any other is a line's own entry. */
async function postMovements(tx: Tx, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return;
  const entryIds = await postEntries(tx, bookings.map(({ line, movement }) => ({
    kind: movement.kind,
    sourceKey: sourceOfMovement(movement.id),
    day: dayOfLine(line, tx.now),
    lines: [{ account: bankSideOf(line), amountFen: movement.amountFen }, { account: accountOf(movement), amountFen: -movement.amountFen }],
  })));
  const rows = bookings.map(({ line }, index) => ({ line, entryId: entryIds[index]!, lineId: line.id }));
  insertRows(tx, StatementLink, rows.filter(({ line }) => line.status === StatementLineStatus.OPEN).map(({ entryId, lineId }) => ({ entryId, lineId })));
  insertRows(tx, SuspenseMove, rows.filter(({ line }) => line.status === StatementLineStatus.SUSPENSE).map(({ entryId, lineId }) => ({ entryId, lineId })));
  await settleLines(tx, bookings.map(({ line }) => line.id));
}

const bankSideOf = ({ status }: StatementLine): string => (status === StatementLineStatus.SUSPENSE ? SUSPENSE_ACCOUNT : SPECIAL_BANK_ACCOUNT);

/** Books what is proposed for locked open lines by their words; what waits for a signature already goes on waiting. */
export async function bookProposals(by: Preparing, tx: Tx, lines: readonly StatementLine[]): Promise<void> {
  const proposed = lines.filter(({ status, movementKind, movementPurpose }) => status === StatementLineStatus.OPEN && movementKind !== null && (movementKind !== MovementKind.INTEREST_RECEIVED || movementPurpose !== null));
  const waiting = new Set((await newestMovements(tx, proposed.map(({ id }) => id))).filter(({ bookedAt }) => bookedAt === null).map(({ lineId }) => lineId));
  const bookings = proposed.filter(({ id }) => !waiting.has(id)).map((line) => {
    const movement = { kind: line.movementKind!, purpose: line.movementPurpose, projectId: line.movementProjectId };
    return { line, movement: newMovement(tx, line, movement, null) };
  });
  await prepareMovements(by, tx, bookings);
}

/** The newest movement of each of these lines that has any. */
async function newestMovements(tx: Tx, lineIds: readonly string[]): Promise<BankMovement[]> {
  const [all] = await tx.ask(rowsOf(tx, BankMovement, `${among('line_id', lineIds)} ORDER BY id`, lineIds));
  return [...new Map(all.map((movement) => [movement.lineId, movement])).values()];
}

/** Takes back a booking that waits for its second signature, or refuses it. Nothing has moved. */
export async function withdrawMovement(context: RequestContext, rawLineId: string): Promise<StatementLine> {
  requireDecider(context);
  const lineId = readId('lineId', rawLineId);
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId);
    const [newest] = await newestMovements(tx, [lineId]);
    const order = newest === undefined || newest.bookedAt !== null ? null : await findStandingOrder(tx.manager, movementBooking, newest.id);
    if (newest === undefined || order === null) throw invalidState('movement.notPrepared');
    await closeOrder(context, tx, order, titleOfMovement(line), null);
    await tx.manager.delete(BankMovement, { id: newest.id });
    return line;
  });
}

/** Turns the entry of a line's movement round, with a reason; the line is open again, or its money is in suspense again. */
export async function reverseMovement(context: RequestContext, rawLineId: string, rawReason: string): Promise<StatementLine> {
  const { userId } = requireRole(context, PlatformRole.TREASURER);
  const lineId = readId('lineId', rawLineId);
  const reason = readText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    const line = await lockLine(tx, lineId);
    const [movement] = await newestMovements(tx, [lineId]);
    // Whoever did not hear the answer asks again.
    if (movement?.reversedById === userId && movement.reversalReason === reason) return line;
    if (movement === undefined || movement.bookedAt === null || movement.reversedAt !== null) throw invalidState('movement.notBooked');
    const order = await findStandingOrder(tx.manager, movementBooking, movement.id);
    const refusal = refuseReversal(movement, order?.preparedById ?? null, userId, context.env.releaseSecondSignatureFen);
    if (refusal !== null) throw refusal;
    await postReversal(tx, line, movement);
    await tx.manager.update(BankMovement, { id: movement.id }, { reversedById: userId, reversedAt: tx.now, reversalReason: reason });
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

async function postReversal(tx: Tx, line: StatementLine, movement: BankMovement): Promise<void> {
  const [entries] = await tx.ask({
    sql: `SELECT e.id, l.line_id FROM journal_entries e LEFT JOIN statement_links l ON l.entry_id = e.id WHERE e.source_key = ?`,
    values: [sourceOfMovement(movement.id)],
    read: (rows: Record<string, unknown>[]) => rows.map(({ id, line_id }) => ({ id: String(id), isLinked: line_id !== null })),
  });
  const { id: entryId, isLinked } = entries[0]!;
  const reversalId = await postEntry(tx, {
    kind: MOVEMENT_REVERSED,
    sourceKey: sourceOfMovementReversal(movement.id),
    reversesId: entryId,
    day: dayOfLine(line, tx.now),
    lines: [{ account: accountOf(movement), amountFen: movement.amountFen }, { account: isLinked ? SPECIAL_BANK_ACCOUNT : SUSPENSE_ACCOUNT, amountFen: -movement.amountFen }],
  });
  if (isLinked) {
    await tx.manager.delete(StatementLink, { lineId: line.id });
    await tx.manager.update(StatementLine, { id: line.id }, { status: StatementLineStatus.OPEN, reasons: '[]' });
  } else {
    await tx.manager.insert(SuspenseMove, { entryId: reversalId, lineId: line.id });
    await tx.manager.update(StatementLine, { id: line.id }, { status: StatementLineStatus.SUSPENSE, suspenseFen: line.suspenseFen + movement.amountFen });
  }
}

/** Remembers that lines which hold the words and go the same way are such movements. Learned before, the newer decision holds. */
async function learnWords(tx: Tx, line: StatementLine, words: string, { kind, purpose, projectId }: ProposedMovement, userId: string): Promise<void> {
  const key = wordsKey(words);
  if (!wordsKey(line.remark).includes(key)) throw badInput('words', 'movement.wordsNotInLine');
  const isIncoming = line.amountFen > 0;
  await tx.manager.delete(MovementWords, { wordsKey: key, isIncoming });
  await tx.manager.insert(MovementWords, { id: newId(tx.now), words, wordsKey: key, isIncoming, kind, purpose, projectId, learnedById: userId, learnedAt: tx.now });
}

/** Forgets words; lines that are proposed by them already keep their proposals until they are matched anew. */
export async function forgetMovementWords(context: RequestContext, rawId: string): Promise<string> {
  requireRole(context, PlatformRole.TREASURER);
  const id = readId('id', rawId);
  const { affected } = await context.db.transact((tx) => tx.manager.delete(MovementWords, { id }));
  if (affected === 0) throw notFound('id');
  return id;
}
