import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { conflict, notFound } from '../../errors.js';
import { readId } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { prepareOrder } from '../orders/index.js';
import { Pledge, referenceKey, referenceUses, type ReferenceUse } from '../pledges/index.js';
import { ProgrammeGrant } from './grant.entities.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveState } from './programme.enums.js';
import { contentOf, MOVE_ORDERS } from './programmes.orders.js';
import { refuseMoves } from './programmes.rules.js';
import { programmeTopic } from './programmes.topics.js';

export interface LockedProgramme {
  readonly programme: Programme;
  /** In the order in which they pay. */
  readonly funds: readonly ProgrammeFund[];
}

/** Locks a programme that moves money. Its lock guards the money of all its sources. */
export async function lockProgramme(tx: Tx, id: string, field: string): Promise<LockedProgramme> {
  const programme = await tx.lock(Programme, { id });
  if (programme === null) throw notFound(field);
  const refusal = refuseMoves(programme.state);
  if (refusal !== null) throw refusal;
  return { programme, funds: await fundsOf(tx, id) };
}

export const fundsOf = (tx: Tx, programmeId: string): Promise<ProgrammeFund[]> =>
  tx.manager.find(ProgrammeFund, { where: { programmeId }, order: { place: 'ASC' } });

/**
 * Throws where a bank reference was used for other money that arrived. The table that is about to hold it has a unique
 * index: so a request that is repeated at the same time finds what the first one recorded.
 */
export async function requireFreeReference(
  tx: Tx,
  reference: string,
  storedIn: 'programme_moves' | 'programme_grants',
): Promise<void> {
  const key = referenceKey(reference);
  const isUsed =
    (await tx.manager.existsBy(Pledge, { referenceKey: key })) ||
    (storedIn === 'programme_moves'
      ? await tx.manager.existsBy(ProgrammeGrant, { returnKey: key })
      : await tx.manager.existsBy(ProgrammeMove, { referenceKey: key }));
  if (isUsed) throw conflict('programme.referenceUsed', 'bankReference');
  for (const find of referenceUses)
    if (find !== findReferencesOfMoves && (await find(tx, [reference])).has(key))
      throw conflict('programme.referenceUsed', 'bankReference');
}

/** Runs `work`, which stores a bank reference. Throws CONFLICT where another request stored the same one meanwhile. */
export async function withOwnReference<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicateKey(error)) throw conflict('programme.referenceUsed', 'bankReference');
    throw error;
  }
}

/** Returns the bank references of money that arrived for programmes, and of grants that came back. */
export const findReferencesOfMoves: ReferenceUse = async (tx, references) => {
  const keys = [...new Set(references.map(referenceKey))];
  const rows = await tx.manager.query<{ used_key: string }[]>(
    `SELECT reference_key AS used_key FROM programme_moves WHERE ${sqlIn('reference_key', keys)}
     UNION ALL SELECT return_key FROM programme_grants WHERE ${sqlIn('return_key', keys)}`,
    [...keys, ...keys],
  );
  return new Set(rows.map((row) => row.used_key));
};

/** What kinds of movements differ in. */
type Content = Pick<ProgrammeMove, 'kind' | 'source' | 'amountFen' | 'note'> &
  Partial<Pick<ProgrammeMove, 'bankReference' | 'referenceKey' | 'toProgrammeId'>>;

/** Stores a movement and the order that decides it. The caller has locked the programme. */
export async function prepareMove(
  context: RequestContext,
  tx: Tx,
  programme: Programme,
  content: Content,
): Promise<ProgrammeMove> {
  const move = Object.assign(new ProgrammeMove(), {
    bankReference: null,
    referenceKey: null,
    toProgrammeId: null,
    ...content,
    id: newId(tx.now),
    programmeId: programme.id,
    state: ProgrammeMoveState.PREPARED,
    noticeEndsAt: null,
    stopReason: null,
    stoppedById: null,
    preparedAt: tx.now,
    doneAt: null,
  });
  await prepareOrder(context, tx, MOVE_ORDERS[move.kind], contentOf(move, programme));
  insertRows(tx, ProgrammeMove, [move]);
  tx.changed(programmeTopic.of(programme.id));
  return move;
}

/** Returns a movement before any lock is taken, so that the programme to lock is known. */
export async function findMove({ db }: RequestContext, rawId: string, field: string): Promise<ProgrammeMove> {
  const move = await db.read.findOneBy(ProgrammeMove, { id: readId(field, rawId) });
  if (move === null) throw notFound(field);
  return move;
}

export async function changeMove(tx: Tx, move: ProgrammeMove, changes: Partial<ProgrammeMove>): Promise<ProgrammeMove> {
  await tx.manager.update(ProgrammeMove, { id: move.id }, changes);
  tx.changed(programmeTopic.of(move.programmeId));
  return Object.assign(move, changes);
}

/** Adds to figures of a source. The caller has locked the programme. */
export async function addToFund(
  tx: Tx,
  fund: ProgrammeFund,
  added: Partial<Record<'receivedFen' | 'grantedFen' | 'movedInFen' | 'movedOutFen' | 'heldFen', number>>,
): Promise<void> {
  const changes = Object.fromEntries(
    Object.entries(added).map(([figure, fen]) => [figure, fund[figure as keyof typeof added] + fen]),
  );
  await tx.manager.update(ProgrammeFund, { id: fund.id }, changes);
  Object.assign(fund, changes);
}
