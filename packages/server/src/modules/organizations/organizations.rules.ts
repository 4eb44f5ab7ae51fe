import { badInput, forbidden, invalidState } from '../../errors.js';
import { readOptionalText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { InvitationStatus, type Invitation } from './invitation.entity.js';
import { MembershipRole, type Membership } from './membership.entity.js';
import { VerificationStatus, type Organization } from './organization.entity.js';

export const NAME_LENGTH = { min: 2, max: 80 };
export const ABOUT_LENGTH = { min: 0, max: 2_000, multiline: true };
export const COMMENT_LENGTH = { max: 500, multiline: true };

/** How long a person who left a unit keeps out of decisions that concern it. */
export const BOUND_DAYS = 365;
export const BOUND_MS = BOUND_DAYS * DAY_MS;

/** How many levels the tree of units may have. */
export const TREE_LEVELS = 8;

export const INVITATION_LIFETIME_DAYS = 14;
export const INVITATION_LIFETIME_MS = INVITATION_LIFETIME_DAYS * DAY_MS;

const CREDIT_CODE_LENGTH = 18;
/**
 * The digits of a credit code in their order. I, O, S, V and Z are missing, because they look like 1, 0, 5, U and 2.
 */
const CREDIT_CODE_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** The parts: registration authority and kind, administrative division, body, check character. */
const CREDIT_CODE = new RegExp(`^[${CREDIT_CODE_DIGITS}]{2}[0-9]{6}[${CREDIT_CODE_DIGITS}]{10}$`);

/**
 * Returns the check character that GB 32100-2015 defines for the 17 characters before it. The weights are the powers of
 * 3 modulo 31.
 */
export function creditCodeCheck(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += CREDIT_CODE_DIGITS.indexOf(character) * weight;
    weight = (weight * 3) % CREDIT_CODE_DIGITS.length;
  }
  return CREDIT_CODE_DIGITS.charAt(
    (CREDIT_CODE_DIGITS.length - (sum % CREDIT_CODE_DIGITS.length)) % CREDIT_CODE_DIGITS.length,
  );
}

/**
 * Returns a unified social credit code in the one form in which it is stored, or null when none is given. Throws
 * BAD_INPUT for a malformed code.
 */
export function readCreditCode(field: string, raw: string | null | undefined): string | null {
  const code = readOptionalText(field, raw, { max: 100 })?.normalize('NFKC').toUpperCase() ?? null;
  if (code === null) return null;
  if (!CREDIT_CODE.test(code))
    throw badInput(field, 'organization.creditCode.malformed', { length: CREDIT_CODE_LENGTH });
  if (creditCodeCheck(code.slice(0, -1)) !== code.at(-1)) throw badInput(field, 'organization.creditCode.check');
  return code;
}

const RANK: Readonly<Record<MembershipRole, number>> = {
  [MembershipRole.MEMBER]: 1,
  [MembershipRole.EDITOR]: 2,
  [MembershipRole.OWNER]: 3,
};

/** Whether somebody with the role `held` may do what needs the role `needed`. Each role includes those below it. */
export const includesRole = (held: MembershipRole | null, needed: MembershipRole): boolean =>
  held !== null && RANK[held] >= RANK[needed];

/** Returns `held`, or throws the refusal when `held` does not include `needed`. */
export function requireRoleOf(held: MembershipRole | null, needed: MembershipRole): MembershipRole {
  if (held === null || !includesRole(held, needed)) throw forbidden('organization.needsRole', { role: needed });
  return held;
}

/**
 * Throws when the change would leave the unit without an owner who can act. `otherOwners` counts those besides the
 * member whose accounts are not suspended; `next` is null when the member leaves.
 */
export function requireOwnerAfter(
  otherOwners: number,
  member: Pick<Membership, 'role'>,
  next: MembershipRole | null,
): void {
  if (member.role === MembershipRole.OWNER && next !== MembershipRole.OWNER && otherOwners === 0)
    throw invalidState('organization.lastOwner');
}

/** The facts that an administrator checks when verifying a unit. */
export type VerifiedFacts = Pick<Organization, 'name' | 'kind' | 'creditCode'>;

/**
 * Returns the verification of a unit after its owner changed it. A verified unit waits again when a verified fact
 * changed. A refused unit waits again after any change, because the refusal said what to change.
 */
export function verificationAfterEdit(
  before: VerifiedFacts & Pick<Organization, 'verification'>,
  after: VerifiedFacts,
): VerificationStatus {
  if (before.verification === VerificationStatus.REFUSED) return VerificationStatus.WAITING;
  const same = before.name === after.name && before.kind === after.kind && before.creditCode === after.creditCode;
  return same ? before.verification : VerificationStatus.WAITING;
}

/** Throws when the unit was merged into another. */
export function requireOpen({ closedAt }: Pick<Organization, 'closedAt'>): void {
  if (closedAt !== null) throw invalidState('organization.closed');
}

/** Throws when the unit is not verified, or was merged into another. */
export function requireVerified(organization: Pick<Organization, 'verification' | 'closedAt'>): void {
  requireOpen(organization);
  if (organization.verification !== VerificationStatus.VERIFIED) throw invalidState('organization.notVerified');
}

/** Returns the status of an invitation at `now`. */
export function statusAt(invitation: Pick<Invitation, 'storedStatus' | 'expiresAt'>, now: Date): InvitationStatus {
  if (invitation.storedStatus === 'OPEN')
    return invitation.expiresAt <= now ? InvitationStatus.EXPIRED : InvitationStatus.OPEN;
  return InvitationStatus[invitation.storedStatus];
}

/**
 * Hides most of an address, so that its owner recognises it and nobody else does: "liming@example.com" ->
 * "l***@example.com".
 */
export const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/u, '$1***');

/**
 * Returns the name that the public sees. A unit that was once verified keeps the verified name on its projects and
 * gifts until an administrator has verified the new name. Otherwise it could take anybody's name.
 */
export const publicNameOf = ({
  name,
  verifiedName,
  verification,
}: Pick<Organization, 'name' | 'verifiedName' | 'verification'>): string =>
  verification === VerificationStatus.VERIFIED ? name : (verifiedName ?? name);

/**
 * Returns the credit code that papers of the unit show: the one that an administrator verified. A code that waits for
 * verification could be anybody's.
 */
export const publicCodeOf = ({
  creditCode,
  verifiedCode,
  verification,
}: Pick<Organization, 'creditCode' | 'verifiedCode' | 'verification'>): string | null =>
  verification === VerificationStatus.VERIFIED ? creditCode : verifiedCode;

/** Returns the unit under a name that it had. Every reader of past records sees this name, members included. */
export const underName = (organization: Organization, name: string): Organization =>
  Object.assign(Object.create(Object.getPrototypeOf(organization)) as Organization, organization, {
    name,
    verifiedName: name,
  });
