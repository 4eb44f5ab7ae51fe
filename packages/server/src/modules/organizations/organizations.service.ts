import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { hasRole, PlatformRole, requireRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { insertRows } from '../../db/rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { badInput, conflict, notFound } from '../../errors.js';
import { readId, readOptionalText, readSearch, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { recordOnce } from '../../recorded-once.js';
import { Membership, MembershipRole } from './membership.entity.js';
import { FormerName, Organization, VerificationStatus, type OrganizationKind } from './organization.entity.js';
import { findVisibleOrganization, getVisibleOrganization, isMemberOf, lockAsMember, requireMembership } from './organizations.access.js';
import type { CreateOrganizationInput, OrganizationFilter, UpdateOrganizationInput } from './organizations.inputs.js';
import { searchTextsOf } from './organizations.search.js';
import { ABOUT_LENGTH, COMMENT_LENGTH, NAME_LENGTH, publicNameOf, readCreditCode, TREE_LEVELS, verificationAfterEdit } from './organizations.rules.js';

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
  const { recorded } = await recordOnce(context, {
    operation: 'createOrganization',
    userId,
    input,
    find: (manager, id) => manager.findOneBy(Organization, { id }),
    record: (tx) => insertOrganization(tx, profile, userId, VerificationStatus.WAITING),
  }).catch(refuseTakenCode);
  return recorded;
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

/** Changes what a unit says of itself: its owners, who may have to wait for a new verification, and administrators. */
export async function updateOrganization(context: RequestContext, rawId: string, input: UpdateOrganizationInput): Promise<Organization> {
  requireViewer(context);
  const { id, parentId } = await getVisibleOrganization(context, rawId);
  const asAdmin = hasRole(context, PlatformRole.ADMIN);
  if (!asAdmin) await requireMembership(context, id, MembershipRole.OWNER, 'id');
  const changes = await readChanges(context, input, parentId);
  const organization = await context.db.transact((tx) => applyChanges(context, tx, id, changes, asAdmin)).catch(refuseTakenCode);
  return organization;
}

/** What `input` changes: absent fields stay as they are, null clears what may be empty. */
async function readChanges(context: RequestContext, input: UpdateOrganizationInput, parentId: string | null): Promise<Partial<Profile>> {
  const changes: Partial<Profile> = {};
  if (input.name !== undefined) changes.name = readText('name', input.name ?? '', NAME_LENGTH);
  if (input.kind === null) throw badInput('kind', 'text.required');
  if (input.kind !== undefined) changes.kind = input.kind;
  if (input.creditCode !== undefined) changes.creditCode = readCreditCode('creditCode', input.creditCode);
  if (input.about !== undefined) changes.about = readText('about', input.about ?? '', ABOUT_LENGTH);
  // A parent that has been hidden since stays: who saves a form without touching it must not be refused for it.
  if (input.parentId !== undefined && input.parentId !== parentId) {
    changes.parentId = input.parentId === null ? null : (await getVisibleOrganization(context, input.parentId, 'parentId')).id;
  }
  return changes;
}

async function applyChanges(context: RequestContext, tx: Tx, id: string, changes: Partial<Profile>, asAdmin: boolean): Promise<Organization> {
  const organization = asAdmin ? await lockOrganization(tx, id) : await lockAsMember(context, tx, id, MembershipRole.OWNER);
  if (changes.parentId) await requirePlaceBelow(tx, changes.parentId, id);
  const after = { ...organization, ...changes };
  const decided = {
    ...changes,
    verification: asAdmin ? organization.verification : verificationAfterEdit(organization, after),
    // An administrator who corrects a verified name verifies the correction.
    ...(asAdmin && organization.verification === VerificationStatus.VERIFIED && { verifiedName: after.name }),
  };
  const stored = { ...decided, ...searchTextsOf({ ...after, ...decided }) };
  await tx.manager.update(Organization, { id }, stored);
  keepFormerName(tx, organization, stored);
  return Object.assign(organization, stored);
}

/** Notes the public name that `changes` take from a unit. */
function keepFormerName(tx: Tx, before: Organization, changes: Partial<Organization>): void {
  const name = publicNameOf(before);
  if (publicNameOf({ ...before, ...changes }) === name) return;
  tx.defer('DELETE FROM former_names WHERE organization_id = ? AND name = ?', [before.id, name]);
  insertRows(tx, FormerName, [{ id: newId(tx.now), organizationId: before.id, name, searchText: searchText(name), endedAt: tx.now }]);
}

/** Decides whether a unit is what it says; a verified one can be refused later, and the other way round. Administrators only. */
export async function verifyOrganization(context: RequestContext, rawId: string, accepted: boolean, rawComment: string | null | undefined): Promise<Organization> {
  requireRole(context, PlatformRole.ADMIN);
  const id = readId('id', rawId);
  const comment = accepted ? readOptionalText('comment', rawComment, COMMENT_LENGTH) : readText('comment', rawComment ?? '', COMMENT_LENGTH);
  const organization = await context.db.transact(async (tx) => {
    const locked = await lockOrganization(tx, id);
    const decision = {
      verification: accepted ? VerificationStatus.VERIFIED : VerificationStatus.REFUSED,
      verificationComment: comment,
      ...(accepted && { verifiedName: locked.name }),
    };
    const stored = { ...decision, ...searchTextsOf({ ...locked, ...decision }) };
    await tx.manager.update(Organization, { id }, stored);
    keepFormerName(tx, locked, stored);
    return Object.assign(locked, stored);
  });
  return organization;
}

/** The units that `filter` asks for and the viewer may list: newest first, or those that wait for an administrator oldest first. */
export async function listOrganizations(context: RequestContext, filter: OrganizationFilter, args: PageArgs): Promise<Page<Organization>> {
  const { kind, parentId } = filter;
  const search = readSearch(filter.search);
  const query = context.db.read.createQueryBuilder(Organization, 'organization').where('1 = 1');
  const verification = listedVerification(context, filter.verification ?? null);
  if (verification !== null) query.andWhere('organization.verification = :verification', { verification });
  if (kind != null) query.andWhere('organization.kind = :kind', { kind });
  if (parentId != null) {
    // Nothing is below what the viewer may not know of: the list must not tell that it exists.
    const parent = await findVisibleOrganization(context, parentId);
    query.andWhere(parent === null ? '1 = 0' : 'organization.parentId = :parentId', { parentId });
  }
  if (search !== null) query.andWhere(hasAllWords(search, 'organization.searchText'));
  return paginate(query, [{ column: 'organization.id', of: (organization) => organization.id, direction: verification === VerificationStatus.WAITING ? 'ASC' : 'DESC' }], args);
}

/** The one state to list, or null for all of them, which only administrators may see. */
function listedVerification(context: RequestContext, asked: VerificationStatus | null): VerificationStatus | null {
  if (asked !== null && asked !== VerificationStatus.VERIFIED) requireRole(context, PlatformRole.ADMIN);
  return hasRole(context, PlatformRole.ADMIN) ? asked : VerificationStatus.VERIFIED;
}

/** The unit above, where the viewer may know of it. */
export const findParent = async (context: RequestContext, { parentId }: Organization): Promise<Organization | null> =>
  parentId === null ? null : findVisibleOrganization(context, parentId);

/** The name under which the viewer knows a unit: one that is not verified yet only its members and administrators see. */
export function findShownName(context: RequestContext, organization: Organization): string | Promise<string> {
  // A list has as many names as rows, and most readers are not signed in.
  if (context.viewer === null) return publicNameOf(organization);
  if (hasRole(context, PlatformRole.ADMIN)) return organization.name;
  return isMemberOf(context, organization.id).then((isMember) => (isMember ? organization.name : publicNameOf(organization)));
}

/** What the administrator said who decided last, for its members and administrators. */
export const findVerificationComment = async (context: RequestContext, { id, verificationComment }: Organization): Promise<string | null> =>
  hasRole(context, PlatformRole.ADMIN) || (await isMemberOf(context, id)) ? verificationComment : null;

async function lockOrganization(tx: Tx, id: string): Promise<Organization> {
  const organization = await tx.lock(Organization, { id });
  if (organization === null) throw notFound('id');
  return organization;
}

async function insertOrganization(tx: Tx, profile: Profile, ownerId: string, verification: VerificationStatus): Promise<Organization> {
  if (profile.parentId !== null) await requirePlaceBelow(tx, profile.parentId, null);
  const named = { ...profile, verification, verifiedName: verification === VerificationStatus.VERIFIED ? profile.name : null };
  const organization = tx.manager.create(Organization, { id: newId(tx.now), ...named, ...searchTextsOf(named), verificationComment: null, createdAt: tx.now });
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
