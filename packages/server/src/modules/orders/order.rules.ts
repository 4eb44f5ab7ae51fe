import { shanghaiDay } from '../../lib/days.js';
import { OrderObstacle, OrderState } from './order.entities.js';

/** A person who wants to take a step of an order. */
export interface Decider {
  readonly userId: string;
  /** Whether the person has the role for it. */
  readonly mayPrepare: boolean;
  readonly maySign: boolean;
}

/** The people who must keep out of an order: those of its unit, and those whose earlier duty excludes it. */
export interface Duties {
  readonly unitMembers: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
}

/**
 * Returns the obstacle that excludes `userId` from both preparing and signing, or null. The own unit comes before other
 * duties, because people should hear of it first.
 */
const dutyOf = (
  userId: string,
  { unitMembers, excluded }: Duties,
): OrderObstacle.OWN_UNIT | OrderObstacle.OTHER_DUTY | null => {
  if (unitMembers.has(userId)) return OrderObstacle.OWN_UNIT;
  return excluded.has(userId) ? OrderObstacle.OTHER_DUTY : null;
};

/** Returns why `person` cannot prepare an order, or null. */
export const obstacleToPrepare = (person: Decider, duties: Duties): OrderObstacle | null =>
  person.mayPrepare ? dutyOf(person.userId, duties) : OrderObstacle.NOT_A_TREASURER;

/** Returns why `person` cannot sign `order`, or null. */
export function obstacleToSign(
  order: { readonly state: OrderState; readonly preparedById: string },
  person: Decider,
  duties: Duties,
): OrderObstacle | null {
  if (!person.maySign) return OrderObstacle.NOT_A_TREASURER;
  if (order.state !== OrderState.PREPARED) return OrderObstacle.DECIDED;
  const duty = dutyOf(person.userId, duties);
  if (duty !== null) return duty;
  if (order.preparedById === person.userId) return OrderObstacle.PREPARED_BY_VIEWER;
  // The second person cannot rely on a preparer who has a duty that excludes the order. The preparer may have joined
  // the unit since, or prepared the order before the duty excluded it.
  return dutyOf(order.preparedById, duties) === null ? null : OrderObstacle.PREPARED_AGAINST_DUTY;
}

/**
 * Returns why `person` cannot withdraw or refuse `order`, or null. An excluding duty is no obstacle here, because a
 * withdrawal or refusal moves nothing.
 */
export function obstacleToClose(
  order: { readonly state: OrderState; readonly preparedById: string },
  person: Decider,
  duties: Duties,
): OrderObstacle | null {
  if (!person.maySign) return OrderObstacle.NOT_A_TREASURER;
  if (order.state !== OrderState.PREPARED) return OrderObstacle.DECIDED;
  return duties.unitMembers.has(person.userId) && order.preparedById !== person.userId ? OrderObstacle.OWN_UNIT : null;
}

/** Returns the state of an order after `userId` closes it. */
export const closedBy = (
  order: { readonly preparedById: string },
  userId: string | null,
): OrderState.WITHDRAWN | OrderState.REFUSED =>
  userId === null || userId === order.preparedById ? OrderState.WITHDRAWN : OrderState.REFUSED;

/**
 * Whether one person is enough for `amountFen`. `aloneFen` is what single persons have already carried out in the same
 * scope and month. The month is added up, because otherwise a payment in two parts would need no second person.
 */
export const needsOneSignature = (amountFen: number, aloneFen: number, aloneUpToFen: number): boolean =>
  aloneFen + amountFen <= aloneUpToFen;

/** Returns the month of `time` in Shanghai, as "YYYY-MM". */
export const monthOf = (time: Date): string => shanghaiDay(time).slice(0, 7);
