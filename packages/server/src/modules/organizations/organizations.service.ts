import { paginate, type Page, type PageArgs } from '../../connection.js';
import { may, type RequestContext, requirePermission, requireViewer, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { isDuplicateKey } from '../../db/faults.js';
import { insertRows } from '../../db/rows.js';
import { hasAllWords } from '../../db/search-conditions.js';
import { badInput, conflict, forbidden, notFound } from '../../errors.js';
import { readId, readOptionalText, readSearch, readText } from '../../input.js';
import { newId } from '../../lib/ids.js';
import { searchText } from '../../lib/search-text.js';
import { requireFewIn, requireFewOfStranger } from '../../limits/limiter.js';
import { recordOnce } from '../../recorded-once.js';
import { requireVerifiedEmail } from '../identity/index.js';
import { isBoundTo } from './former-memberships.js';
import { MembershipRole } from './membership.entity.js';
import { putMembership } from './memberships.service.js';
import { FormerName, Organization, VerificationStatus, type OrganizationKind } from './organization.entity.js';
import {
  findVisibleOrganization,
  getVisibleOrganization,
  isMemberOf,
  lockAsMember,
  requireMembership,
} from './organizations.access.js';
import type { CreateOrganizationInput, OrganizationFilter, UpdateOrganizationInput } from './organizations.inputs.js';
import { putInSearch } from '../search/index.js';
import { organizationSearch } from './organizations.everywhere.js';
import { searchTextsOf } from './organizations.search.js';
import {
  ABOUT_LENGTH,
  COMMENT_LENGTH,
  NAME_LENGTH,
  publicCodeOf,
  publicNameOf,
  readCreditCode,
  requireOpen,
  verificationAfterEdit,
} from './organizations.rules.js';
import { manageUnits, seeAllUnits, verifyUnits } from './organizations.permissions.js';
import { record } from '../trace/index.js';
import { unitChanged, unitDecided, unitMade } from './organizations.trace.js';
import { notify } from '../notices/index.js';
import { unitRefused, unitVerified } from './organizations.notices.js';
import { unitQueue } from './organizations.queues.js';
import { nameKeyOf, refuseTakenName } from './unit-names.js';
import { acceptByOperator, changeParent } from './parent-requests.service.js';
import { lockAncestors, plantUnit } from './unit-tree.js';

/** The facts that a unit states about itself. */
interface Profile {
  name: string;
  kind: OrganizationKind;
  parentId: string | null;
  creditCode: string | null;
  about: string;
}

/** Registers a unit and makes the viewer its owner. An administrator has to verify the unit. */
export async function createOrganization(
  context: RequestContext,
  input: CreateOrganizationInput,
): Promise<Organization> {
  const { userId } = await requireVerifiedEmail(context);
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
    async record(tx) {
      // Before the moment of the transaction is read, as moves do.
      if (profile.parentId !== null) await lockAncestors(tx, profile.parentId);
      await requireFewIn(context, tx, { limit: 'unit.account', of: userId });
      const unit = await insertOrganization(tx, { ...profile, parentId: null }, userId, VerificationStatus.WAITING);
      record(tx, context, unitMade, { subject: unit.id, after: { kind: unit.kind } });
      if (profile.parentId !== null) {
        const parentId = await changeParent(context, tx, unit, profile.parentId, null, false);
        await tx.manager.update(Organization, { id: unit.id }, { parentId });
        unit.parentId = parentId;
      }
      return unit;
    },
  }).catch(refuseTakenCode);
  return recorded;
}

/** Registers a unit that is already verified, for the demo and the command line. */
export function createVerifiedOrganization(
  services: Services,
  unit: Pick<Profile, 'name' | 'kind'> & Partial<Profile> & { ownerId: string },
): Promise<Organization> {
  const profile: Profile = {
    name: readText('name', unit.name, NAME_LENGTH),
    kind: unit.kind,
    creditCode: readCreditCode('creditCode', unit.creditCode),
    about: readText('about', unit.about ?? '', ABOUT_LENGTH),
    parentId: unit.parentId ?? null,
  };
  return services.db
    .transact(async (tx) => {
      const made = await insertOrganization(tx, profile, unit.ownerId, VerificationStatus.VERIFIED);
      if (made.parentId !== null) await acceptByOperator(tx, made.id, made.parentId);
      return made;
    })
    .catch(refuseTakenName('name'))
    .catch(refuseTakenCode);
}

/**
 * Changes the facts that a unit states about itself. Its owners may do this, and may then need a new verification.
 * Administrators may do it too.
 */
export async function updateOrganization(
  context: RequestContext,
  rawId: string,
  input: UpdateOrganizationInput,
): Promise<Organization> {
  requireViewer(context);
  const { id, parentId } = await getVisibleOrganization(context, rawId);
  const asAdmin = may(context, manageUnits);
  if (!asAdmin) await requireMembership(context, id, MembershipRole.OWNER, 'id');
  const changes = await readChanges(context, input, parentId);
  const parentReason = readOptionalText('parentReason', input.parentReason, COMMENT_LENGTH);
  const organization = await context.db
    .transact((tx) => applyChanges(context, tx, id, changes, asAdmin, parentReason))
    .catch(refuseTakenName('name'))
    .catch(refuseTakenCode);
  return organization;
}

/** Returns the changes in `input`. Absent fields do not change; null clears a field that may be empty. */
async function readChanges(
  context: RequestContext,
  input: UpdateOrganizationInput,
  parentId: string | null,
): Promise<Partial<Profile>> {
  const changes: Partial<Profile> = {};
  if (input.name !== undefined) changes.name = readText('name', input.name ?? '', NAME_LENGTH);
  if (input.kind === null) throw badInput('kind', 'text.required');
  if (input.kind !== undefined) changes.kind = input.kind;
  if (input.creditCode !== undefined) changes.creditCode = readCreditCode('creditCode', input.creditCode);
  if (input.about !== undefined) changes.about = readText('about', input.about ?? '', ABOUT_LENGTH);
  // A parent that was hidden meanwhile stays, because somebody who saves the form without changing the parent must not
  // be refused.
  if (input.parentId !== undefined && input.parentId !== parentId) {
    changes.parentId =
      input.parentId === null ? null : (await getVisibleOrganization(context, input.parentId, 'parentId')).id;
  }
  return changes;
}

async function applyChanges(
  context: RequestContext,
  tx: Tx,
  id: string,
  changes: Partial<Profile>,
  asAdmin: boolean,
  parentReason: string | null,
): Promise<Organization> {
  const organization = asAdmin
    ? await lockOrganization(tx, id)
    : await lockAsMember(context, tx, id, MembershipRole.OWNER);
  if (changes.parentId !== undefined)
    changes = {
      ...changes,
      parentId: await changeParent(context, tx, organization, changes.parentId, parentReason, asAdmin),
    };
  const after = { ...organization, ...changes };
  const decided = {
    ...changes,
    verification: asAdmin ? organization.verification : verificationAfterEdit(organization, after),
    // A correction by an administrator of a verified unit's name counts as verified.
    ...(asAdmin &&
      organization.verification === VerificationStatus.VERIFIED && {
        verifiedName: after.name,
        verifiedCode: after.creditCode,
      }),
  };
  const named = { ...after, ...decided };
  const stored = { ...decided, nameKey: nameKeyOf(named), ...searchTextsOf(named) };
  await tx.manager.update(Organization, { id }, stored);
  putInSearch(tx, organizationSearch, { ...organization, ...stored });
  tx.changed(unitQueue.topic);
  keepFormerName(tx, organization, stored);
  record(tx, context, unitChanged, {
    subject: id,
    before: { verification: organization.verification },
    after: { verification: decided.verification, changed: Object.keys(changes) },
  });
  return Object.assign(organization, stored);
}

/** Records the old public name when `changes` change it. */
function keepFormerName(tx: Tx, before: Organization, changes: Partial<Organization>): void {
  const name = publicNameOf(before);
  if (publicNameOf({ ...before, ...changes }) === name) return;
  tx.defer('DELETE FROM former_names WHERE organization_id = ? AND name = ?', [before.id, name]);
  insertRows(tx, FormerName, [
    { id: newId(tx.now), organizationId: before.id, name, searchText: searchText(name), endedAt: tx.now },
  ]);
}

/**
 * Records an administrator's decision whether a unit is what it says. A verified unit can be refused later, and a
 * refused unit verified. Throws CONFLICT when another unit is verified under the same name. Administrators only.
 */
export async function verifyOrganization(
  context: RequestContext,
  rawId: string,
  accepted: boolean,
  rawComment: string | null | undefined,
): Promise<Organization> {
  const { userId } = requirePermission(context, verifyUnits);
  const id = readId('id', rawId);
  if (await isBoundTo(context, id)) throw forbidden('organization.ownVerification');
  const comment = accepted
    ? readOptionalText('comment', rawComment, COMMENT_LENGTH)
    : readText('comment', rawComment ?? '', COMMENT_LENGTH);
  const decide = async (tx: Tx): Promise<Organization> => {
    const locked = await lockOrganization(tx, id);
    const decision = {
      verification: accepted ? VerificationStatus.VERIFIED : VerificationStatus.REFUSED,
      verificationComment: comment,
      decidedById: userId,
      decidedAt: tx.now,
      ...(accepted && { verifiedName: locked.name, verifiedCode: locked.creditCode }),
    };
    const named = { ...locked, ...decision };
    const stored = { ...decision, nameKey: nameKeyOf(named), ...searchTextsOf(named) };
    await tx.manager.update(Organization, { id }, stored);
    putInSearch(tx, organizationSearch, { ...locked, ...stored });
    tx.changed(unitQueue.topic);
    keepFormerName(tx, locked, stored);
    record(tx, context, unitDecided, {
      subject: id,
      before: { verification: locked.verification },
      after: { verification: decision.verification },
      reason: comment,
    });
    await notify(tx, accepted ? unitVerified : unitRefused, {
      organizationId: id,
      verifiedName: accepted ? locked.name : null,
    });
    return Object.assign(locked, stored);
  };
  return context.db.transact(decide).catch(refuseTakenName('id'));
}

/**
 * Returns the units that `filter` asks for and that the viewer may list, newest first. Units that wait for verification
 * are listed oldest first.
 */
export async function listOrganizations(
  context: RequestContext,
  filter: OrganizationFilter,
  args: PageArgs,
): Promise<Page<Organization>> {
  const { kind, parentId } = filter;
  if (filter.verification === VerificationStatus.WAITING && kind == null && parentId == null)
    return unitQueue.list(context, { ...args, search: filter.search });
  const search = readSearch(filter.search);
  if (search !== null) requireFewOfStranger(context, 'search.network');
  const query = context.db.read.createQueryBuilder(Organization, 'organization').where('1 = 1');
  const verification = listedVerification(context, filter.verification ?? null);
  if (verification !== null) query.andWhere('organization.verification = :verification', { verification });
  // Staff find closed units in the list. Others find them by the search and by links from their past.
  if (!may(context, seeAllUnits)) query.andWhere('organization.closedAt IS NULL');
  if (kind != null) query.andWhere('organization.kind = :kind', { kind });
  if (parentId != null) {
    // A unit that the viewer may not see has no units below it in the list, because the list must not tell that it
    // exists.
    const parent = await findVisibleOrganization(context, parentId);
    query.andWhere(parent === null ? '1 = 0' : 'organization.parentId = :parentId', { parentId });
  }
  if (search !== null) query.andWhere(hasAllWords(search, 'organization.searchText'));
  return paginate(
    query,
    [
      {
        column: 'organization.id',
        of: (organization) => organization.id,
        direction: verification === VerificationStatus.WAITING ? 'ASC' : 'DESC',
      },
    ],
    args,
  );
}

/** Returns the one state to list, or null for all states. Only administrators may list other states than VERIFIED. */
function listedVerification(context: RequestContext, asked: VerificationStatus | null): VerificationStatus | null {
  if (asked !== null && asked !== VerificationStatus.VERIFIED) requirePermission(context, seeAllUnits);
  return may(context, seeAllUnits) ? asked : VerificationStatus.VERIFIED;
}

/** Returns the unit above, or null when there is none or the viewer may not know of it. */
export const findParent = async (context: RequestContext, { parentId }: Organization): Promise<Organization | null> =>
  parentId === null ? null : findVisibleOrganization(context, parentId);

/**
 * Returns the name under which the viewer knows a unit. Only its members and administrators see a name that is not
 * verified yet.
 */
export function findShownName(context: RequestContext, organization: Organization): string | Promise<string> {
  // Returns without a query, because a list has as many names as rows and most readers are not signed in.
  if (context.viewer === null) return publicNameOf(organization);
  if (may(context, seeAllUnits)) return organization.name;
  return isMemberOf(context, organization.id).then((isMember) =>
    isMember ? organization.name : publicNameOf(organization),
  );
}

/** Returns the credit code as the viewer may know it, by the same rule as the name. */
export function findShownCode(
  context: RequestContext,
  organization: Organization,
): string | null | Promise<string | null> {
  if (context.viewer === null) return publicCodeOf(organization);
  if (may(context, seeAllUnits)) return organization.creditCode;
  return isMemberOf(context, organization.id).then((isMember) =>
    isMember ? organization.creditCode : publicCodeOf(organization),
  );
}

/**
 * Returns the comment of the administrator who decided last, for the unit's members and for administrators; null for
 * others.
 */
export const findVerificationComment = async (
  context: RequestContext,
  { id, verificationComment }: Organization,
): Promise<string | null> =>
  may(context, seeAllUnits) || (await isMemberOf(context, id)) ? verificationComment : null;

async function lockOrganization(tx: Tx, id: string): Promise<Organization> {
  const organization = await tx.lock(Organization, { id });
  if (organization === null) throw notFound('id');
  requireOpen(organization);
  return organization;
}

type Decided = Pick<Organization, 'verificationComment' | 'decidedById' | 'decidedAt'>;
const UNDECIDED: Decided = { verificationComment: null, decidedById: null, decidedAt: null };

export async function insertOrganization(
  tx: Tx,
  profile: Profile,
  ownerId: string,
  verification: VerificationStatus,
  decided = UNDECIDED,
): Promise<Organization> {
  const named = {
    ...profile,
    verification,
    verifiedName: verification === VerificationStatus.VERIFIED ? profile.name : null,
    verifiedCode: verification === VerificationStatus.VERIFIED ? profile.creditCode : null,
  };
  const organization = tx.manager.create(Organization, {
    id: newId(tx.now),
    ...named,
    nameKey: nameKeyOf(named),
    ...searchTextsOf(named),
    ...decided,
    createdAt: tx.now,
    closedAt: null,
    successorId: null,
  });
  await tx.manager.insert(Organization, organization);
  putInSearch(tx, organizationSearch, organization);
  await plantUnit(tx, organization.id, organization.parentId);
  tx.changed(unitQueue.topic);
  await putMembership(tx, organization.id, ownerId, MembershipRole.OWNER);
  return organization;
}

/**
 * The unique index on credit codes decides, so that two people who register the same code at the same time cannot both
 * succeed.
 */
function refuseTakenCode(error: unknown): never {
  throw isDuplicateKey(error) ? conflict('organization.creditCode.taken', 'creditCode') : error;
}
