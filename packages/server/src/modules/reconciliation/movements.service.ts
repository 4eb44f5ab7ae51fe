import { type RequestContext, requirePermission, requireViewer } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { sqlIn, insertRows, rowsOf } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { postEntries, postEntry, SPECIAL_BANK_ACCOUNT, SUSPENSE_ACCOUNT } from '../ledger/index.js';
import {
  closeOrder,
  decideOrders,
  decidersOf,
  findStandingOrder,
  OrderState,
  prepareOrder,
  prepareOrders,
  type Preparing,
  signOrder,
} from '../orders/index.js';
import { getVisibleProject } from '../projects/index.js';
import { movementReversed } from './bank-entry-kinds.js';
import { settleLines } from './known-entries.js';
import { movementBooking, movementReversal, orderOf, orderOfReversal, titleOfMovement } from './movement-order.js';
import { dayOfLine } from './suspend-lines.js';
import { wordsKey, type ProposedMovement } from './movement.rules.js';
import { accountOf, refuseBooking, sourceOfMovement, sourceOfMovementReversal } from './movements.rules.js';
import { InterestPurpose, MovementKind, StatementLineStatus } from './statement.enums.js';
import { BankMovement, MovementWords, StatementLine, StatementLink, SuspenseMove } from './statement.entities.js';
import type { BookLineInput } from './statement.inputs.js';
import { LIMITS } from './statement.limits.js';
import { findPreparedReturn } from './suspense-order.js';
import { STATEMENTS } from './reconciliation.topics.js';
import { keepStatements } from './reconciliation.permissions.js';

/** A line and its movement. */
interface Booking {
  readonly line: StatementLine;
  readonly movement: BankMovement;
}

async function lockLine(tx: Tx, id: string): Promise<StatementLine> {
  const line = await tx.lock(StatementLine, { id });
  if (line === null) throw notFound('lineId');
  return line;
}

/** Reads the movement that the treasurer names. Interest must have a purpose, and other kinds must have none. */
async function readMovement(
  context: RequestContext,
  { kind, purpose = null, projectId = null }: BookLineInput,
): Promise<ProposedMovement> {
  if (kind !== MovementKind.INTEREST_RECEIVED) {
    if (purpose !== null || projectId !== null)
      throw badInput(purpose === null ? 'projectId' : 'purpose', 'movement.purposeOfInterest');
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
 * Books a line as a movement of its own kind, which a treasurer chooses. Up to the limit it is booked at once. Above
 * the limit, a second treasurer or an administrator signs with the same request. With `words`, the decision is also
 * learned for other lines that contain these words.
 */
export async function bookLine(context: RequestContext, input: BookLineInput): Promise<StatementLine> {
  const { userId } = requirePermission(context, decideOrders);
  const lineId = readId('lineId', input.lineId);
  const movement = await readMovement(context, input);
  const note = readOptionalText('note', input.note, LIMITS.note);
  const words = readOptionalText('words', input.words, LIMITS.words);
  if (words !== null && wordsKey(words).length < LIMITS.words.min)
    throw badInput('words', 'text.tooShort', { min: LIMITS.words.min });
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId);
    const [newest] = await newestMovements(tx, [lineId]);
    const standing = newest !== undefined && newest.reversedAt === null ? newest : undefined;
    const isSame =
      standing !== undefined &&
      standing.kind === movement.kind &&
      standing.purpose === movement.purpose &&
      standing.projectId === movement.projectId;
    const order = standing === undefined ? null : await findStandingOrder(tx.manager, movementBooking, standing.id);
    const bookedMovement = standing !== undefined && standing.bookedAt !== null;
    // A client that did not receive the answer repeats the request.
    if (
      isSame &&
      bookedMovement &&
      line.status === StatementLineStatus.SETTLED &&
      [order?.preparedById, order?.signedById].includes(userId)
    )
      return line;
    const preparedReturn = (await findPreparedReturn(tx, lineId)) !== null;
    const refusal = refuseBooking(line, { preparedReturn, bookedMovement });
    if (refusal !== null) throw refusal;
    if (standing !== undefined && order !== null) {
      if (!isSame || standing.amountFen !== amountOf(line)) throw conflict('movement.otherPrepared');
      await signOrder(context, tx, order, titleOfMovement(line));
      await tx.manager.update(BankMovement, { id: standing.id }, { bookedAt: tx.now });
      await postMovements(tx, [{ line, movement: standing }]);
    } else {
      requirePermission(context, prepareOrders);
      if (words !== null) await learnWords(tx, line, words, movement, userId);
      await prepareMovements(context, tx, [{ line, movement: newMovement(tx, line, movement, note) }]);
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

/** Returns the fen of a line that its movement covers: all of it, or the part that is still in suspense. */
const amountOf = ({ status, suspenseFen, amountFen }: StatementLine): number =>
  status === StatementLineStatus.SUSPENSE ? suspenseFen : amountFen;

const newMovement = (
  tx: Tx,
  line: StatementLine,
  { kind, purpose, projectId }: ProposedMovement,
  note: string | null,
): BankMovement =>
  Object.assign(new BankMovement(), {
    id: newId(tx.now),
    lineId: line.id,
    kind,
    amountFen: amountOf(line),
    purpose,
    projectId,
    note,
    preparedAt: tx.now,
    bookedAt: null,
    reversedAt: null,
    reversalReason: null,
  });

/** Prepares new movements and books those that need one person only. The others wait for a second signature. */
async function prepareMovements(by: Preparing, tx: Tx, bookings: readonly Booking[]): Promise<void> {
  for (const { line, movement } of bookings) {
    const { state } = await prepareOrder(by, tx, movementBooking, orderOf(line, movement));
    if (state === OrderState.DONE) movement.bookedAt = tx.now;
  }
  insertRows(
    tx,
    BankMovement,
    bookings.map(({ movement }) => movement),
  );
  await postMovements(
    tx,
    bookings.filter(({ movement }) => movement.bookedAt !== null),
  );
}

/**
 * Posts the movements of locked lines. The money of a line in suspense leaves suspense. For any other line, the entry
 * is linked to the line.
 */
async function postMovements(tx: Tx, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return;
  const entryIds = await postEntries(
    tx,
    bookings.map(({ line, movement }) => ({
      kind: movement.kind,
      sourceKey: sourceOfMovement(movement.id),
      day: dayOfLine(line, tx.now),
      lines: [
        { account: bankSideOf(line), amountFen: movement.amountFen },
        { account: accountOf(movement), amountFen: -movement.amountFen },
      ],
    })),
  );
  const rows = bookings.map(({ line }, index) => ({ line, entryId: entryIds[index]!, lineId: line.id }));
  insertRows(
    tx,
    StatementLink,
    rows
      .filter(({ line }) => line.status === StatementLineStatus.OPEN)
      .map(({ entryId, lineId }) => ({ entryId, lineId })),
  );
  insertRows(
    tx,
    SuspenseMove,
    rows
      .filter(({ line }) => line.status === StatementLineStatus.SUSPENSE)
      .map(({ entryId, lineId }) => ({ entryId, lineId })),
  );
  await settleLines(
    tx,
    bookings.map(({ line }) => line.id),
  );
}

const bankSideOf = ({ status }: StatementLine): string =>
  status === StatementLineStatus.SUSPENSE ? SUSPENSE_ACCOUNT : SPECIAL_BANK_ACCOUNT;

/**
 * Books the proposed movements of locked open lines. Bookings that already wait for a signature stay as they are. Returns
 * the lines that a colleague has to book, because the person decided on the project to which their money belongs.
 */
export async function bookProposals(
  by: Preparing,
  tx: Tx,
  lines: readonly StatementLine[],
): Promise<readonly StatementLine[]> {
  const proposed = lines.filter(
    ({ status, movementKind, movementPurpose }) =>
      status === StatementLineStatus.OPEN &&
      movementKind !== null &&
      (movementKind !== MovementKind.INTEREST_RECEIVED || movementPurpose !== null),
  );
  const waiting = new Set(
    (
      await newestMovements(
        tx,
        proposed.map(({ id }) => id),
      )
    )
      .filter(({ bookedAt }) => bookedAt === null)
      .map(({ lineId }) => lineId),
  );
  const deciders = await decidersOf(
    tx.manager,
    proposed.flatMap(({ movementProjectId }) => movementProjectId ?? []),
  );
  const { userId } = requireViewer(by);
  const isLeft = ({ movementProjectId }: StatementLine) =>
    movementProjectId !== null && deciders.get(movementProjectId)!.has(userId);
  const bookings = proposed
    .filter((line) => !waiting.has(line.id) && !isLeft(line))
    .map((line) => {
      const movement = { kind: line.movementKind!, purpose: line.movementPurpose, projectId: line.movementProjectId };
      return { line, movement: newMovement(tx, line, movement, null) };
    });
  await prepareMovements(by, tx, bookings);
  return proposed.filter(isLeft);
}

/** Returns the newest movement of each of these lines that has one. */
async function newestMovements(tx: Tx, lineIds: readonly string[]): Promise<BankMovement[]> {
  const [all] = await tx.query(rowsOf(tx, BankMovement, `${sqlIn('line_id', lineIds)} ORDER BY id`, lineIds));
  return [...new Map(all.map((movement) => [movement.lineId, movement])).values()];
}

/** Withdraws or refuses a booking or a reversal that waits for its second signature. No money has moved. */
export async function withdrawMovement(context: RequestContext, rawLineId: string): Promise<StatementLine> {
  requirePermission(context, decideOrders);
  const lineId = readId('lineId', rawLineId);
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId);
    const [newest] = await newestMovements(tx, [lineId]);
    const isBooked = newest?.bookedAt != null;
    const order =
      newest === undefined || newest.reversedAt !== null
        ? null
        : await findStandingOrder(tx.manager, isBooked ? movementReversal : movementBooking, newest.id);
    if (newest === undefined || order === null) throw invalidState('movement.notPrepared');
    await closeOrder(context, tx, order, titleOfMovement(line), null);
    if (!isBooked) await tx.manager.delete(BankMovement, { id: newest.id });
    return line;
  });
}

/**
 * Reverses the entry of a line's movement, with a reason. The line is open again, or its money is in suspense again. A
 * treasurer prepares the reversal, and up to the limit it is done at once. Above the limit, a second treasurer or an
 * administrator signs with the same request.
 */
export async function reverseMovement(
  context: RequestContext,
  rawLineId: string,
  rawReason: string | null,
): Promise<StatementLine> {
  const { userId } = requirePermission(context, decideOrders);
  const lineId = readId('lineId', rawLineId);
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  return context.db.transact(async (tx) => {
    tx.changed(STATEMENTS);
    const line = await lockLine(tx, lineId);
    const [movement] = await newestMovements(tx, [lineId]);
    const order = movement === undefined ? null : await findStandingOrder(tx.manager, movementReversal, movement.id);
    // A client that did not receive the answer repeats the request.
    if (order?.state === OrderState.DONE && [order.preparedById, order.signedById].includes(userId)) return line;
    if (movement === undefined || movement.bookedAt === null || movement.reversedAt !== null)
      throw invalidState('movement.notBooked');
    if (order !== null) {
      await signOrder(context, tx, order, titleOfMovement(line));
      await postReversal(tx, line, movement, order.reason);
    } else {
      requirePermission(context, prepareOrders);
      const why = readText('reason', reason ?? '', LIMITS.reason);
      const { state } = await prepareOrder(context, tx, movementReversal, orderOfReversal(line, movement, why));
      if (state === OrderState.DONE) await postReversal(tx, line, movement, why);
    }
    return tx.manager.findOneByOrFail(StatementLine, { id: lineId });
  });
}

async function postReversal(
  tx: Tx,
  line: StatementLine,
  movement: BankMovement,
  reversalReason: string | null,
): Promise<void> {
  await tx.manager.update(BankMovement, { id: movement.id }, { reversedAt: tx.now, reversalReason });
  const [entries] = await tx.query({
    sql: `SELECT e.id, l.line_id FROM journal_entries e LEFT JOIN statement_links l ON l.entry_id = e.id WHERE e.source_key = ?`,
    values: [sourceOfMovement(movement.id)],
    read: (rows: Record<string, unknown>[]) =>
      rows.map(({ id, line_id }) => ({ id: String(id), isLinked: line_id !== null })),
  });
  const { id: entryId, isLinked } = entries[0]!;
  const reversalId = await postEntry(tx, {
    kind: movementReversed.name,
    sourceKey: sourceOfMovementReversal(movement.id),
    reversesId: entryId,
    day: dayOfLine(line, tx.now),
    lines: [
      { account: accountOf(movement), amountFen: movement.amountFen },
      { account: isLinked ? SPECIAL_BANK_ACCOUNT : SUSPENSE_ACCOUNT, amountFen: -movement.amountFen },
    ],
  });
  if (isLinked) {
    await tx.manager.delete(StatementLink, { lineId: line.id });
    await tx.manager.update(StatementLine, { id: line.id }, { status: StatementLineStatus.OPEN, reasons: '[]' });
  } else {
    await tx.manager.insert(SuspenseMove, { entryId: reversalId, lineId: line.id });
    await tx.manager.update(
      StatementLine,
      { id: line.id },
      { status: StatementLineStatus.SUSPENSE, suspenseFen: line.suspenseFen + movement.amountFen },
    );
  }
}

/**
 * Learns that lines with these words and the same direction are such movements. A newer decision replaces an older one.
 */
async function learnWords(
  tx: Tx,
  line: StatementLine,
  words: string,
  { kind, purpose, projectId }: ProposedMovement,
  userId: string,
): Promise<void> {
  const key = wordsKey(words);
  if (!wordsKey(line.remark).includes(key)) throw badInput('words', 'movement.wordsNotInLine');
  const isIncoming = line.amountFen > 0;
  await tx.manager.delete(MovementWords, { wordsKey: key, isIncoming });
  await tx.manager.insert(MovementWords, {
    id: newId(tx.now),
    words,
    wordsKey: key,
    isIncoming,
    kind,
    purpose,
    projectId,
    learnedById: userId,
    learnedAt: tx.now,
  });
}

/** Forgets learned words. Lines that already have a proposal from them keep it until they are matched again. */
export async function forgetMovementWords(context: RequestContext, rawId: string): Promise<string> {
  requirePermission(context, keepStatements);
  const id = readId('id', rawId);
  const { affected } = await context.db.transact((tx) => tx.manager.delete(MovementWords, { id }));
  if (affected === 0) throw notFound('id');
  return id;
}
