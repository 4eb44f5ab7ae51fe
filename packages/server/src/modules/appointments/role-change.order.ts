import { In, type EntityManager } from 'typeorm';
import { PlatformRole } from '../../context.js';
import { TERMS } from '../../lib/terms.js';
import { Order, OrderState, type OrderKind } from '../orders/index.js';
import { grantRoles } from './appointments.permissions.js';
import { RoleChange } from './role-change.entity.js';

/** The roles that two administrators give and take. They concern the city's money, its people or other roles. */
export const TWO_PERSON_ROLES: readonly PlatformRole[] = [
  PlatformRole.ADMIN,
  PlatformRole.TREASURER,
  PlatformRole.AUDITOR,
];

/**
 * The order that gives a role or takes it away. The person who is to get the role neither prepares nor signs the order. A person may
 * sign the loss of their own role.
 */
export const roleChange: OrderKind = {
  name: 'ROLE_CHANGE',
  secondPerson: 'ALWAYS',
  label: 'appointments.order.label',
  path: () => '/admin?tab=accounts',
  prepare: grantRoles,
  sign: grantRoles,
  words: {
    ownUnit: 'appointments.ownRole',
    preparedByViewer: 'appointments.secondAdmin',
    otherDuty: 'appointments.ownRole',
  },
  async excluded(manager, changeIds) {
    const changes = await manager.findBy(RoleChange, { id: In([...changeIds]) });
    return new Map(changes.map(({ id, userId, isGiven }) => [id, new Set(isGiven ? [userId] : [])]));
  },
};

/** Returns the subject of an order in words. It names the role and not the person, because letters show it. */
export const titleOfChange = ({ role }: Pick<RoleChange, 'role'>): string => {
  const key = `term.platformRole.${role}` as keyof (typeof TERMS)['en'];
  return `${TERMS['zh-CN'][key]} / ${TERMS.en[key]}`;
};

/** Builds the query for all changes that wait for a signature. */
export const waitingChanges = (manager: EntityManager) =>
  manager
    .createQueryBuilder(RoleChange, 'roleChange')
    .innerJoin(Order, 'order', 'order.subjectId = roleChange.id')
    .where('order.kind = :kind AND order.state = :prepared', { kind: roleChange.name, prepared: OrderState.PREPARED });
