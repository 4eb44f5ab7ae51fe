import { Brackets, In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { badInput, conflict, forbidden, notFound } from '../../errors.js';
import { readId, readOptionalText, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { searchPattern, searchText } from '../../lib/search-text.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { Organization, VerificationStatus, type OrganizationKind } from './organization.entity.js';
import { findVisibleOrganization, getVisibleOrganization, lockAsMember, requireMembership } from './organizations.access.js';
import type { CreateOrganizationInput, OrganizationFilter, UpdateOrganizationInput } from './organizations.inputs.js';
import { findMembershipRole, forgetOrganization } from './organizations.loaders.js';
import { ABOUT_LENGTH, COMMENT_LENGTH, NAME_LENGTH, readCreditCode, SEARCH_LENGTH, TREE_LEVELS, verificationAfterEdit } from './organizations.rules.js';

/** What a unit says of itself. */
interface Profile {
  name: string;
  kind: OrganizationKind;
  parentId: string | null;
  creditCode: string | null;
  about: string;
}

/** Registers a unit; who does becomes its owner, and an administrator has to verify it. */
export async function createOrganization(context: RequestContext, input: CreateOrganizationInput): Promise<Organization> {
  const { userId } = requireViewer(context);
  const profile: Profile = {
    name: readText('name', input.name, NAME_LENGTH),
    kind: input.kind,
    creditCode: readCreditCode('creditCode', input.creditCode),
    about: readText('about', input.about ?? '', ABOUT_LENGTH),
    parentId: input.parentId == null ? null : (await getVisibleOrganization(context, input.parentId, 'parentId')).id,
  };
  const organization = await context.db.transact((tx) => insertOrganization(tx, profile, userId, VerificationStatus.WAITING)).catch(refuseTakenCode);
  forgetOrganization(context, organization.id);
  return organization;
}

/** Registers a unit that needs no more verification, for the demo and the command line. */
export function createVerifiedOrganization(services: Services, unit: Pick<Profile, 'name' | 'kind'> & Partial<Profile> & { ownerId: string }): Promise<Organization> {
  const profile: Profile = {
    name: readText('name', unit.name, NAME_LENGTH),
    kind: unit.kind,
    creditCode: readCreditCode('creditCode', unit.creditCode),
    about: readText('about', unit.about ?? '', ABOUT_LENGTH),
    parentId: unit.parentId ?? null,
  };
  return services.db.transact((tx) => insertOrganization(tx, profile, unit.ownerId, VerificationStatus.VERIFIED)).catch(refuseTakenCode);
}

async function insertOrganization(tx: Tx, profile: Profile, ownerId: string, verification: VerificationStatus): Promise<Organization> {
  if (profile.parentId !== null) await requirePlaceBelow(tx, profile.parentId, null);
  const organization = tx.manager.create(Organization, {
    id: newId(),
    ...profile,
    verification,
    verificationComment: null,
    searchText: searchText(profile.name, profile.creditCode),
    createdAt: tx.now,
  });
  await tx.manager.insert(Organization, organization);
  await tx.manager.insert(Membership, { userId: ownerId, organizationId: organization.id, role: MembershipRole.OWNER, createdAt: tx.now });
  return organization;
}

/** The unique index on credit codes decides, so that two who register the same code at once cannot both succeed. */
function refuseTakenCode(error: unknown): never {
  throw isDuplicateKey(error) ? conflict('organization.creditCode.taken', 'creditCode') : error;
}

/**
 * Refuses to hang `organizationId` (null: a new unit) below `parentId` where that would close a circle or make the tree too
 * deep. Locks the unit's new ancestors: two moves that together close a circle share one of them, so the second sees the first.
 */
async function requirePlaceBelow(tx: Tx, parentId: string, organizationId: string | null): Promise<void> {
  const height = organizationId === null ? 1 : await heightOf(tx, organizationId);
  let levels = height;
  for (let id: string | null = parentId; id !== null; levels += 1) {
    if (id === organizationId) throw badInput('parentId', 'organization.circle');
    if (levels >= TREE_LEVELS) throw badInput('parentId', 'organization.tooDeep', { max: TREE_LEVELS });
    const ancestor: Organization | null = await tx.lock(Organization, { id });
    if (ancestor === null) throw notFound('parentId');
    id = ancestor.parentId;
  }
}

/** How many levels of units hang from `organizationId`, itself included. */
async function heightOf(tx: Tx, organizationId: string): Promise<number> {
  let height = 0;
  for (let level = [organizationId]; level.length > 0 && height < TREE_LEVELS; height += 1) {
    const below = await tx.manager.find(Organization, { select: { id: true }, where: { parentId: In(level) } });
    level = below.map(({ id }) => id);
  }
  return height;
}
