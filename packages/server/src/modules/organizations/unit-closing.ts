import type { RequestContext } from '../../context.js';
import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { notFound } from '../../errors.js';
import { User } from '../identity/index.js';
import { putInSearch } from '../search/index.js';
import { keepFormerMember } from './former-memberships.js';
import { Membership } from './membership.entity.js';
import { Organization } from './organization.entity.js';
import { organizationSearch } from './organizations.everywhere.js';
import { includesRole, requireOpen } from './organizations.rules.js';
import { unitQueue } from './organizations.queues.js';
import { acceptByDecision, closeRequestsOf } from './parent-requests.service.js';
import { lockAncestors, mergeBranches } from './unit-tree.js';

/** The two units of a merger, both locked and open. */
export interface MergingUnits {
  readonly from: Organization;
  readonly into: Organization;
}

/** Locks a unit and the one into which it is to be merged. Throws for a unit below the first, and for closed units. */
export async function lockMerging(tx: Tx, fromId: string, intoId: string): Promise<MergingUnits> {
  const into = await lockAncestors(tx, intoId, fromId, 'intoId');
  return { from: await lockOpenUnit(tx, fromId), into };
}

/** Locks a unit that is not closed. Throws for others. */
export async function lockOpenUnit(tx: Tx, id: string): Promise<Organization> {
  const unit = await tx.lock(Organization, { id });
  if (unit === null) throw notFound('organizationId');
  requireOpen(unit);
  return unit;
}

/**
 * Merges a locked unit into another: its members and the units below it move, what it offered or asked ends, and it is
 * closed. Its gifts, its projects and its place in the tree until now stay. Returns the units that moved.
 */
export async function closeInto(
  context: RequestContext,
  tx: Tx,
  { from, into }: MergingUnits,
  reason: string,
): Promise<string[]> {
  const children = (await tx.manager.findBy(Organization, { parentId: from.id })).map(({ id }) => id);
  await tx.lockAll(Organization, children);
  await moveMembers(tx, from.id, into.id);
  await mergeBranches(tx, from.id, into.id);
  await closeRequestsOf(context, tx, from, reason);
  acceptByDecision(context, tx, children, into.id, reason);
  tx.defer('UPDATE organizations SET parent_id = ? WHERE parent_id = ?', [into.id, from.id]);
  tx.defer('UPDATE organizations SET successor_id = ? WHERE successor_id = ?', [into.id, from.id]);
  tx.defer("UPDATE invitations SET status = 'REVOKED' WHERE organization_id = ? AND status = 'OPEN'", [from.id]);
  const closed = { parentId: null, closedAt: tx.now, successorId: into.id };
  await tx.manager.update(Organization, { id: from.id }, closed);
  putInSearch(tx, organizationSearch, Object.assign(from, closed));
  tx.changed(unitQueue.topic);
  return children;
}

/** Moves all members. Each keeps the role; whoever belongs to both units keeps the higher one. */
async function moveMembers(tx: Tx, fromId: string, intoId: string): Promise<void> {
  const found = await tx.manager.findBy(Membership, [{ organizationId: fromId }, { organizationId: intoId }]);
  // Their accounts are locked, so that none is closed meanwhile.
  const accounts = await tx.lockAll(User, [...new Set(found.map(({ userId }) => userId))].sort());
  const open = new Set(accounts.filter(({ closedAt }) => closedAt === null).map(({ id }) => id));
  const held = new Map(found.flatMap((one) => (one.organizationId === intoId ? [[one.userId, one.role]] : [])));
  const moving = found.filter(({ organizationId, userId }) => organizationId === fromId && open.has(userId));
  insertRows(
    tx,
    Membership,
    moving
      .filter(({ userId }) => !held.has(userId))
      .map(({ userId, role }) => ({ userId, organizationId: intoId, role, createdAt: tx.now, roleSince: null })),
  );
  for (const { userId, role } of moving) {
    keepFormerMember(tx, fromId, userId);
    if (held.has(userId) && !includesRole(held.get(userId)!, role))
      tx.defer('UPDATE memberships SET role = ?, role_since = ? WHERE organization_id = ? AND user_id = ?', [
        role,
        sqlTime(tx.now),
        intoId,
        userId,
      ]);
  }
  tx.defer('DELETE FROM memberships WHERE organization_id = ?', [fromId]);
}
