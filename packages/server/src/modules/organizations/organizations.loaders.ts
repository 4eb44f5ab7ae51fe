import { In } from 'typeorm';
import { defineLoader, type RequestContext } from '../../context.js';
import { rowsByKey } from '../../db/keyed-rows.js';
import { sqlIn } from '../../db/rows.js';
import { emailsOf, namesOf, User } from '../identity/index.js';
import { Invitation } from './invitation.entity.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { Organization, VerificationStatus } from './organization.entity.js';
import type { OrganizationMember } from './organizations.inputs.js';

/** Units by id, for any viewer. Check visibility when an id comes from outside. */
export const organizationLoader = defineLoader<string, Organization | null>(({ db }, ids) =>
  rowsByKey(db.read, Organization, 'id', ids),
);

/**
 * The viewer's roles by unit. The key contains the viewer too, because signing in changes the viewer within a request.
 * Whoever belongs to the successor of a closed unit belongs to the closed one as well, whose papers and finished
 * projects somebody has to look after.
 */
const viewerRoleLoader = defineLoader<string, MembershipRole | null>(async ({ db }, keys) => {
  const pairs = keys.map((key) => key.split(' ') as [userId: string, organizationId: string]);
  const [userIds, unitIds] = [0, 1].map((at) => [...new Set(pairs.map((pair) => pair[at]!))]) as [string[], string[]];
  const rows = await db.read.query<{ unit_id: string; user_id: string; role: MembershipRole }[]>(
    `SELECT o.id AS unit_id, m.user_id, m.role FROM organizations o
     JOIN memberships m ON m.organization_id = COALESCE(o.successor_id, o.id)
     WHERE ${sqlIn('o.id', unitIds)} AND ${sqlIn('m.user_id', userIds)}`,
    [...unitIds, ...userIds],
  );
  const roles = new Map(rows.map((row) => [`${row.user_id} ${row.unit_id}`, row.role]));
  return keys.map((key) => roles.get(key) ?? null);
});

/** The verified units directly below each one, oldest first. */
export const childrenLoader = defineLoader<string, Organization[]>(async ({ db }, parentIds) => {
  const children = await db.read.find(Organization, {
    where: { parentId: In([...parentIds]), verification: VerificationStatus.VERIFIED },
    order: { id: 'ASC' },
  });
  return group(parentIds, children, (child) => child.parentId);
});

/** Everyone who belongs to each unit, in the order of joining. Contains addresses that not every viewer may see. */
export const membersLoader = defineLoader<string, OrganizationMember[]>(async (context, organizationIds) => {
  const memberships = await context.db.read.find(Membership, {
    where: { organizationId: In([...organizationIds]) },
    order: { createdAt: 'ASC', userId: 'ASC' },
  });
  const userIds = memberships.map(({ userId }) => userId);
  const names = await namesOf(context, userIds);
  const emails = await emailsOf(context, userIds);
  return group(organizationIds, memberships, ({ organizationId }) => organizationId).map((members) =>
    members.map(({ userId, role, createdAt }) => ({
      userId,
      name: names.get(userId) ?? '',
      email: emails.get(userId) ?? null,
      role,
      since: createdAt,
    })),
  );
});

/**
 * Returns the user ids of the people who may edit in the unit's name, or in that of its successor, without those whose
 * accounts are suspended.
 */
export async function editorsOf({ db }: Pick<RequestContext, 'db'>, unitId: string): Promise<string[]> {
  const unit = await db.read.findOneBy(Organization, { id: unitId });
  const organizationId = unit?.successorId ?? unitId;
  const editors = await db.read
    .createQueryBuilder(Membership, 'membership')
    .innerJoin(User, 'user', 'user.id = membership.userId AND user.suspendedAt IS NULL')
    .where({ organizationId, role: In([MembershipRole.EDITOR, MembershipRole.OWNER]) })
    .getMany();
  return editors.map(({ userId }) => userId);
}

/** The invitations of each unit that are neither accepted nor revoked, newest first. Some of them may have expired. */
export const storedOpenInvitationsLoader = defineLoader<string, Invitation[]>(async ({ db }, organizationIds) => {
  const invitations = await db.read.find(Invitation, {
    where: { organizationId: In([...organizationIds]), storedStatus: 'OPEN' },
    order: { id: 'DESC' },
  });
  return group(organizationIds, invitations, (invitation) => invitation.organizationId);
});

function group<T>(keys: readonly string[], rows: readonly T[], keyOf: (row: T) => string | null): T[][] {
  const groups = new Map<string | null, T[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}

/** The viewer's own role in a unit; null for strangers, guests and unknown units. */
export const findMembershipRole = async (
  context: RequestContext,
  organizationId: string,
): Promise<MembershipRole | null> =>
  context.viewer === null ? null : viewerRoleLoader(context).load(`${context.viewer.userId} ${organizationId}`);
