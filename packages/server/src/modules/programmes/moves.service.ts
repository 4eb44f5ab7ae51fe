import { requirePermission, type RequestContext } from '../../context.js';
import { badInput, invalidState } from '../../errors.js';
import { readOptionalText } from '../../input.js';
import { closeOrder, decideOrders, findStandingOrder, Order, OrderState, signOrder } from '../orders/index.js';
import { beginNotice, refuseAllocation } from './allocations.service.js';
import { divideGrants, dropGrants, payGrants } from './grants.service.js';
import { bookIncome } from './incomes.service.js';
import { changeMove, findMove, lockProgramme } from './moves.base.js';
import { ProgrammeMove } from './programme.entities.js';
import { ProgrammeMoveKind, ProgrammeMoveState } from './programme.enums.js';
import { MOVE_ORDERS } from './programmes.orders.js';
import { LIMITS } from './programmes.rules.js';

/**
 * Signs a movement as the second person, and carries it out. Grants need the bank's reference of their payment.
 * Repeating the same request returns the same result.
 */
export async function signProgrammeMove(
  context: RequestContext,
  rawId: string,
  rawReference: string | null | undefined,
): Promise<ProgrammeMove> {
  const { userId } = requirePermission(context, decideOrders);
  const reference = readOptionalText('bankReference', rawReference, LIMITS.bankReference);
  const { id, programmeId } = await findMove(context, rawId, 'id');
  return context.db.transact(async (tx) => {
    const of = await lockProgramme(tx, programmeId, 'id');
    const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id });
    const order = await findStandingOrder(tx.manager, MOVE_ORDERS[move.kind], id);
    if (order === null) throw invalidState('order.decided', { status: move.state });
    if (order.state === OrderState.DONE && order.signedById === userId) return move;
    const isWaiting = move.state === ProgrammeMoveState.PREPARED;
    const sign = () => signOrder(context, tx, order, of.programme.title);
    const done = { state: ProgrammeMoveState.DONE, doneAt: tx.now };
    switch (isWaiting ? move.kind : null) {
      case ProgrammeMoveKind.INCOME:
        await sign();
        await bookIncome(tx, move, of);
        return changeMove(tx, move, done);
      case ProgrammeMoveKind.GRANTS: {
        if (reference === null) throw badInput('bankReference', 'programme.paymentReference');
        const shares = await divideGrants(tx, move, of);
        await sign();
        await payGrants(tx, move, of, shares);
        return changeMove(tx, move, { ...done, bankReference: reference });
      }
      case ProgrammeMoveKind.ALLOCATION:
        refuseAllocation(move, of);
        await sign();
        return beginNotice(context, tx, move, of);
      default:
        // The order refuses what is decided already.
        await sign();
        return move;
    }
  });
}

/** Withdraws or refuses a movement that waits for its signature. Nothing was booked. */
export async function closeProgrammeMove(
  context: RequestContext,
  rawId: string,
  rawReason: string | null | undefined,
): Promise<ProgrammeMove> {
  requirePermission(context, decideOrders);
  const reason = readOptionalText('reason', rawReason, LIMITS.reason);
  const { id, programmeId } = await findMove(context, rawId, 'id');
  return context.db.transact(async (tx) => {
    const { programme } = await lockProgramme(tx, programmeId, 'id');
    const move = await tx.manager.findOneByOrFail(ProgrammeMove, { id });
    const order = await tx.manager.findOneByOrFail(Order, { kind: MOVE_ORDERS[move.kind].name, subjectId: id });
    const { state } = await closeOrder(context, tx, order, programme.title, reason);
    if (move.kind === ProgrammeMoveKind.GRANTS) await dropGrants(tx, move);
    return changeMove(tx, move, {
      state: state === OrderState.REFUSED ? ProgrammeMoveState.REFUSED : ProgrammeMoveState.WITHDRAWN,
      referenceKey: null,
    });
  });
}
