import { shanghaiDay } from '../../lib/days.js';
import { OrderObstacle, OrderState } from './order.entities.js';

/** Somebody who wants to take a step of an order. */
export interface Decider {
  readonly userId: string;
  readonly isTreasurer: boolean;
  readonly isAdmin: boolean;
}

/** Who keeps out of an order: the members of its unit, and whoever did a duty that excludes it. */
export interface Duties {
  readonly unitMembers: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

/** The duty of `userId` that excludes both preparing and signing, in the order in which people should hear of it; or null. */
const dutyOf = (userId: string, { unitMembers, excluded }: Duties): OrderObstacle.OWN_UNIT | OrderObstacle.OTHER_DUTY | null => {
  if (unitMembers.has(userId)) return OrderObstacle.OWN_UNIT;
  return excluded.has(userId) ? OrderObstacle.OTHER_DUTY : null;
};

/** Why `person` cannot prepare an order, or null. Only treasurers prepare. */
export const obstacleToPrepare = (person: Decider, duties: Duties): OrderObstacle | null =>
  person.isTreasurer ? dutyOf(person.userId, duties) : OrderObstacle.NOT_A_TREASURER;

/** Why `person` cannot sign `order`, or null. Another treasurer or an administrator signs. */
export function obstacleToSign(order: { readonly state: OrderState; readonly preparedById: string }, person: Decider, duties: Duties): OrderObstacle | null {
  if (!person.isTreasurer && !person.isAdmin) return OrderObstacle.NOT_A_TREASURER;
  if (order.state !== OrderState.PREPARED) return OrderObstacle.DECIDED;
  const duty = dutyOf(person.userId, duties);
  if (duty !== null) return duty;
  if (order.preparedById === person.userId) return OrderObstacle.PREPARED_BY_VIEWER;
  // Whoever joined the unit since, or prepared it before this duty excluded it, has not prepared it for the second person to trust.
  return dutyOf(order.preparedById, duties) === null ? null : OrderObstacle.PREPARED_AGAINST_DUTY;
}

/** Why `person` cannot withdraw or refuse `order`, or null. Nothing moves by it, so whoever did an excluding duty may do it. */
export function obstacleToClose(order: { readonly state: OrderState; readonly preparedById: string }, person: Decider, duties: Duties): OrderObstacle | null {
  if (!person.isTreasurer && !person.isAdmin) return OrderObstacle.NOT_A_TREASURER;
  if (order.state !== OrderState.PREPARED) return OrderObstacle.DECIDED;
  return duties.unitMembers.has(person.userId) && order.preparedById !== person.userId ? OrderObstacle.OWN_UNIT : null;
}

/** What an order becomes that `userId` closes. */
export const closedBy = (order: { readonly preparedById: string }, userId: string | null): OrderState.WITHDRAWN | OrderState.REFUSED =>
  userId === null || userId === order.preparedById ? OrderState.WITHDRAWN : OrderState.REFUSED;

/**
 * Whether one person is enough for `amountFen`, when single persons have carried out `aloneFen` of the same scope in the same month.
 * Months are added up because a payment in two parts would otherwise need no second person.
 */
export const isOneEnough = (amountFen: number, aloneFen: number, aloneUpToFen: number): boolean => aloneFen + amountFen <= aloneUpToFen;

/** The month of `time` in Shanghai, as "YYYY-MM". */
export const monthOf = (time: Date): string => shanghaiDay(time).slice(0, 7);
