import { defineLoader, may, type RequestContext } from '../../context.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { mayClose, type Order, ordersOf, seeOrders, signObstacle } from '../orders/index.js';
import type { MatchFund } from './match.entities.js';
import { MatchReturnAction } from './match.enums.js';
import { MatchReturn } from './match-return.entity.js';
import { matchReturn } from './match-return.order.js';

export const matchReturnLoader = defineLoader<string, MatchReturn | null>(({ db }, ids) =>
  rowsByKey(db.read, MatchReturn, 'id', ids),
);

const returnsOfFundLoader = defineLoader<string, MatchReturn[]>(({ db }, fundIds) =>
  groupRows(db.read, MatchReturn, 'fundId', fundIds, 'id'),
);

/** Returns what went back to the sponsor, oldest first; with `seeOrders` also what waits or was withdrawn. */
export async function listReturns(context: RequestContext, { id }: MatchFund): Promise<MatchReturn[]> {
  const returns = await returnsOfFundLoader(context).load(id);
  return may(context, seeOrders) ? returns : returns.filter(({ returnedAt }) => returnedAt !== null);
}

/** Whether a return of the fund waits for its second person. */
export const returnWaits = async (context: RequestContext, { id }: MatchFund): Promise<boolean> =>
  (await returnsOfFundLoader(context).load(id)).some(
    ({ returnedAt, withdrawnAt }) => returnedAt === null && withdrawnAt === null,
  );

/** Returns the order of two people behind a return. Null for viewers without `seeOrders`. */
export const orderOfReturn = async (context: RequestContext, { id }: MatchReturn): Promise<Order | null> =>
  may(context, seeOrders) ? ((await ordersOf(context, matchReturn, id))[0] ?? null) : null;

/** Returns what the viewer may do with a return now. */
export async function actionsOnReturn(context: RequestContext, back: MatchReturn): Promise<MatchReturnAction[]> {
  const people = await orderOfReturn(context, back);
  if (people === null) return [];
  const actions = (await signObstacle(context, people)) === null ? [MatchReturnAction.SIGN] : [];
  return (await mayClose(context, people)) ? [...actions, MatchReturnAction.WITHDRAW] : actions;
}
