import type { EntityManager } from 'typeorm';
import { holds, type RoleHolder } from '../../permission.js';
import { suspendedUserIds } from '../identity/index.js';
import { peopleBoundTo } from '../organizations/index.js';
import type { OrderKind, OrderSubject } from './order-kinds.js';
import type { Decider, Duties } from './order.rules.js';
import { decidersOf } from './project-duties.js';
import { decideOrders, prepareOrders } from './orders.permissions.js';

/** Returns what the person may do with orders of a kind, duties aside. */
export const deciderOf = (person: RoleHolder & { readonly userId: string }, kind: OrderKind): Decider => ({
  userId: person.userId,
  mayPrepare: holds(person, kind.prepare ?? prepareOrders),
  maySign: holds(person, kind.sign ?? decideOrders),
});

const NOBODY: ReadonlySet<string> = new Set();

/** Returns the people who must keep out of each order at `now`, by few queries however many orders there are. */
export async function dutiesOfAll(
  manager: EntityManager,
  orders: readonly { readonly kind: OrderKind; readonly subject: OrderSubject }[],
  now: Date,
): Promise<Duties[]> {
  const excludedOf = new Map<OrderKind, ReadonlyMap<string, ReadonlySet<string>>>();
  const togetherOf = new Map<OrderKind, ReadonlyMap<string, readonly string[]>>();
  for (const kind of new Set(orders.map((order) => order.kind))) {
    const unitIds = orders.flatMap((order) => (order.kind === kind ? (order.subject.unitId ?? []) : []));
    const together = await kind.together?.(manager, unitIds);
    if (together !== undefined) togetherOf.set(kind, together);
    const subjectIds = orders.flatMap((order) => (order.kind === kind ? order.subject.subjectId : []));
    const excluded = await kind.excluded?.(manager, subjectIds);
    if (excluded !== undefined) excludedOf.set(kind, excluded);
  }
  const unitsOf = ({ kind, subject: { unitId } }: (typeof orders)[number]): readonly string[] =>
    unitId === null ? [] : (togetherOf.get(kind)?.get(unitId) ?? [unitId]);
  const membersOf = await peopleBoundTo(manager, orders.flatMap(unitsOf), now);
  // What somebody prepared before the account was suspended is not signed: the account may have been in other hands.
  const suspended = await suspendedUserIds(manager);
  const deciders = await decidersOf(
    manager,
    orders.flatMap(({ subject: { projectId } }) => projectId ?? []),
  );
  return orders.map((order) => {
    const { subjectId, projectId } = order.subject;
    return {
      unitMembers: new Set(unitsOf(order).flatMap((unitId) => [...membersOf.get(unitId)!])),
      excluded: new Set([
        ...(excludedOf.get(order.kind)?.get(subjectId) ?? NOBODY),
        ...(projectId === null ? NOBODY : deciders.get(projectId)!),
        ...suspended,
      ]),
    };
  });
}

/** Returns the people who must keep out of an order at `now`. */
export async function dutiesOf(
  manager: EntityManager,
  kind: OrderKind,
  subject: OrderSubject,
  now: Date,
): Promise<Duties> {
  const [duties] = await dutiesOfAll(manager, [{ kind, subject }], now);
  return duties!;
}
