import type { EntityManager } from 'typeorm';
import { PlatformRole, type ViewerSession } from '../../context.js';
import { Membership } from '../organizations/index.js';
import type { OrderKind, OrderSubject } from './order-kinds.js';
import type { Decider, Duties } from './order.rules.js';

export const deciderOf = ({ userId, roles }: ViewerSession): Decider => ({ userId, isTreasurer: roles.has(PlatformRole.TREASURER), isAdmin: roles.has(PlatformRole.ADMIN) });

/** Who keeps out of an order, as it is now. */
export async function dutiesOf(manager: EntityManager, kind: OrderKind, subject: OrderSubject): Promise<Duties> {
  const members = subject.unitId === null ? [] : await manager.find(Membership, { where: { organizationId: subject.unitId }, select: { userId: true } });
  return { unitMembers: new Set(members.map(({ userId }) => userId)), excluded: await kind.excluded(manager, subject) };
}
