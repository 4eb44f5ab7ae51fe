import { In, type EntityManager } from 'typeorm';
import { Order, OrderState, type OrderKind } from '../orders/index.js';
import { AccessChange, AccessChangeKind } from './access-change.entity.js';
import { recoverAccess } from './recovery.permissions.js';

/**
 * The order behind a change of access. The person whose access it is neither prepares nor signs it, and members of a
 * unit keep out of who owns it.
 */
const orderOf = (name: AccessChangeKind, label: OrderKind['label']): OrderKind => ({
  name,
  secondPerson: 'ALWAYS',
  label,
  path: () => '/admin?tab=accounts',
  prepare: recoverAccess,
  sign: recoverAccess,
  words: {
    ownUnit: 'recovery.ownUnit',
    preparedByViewer: 'recovery.secondAdmin',
    otherDuty: 'recovery.ownAccess',
  },
  async excluded(manager, changeIds) {
    const changes = await manager.findBy(AccessChange, { id: In([...changeIds]) });
    return new Map(changes.map(({ id, userId }) => [id, new Set([userId])]));
  },
});

export const ACCESS_ORDERS: Readonly<Record<AccessChangeKind, OrderKind>> = {
  UNIT_OWNER: orderOf(AccessChangeKind.UNIT_OWNER, 'recovery.label.UNIT_OWNER'),
  SECOND_FACTORS: orderOf(AccessChangeKind.SECOND_FACTORS, 'recovery.label.SECOND_FACTORS'),
  ADDRESS: orderOf(AccessChangeKind.ADDRESS, 'recovery.label.ADDRESS'),
};

/** Builds the query for all changes that wait for a signature. */
export const preparedChanges = (manager: EntityManager) =>
  manager
    .createQueryBuilder(AccessChange, 'accessChange')
    .innerJoin(Order, 'order', 'order.subjectId = accessChange.id AND order.kind = accessChange.kind')
    .where('order.state = :prepared', { prepared: OrderState.PREPARED });
