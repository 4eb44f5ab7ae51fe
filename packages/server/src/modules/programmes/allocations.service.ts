import { LessThanOrEqual } from 'typeorm';
import { requirePermission, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput, invalidState, notFound } from '../../errors.js';
import { readFen, readId, readText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { recordOnce } from '../../recorded-once.js';
import { postEntry } from '../ledger/index.js';
import { prepareOrders } from '../orders/index.js';
import { record } from '../trace/index.js';
import {
  addToFund,
  changeMove,
  findMove,
  fundsOf,
  lockProgramme,
  prepareMove,
  type LockedProgramme,
} from './moves.base.js';
import { Programme, ProgrammeFund, ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveKind, ProgrammeMoveState, type ProgrammeSource } from './programme.enums.js';
import { accountsOf, programmeAllocation, sourceOfMove } from './programmes.entries.js';
import type { AllocateProgrammeInput } from './programmes.inputs.js';
import { decideProgrammes } from './programmes.permissions.js';
import { leftOf, LIMITS, refuseMoves, refuseSum } from './programmes.rules.js';
import { programmeTopic } from './programmes.topics.js';
import { allocationStopped } from './programmes.trace.js';

const fundFor = (funds: readonly ProgrammeFund[], source: ProgrammeSource | null): ProgrammeFund =>
  funds.find((fund) => fund.source === source)!;

/**
 * Prepares that money of one source goes to the same source of another programme, by a treasurer. A second person signs,
 * and it is carried out when its public notice has ended.
 */
export async function allocateToProgramme(
  context: RequestContext,
  input: AllocateProgrammeInput,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, prepareOrders);
  const programmeId = readId('programmeId', input.programmeId);
  const toProgrammeId = readId('toProgrammeId', input.toProgrammeId);
  if (programmeId === toProgrammeId) throw badInput('toProgrammeId', 'programme.sameProgramme');
  const amountFen = readFen('amount', input.amount, LIMITS.amountFen);
  const note = readText('note', input.note, LIMITS.note);
  const { recorded } = await recordOnce(context, {
    operation: 'allocateToProgramme',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(ProgrammeMove, { id }),
    async record(tx) {
      const { programme, funds } = await lockProgramme(tx, programmeId, 'programmeId');
      const target = await tx.manager.findOneBy(Programme, { id: toProgrammeId });
      if (target === null || refuseMoves(target.state) !== null) throw notFound('toProgrammeId');
      const fund = funds.find(({ source }) => source === input.source);
      if (fund === undefined) throw badInput('source', 'programme.otherSource');
      if (!(await fundsOf(tx, toProgrammeId)).some(({ source }) => source === input.source))
        throw badInput('source', 'programme.targetSource');
      const refusal = refuseSum(amountFen, leftOf(fund), 'amount');
      if (refusal !== null) throw refusal;
      return prepareMove(context, tx, programme, {
        kind: ProgrammeMoveKind.ALLOCATION,
        source: input.source,
        amountFen,
        note,
        toProgrammeId,
      });
    },
  });
  return recorded;
}

/** Refuses an allocation whose source has spent the money since it was prepared. */
export function refuseAllocation({ source, amountFen }: ProgrammeMove, { funds }: LockedProgramme): void {
  const refusal = refuseSum(amountFen, leftOf(fundFor(funds, source)), 'id');
  if (refusal !== null) throw refusal;
}

/** Begins the public notice of an allocation that two people decided on, and holds its money until then. */
export async function beginNotice(
  { env }: RequestContext,
  tx: Tx,
  move: ProgrammeMove,
  { funds }: LockedProgramme,
): Promise<ProgrammeMove> {
  await addToFund(tx, fundFor(funds, move.source), { heldFen: move.amountFen });
  return changeMove(tx, move, {
    state: ProgrammeMoveState.NOTICE,
    noticeEndsAt: new Date(tx.now.getTime() + env.publicNoticeDays * DAY_MS),
  });
}

/** Locks both programmes of an allocation in public notice. Returns null when it no longer is. */
async function lockNotice(
  tx: Tx,
  { id, programmeId, toProgrammeId }: ProgrammeMove,
): Promise<{ move: ProgrammeMove; from: ProgrammeFund; to: ProgrammeFund } | null> {
  await tx.lockAll(Programme, [programmeId, toProgrammeId!].sort());
  const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id });
  if (move.state !== ProgrammeMoveState.NOTICE) return null;
  const from = fundFor(await fundsOf(tx, programmeId), move.source);
  return { move, from, to: fundFor(await fundsOf(tx, toProgrammeId!), move.source) };
}

/** Stops an allocation in public notice, by a reviewer, with a reason for everybody. Its money stays where it is. */
export async function stopProgrammeAllocation(
  context: RequestContext,
  rawId: string,
  rawReason: string,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, decideProgrammes);
  const reason = readText('reason', rawReason, LIMITS.reason);
  const found = await findMove(context, rawId, 'id');
  if (found.kind !== ProgrammeMoveKind.ALLOCATION) throw invalidState('programme.notInNotice');
  return context.db.transact(async (tx) => {
    const locked = await lockNotice(tx, found);
    // The notice ends by the clock of the database, also where the job has not run yet.
    if (locked === null || locked.move.noticeEndsAt! <= tx.now) throw invalidState('programme.notInNotice');
    await addToFund(tx, locked.from, { heldFen: -locked.move.amountFen });
    record(tx, context, allocationStopped, { subject: found.programmeId, after: { move: found.id }, reason });
    return changeMove(tx, locked.move, {
      state: ProgrammeMoveState.STOPPED,
      stopReason: reason,
      stoppedById: userId,
    });
  });
}

/** Carries out the allocations whose public notice has ended. */
export async function carryOutAllocations({ db, clock }: Services, signal: AbortSignal): Promise<void> {
  const due = await db.read.find(ProgrammeMove, {
    where: { state: ProgrammeMoveState.NOTICE, noticeEndsAt: LessThanOrEqual(clock.now()) },
    order: { id: 'ASC' },
  });
  for (const one of due) {
    signal.throwIfAborted();
    await db.transact(async (tx) => {
      const locked = await lockNotice(tx, one);
      if (locked === null) return;
      const { move, from, to } = locked;
      const { amountFen } = move;
      await addToFund(tx, from, { heldFen: -amountFen, movedOutFen: amountFen });
      await addToFund(tx, to, { movedInFen: amountFen });
      await postEntry(tx, {
        kind: programmeAllocation.name,
        sourceKey: sourceOfMove(move.id),
        lines: [
          { account: accountsOf(from).released, amountFen },
          { account: accountsOf(to).received, amountFen: -amountFen },
        ],
      });
      tx.changed(programmeTopic.of(to.programmeId));
      await changeMove(tx, move, { state: ProgrammeMoveState.DONE, doneAt: tx.now });
    });
  }
}
