import { requirePermission, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { badInput, conflict, invalidState, notFound } from '../../errors.js';
import { readFen, readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { recordOnce } from '../../recorded-once.js';
import { postEntry, SPECIAL_BANK_ACCOUNT } from '../ledger/index.js';
import {
  closeOrder,
  decideOrders,
  findStandingOrder,
  Order,
  OrderState,
  prepareOrder,
  prepareOrders,
  signOrder,
} from '../orders/index.js';
import { Pledge, referenceKey, referenceUses, type ReferenceUse } from '../pledges/index.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveKind, ProgrammeMoveState } from './programme.enums.js';
import { accountsOf, programmeIncome, sourceOfMove } from './programmes.entries.js';
import type { BookProgrammeIncomeInput } from './programmes.inputs.js';
import { contentOf, MOVE_ORDERS } from './programmes.orders.js';
import { LIMITS, refuseMoves } from './programmes.rules.js';
import { programmeTopic } from './programmes.topics.js';

/** Locks a programme that moves money, and reads its accounts in the order in which they pay. */
async function lockProgramme(
  tx: Tx,
  id: string,
  field: string,
): Promise<{ programme: Programme; funds: ProgrammeFund[] }> {
  const programme = await tx.lock(Programme, { id });
  if (programme === null) throw notFound(field);
  const refusal = refuseMoves(programme.state);
  if (refusal !== null) throw refusal;
  const funds = await tx.manager.find(ProgrammeFund, { where: { programmeId: id }, order: { place: 'ASC' } });
  return { programme, funds };
}

/** Throws where a bank reference was used for other money that arrived. */
async function requireFreeReference(tx: Tx, reference: string, field: string): Promise<void> {
  const key = referenceKey(reference);
  if (await tx.manager.existsBy(Pledge, { referenceKey: key })) throw conflict('programme.referenceUsed', field);
  for (const find of referenceUses)
    if ((await find(tx, [reference])).has(key)) throw conflict('programme.referenceUsed', field);
}

/**
 * Prepares the booking of money that arrived on the special account for a programme, by a treasurer. It is booked when
 * a second person signs.
 */
export async function bookProgrammeIncome(
  context: RequestContext,
  input: BookProgrammeIncomeInput,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, prepareOrders);
  const programmeId = readId('programmeId', input.programmeId);
  const amountFen = readFen('amount', input.amount, LIMITS.amountFen);
  const bankReference = readText('bankReference', input.bankReference, LIMITS.bankReference);
  const note = readText('note', input.note, LIMITS.note);
  const { recorded } = await recordOnce(context, {
    operation: 'bookProgrammeIncome',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(ProgrammeMove, { id }),
    async record(tx) {
      const { programme, funds } = await lockProgramme(tx, programmeId, 'programmeId');
      if (!funds.some(({ source }) => source === input.source)) throw badInput('source', 'programme.otherSource');
      await requireFreeReference(tx, bankReference, 'bankReference');
      return prepareMove(context, tx, programme, {
        kind: ProgrammeMoveKind.INCOME,
        source: input.source,
        amountFen,
        note,
        bankReference,
        referenceKey: referenceKey(bankReference),
      });
    },
  });
  return recorded;
}

type Prepared = Pick<ProgrammeMove, 'kind' | 'source' | 'amountFen' | 'note' | 'bankReference' | 'referenceKey'>;

/** Stores a movement and the order that decides it. The caller has locked the programme. */
async function prepareMove(
  context: RequestContext,
  tx: Tx,
  programme: Programme,
  content: Prepared,
): Promise<ProgrammeMove> {
  const move = Object.assign(new ProgrammeMove(), {
    ...content,
    id: newId(tx.now),
    programmeId: programme.id,
    state: ProgrammeMoveState.PREPARED,
    preparedAt: tx.now,
    doneAt: null,
  });
  await prepareOrder(context, tx, MOVE_ORDERS[move.kind], contentOf(move, programme));
  insertRows(tx, ProgrammeMove, [move]);
  tx.changed(programmeTopic.of(programme.id));
  return move;
}

/** Returns where a movement is, before any lock is taken. */
async function findMove({ db }: RequestContext, rawId: string): Promise<ProgrammeMove> {
  const move = await db.read.findOneBy(ProgrammeMove, { id: readId('id', rawId) });
  if (move === null) throw notFound('id');
  return move;
}

async function change(tx: Tx, move: ProgrammeMove, changes: Partial<ProgrammeMove>): Promise<ProgrammeMove> {
  await tx.manager.update(ProgrammeMove, { id: move.id }, changes);
  tx.changed(programmeTopic.of(move.programmeId));
  return Object.assign(move, changes);
}

/** Signs a movement as the second person, and books it. Repeating the same request returns the same result. */
export async function signProgrammeMove(context: RequestContext, rawId: string): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, decideOrders);
  const { id, programmeId } = await findMove(context, rawId);
  return context.db.transact(async (tx) => {
    const { programme, funds } = await lockProgramme(tx, programmeId, 'id');
    const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id });
    const order = await findStandingOrder(tx.manager, MOVE_ORDERS[move.kind], id);
    if (order === null) throw invalidState('order.decided', { status: move.state });
    if (order.state === OrderState.DONE && order.signedById === userId) return move;
    await signOrder(context, tx, order, programme.title);
    return carryOut(tx, move, funds);
  });
}

async function carryOut(tx: Tx, move: ProgrammeMove, funds: readonly ProgrammeFund[]): Promise<ProgrammeMove> {
  const fund = funds.find(({ source }) => source === move.source)!;
  await tx.manager.update(ProgrammeFund, { id: fund.id }, { receivedFen: fund.receivedFen + move.amountFen });
  await postEntry(tx, {
    kind: programmeIncome.name,
    sourceKey: sourceOfMove(move.id),
    lines: [
      { account: SPECIAL_BANK_ACCOUNT, amountFen: move.amountFen },
      { account: accountsOf(fund).received, amountFen: -move.amountFen },
    ],
  });
  return change(tx, move, { state: ProgrammeMoveState.DONE, doneAt: tx.now });
}

/** Withdraws or refuses a movement that waits for its signature. Nothing was booked. */
export async function closeProgrammeMove(
  context: RequestContext,
  rawId: string,
  rawReason: string | null | undefined,
): Promise<ProgrammeMove> {
  requirePermission(context, decideOrders);
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  const { id, programmeId } = await findMove(context, rawId);
  return context.db.transact(async (tx) => {
    const { programme } = await lockProgramme(tx, programmeId, 'id');
    const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id });
    const order = await tx.manager.findOneByOrFail(Order, { kind: MOVE_ORDERS[move.kind].name, subjectId: id });
    const { state } = await closeOrder(context, tx, order, programme.title, reason);
    return change(tx, move, {
      state: state === OrderState.REFUSED ? ProgrammeMoveState.REFUSED : ProgrammeMoveState.WITHDRAWN,
      referenceKey: null,
    });
  });
}

/** Returns the bank references of money that arrived for programmes. */
export const findReferencesOfMoves: ReferenceUse = async (tx, references) => {
  const keys = [...new Set(references.map(referenceKey))];
  const rows = await tx.manager.query<{ reference_key: string }[]>(
    `SELECT reference_key FROM programme_moves WHERE ${sqlIn('reference_key', keys)}`,
    keys,
  );
  return new Set(rows.map((row) => row.reference_key));
};
