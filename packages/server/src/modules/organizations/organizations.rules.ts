import { badInput, forbidden, invalidState } from '../../errors.js';
import { readOptionalText } from '../../input.js';
import { DAY_MS } from '../../lib/days.js';
import { InvitationStatus, type Invitation } from './invitation.entity.js';
import { MembershipRole, type Membership } from './membership.entity.js';
import { VerificationStatus, type Organization } from './organization.entity.js';

export const NAME_LENGTH = { min: 2, max: 80 };
export const ABOUT_LENGTH = { min: 0, max: 2_000, multiline: true };
export const COMMENT_LENGTH = { max: 500, multiline: true };

/** How many levels the tree of units may have. */
export const TREE_LEVELS = 8;

export const INVITATION_LIFETIME_DAYS = 14;
export const INVITATION_LIFETIME_MS = INVITATION_LIFETIME_DAYS * DAY_MS;
/** How many invitations a person may send a day: anyone can register a unit, and must not send mail without end through it. */
export const INVITATIONS_A_DAY = 100;

const CREDIT_CODE_LENGTH = 18;
/** The digits of a credit code in their order: no I, O, S, V or Z, which look like 1, 0, 5, U and 2. */
const CREDIT_CODE_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Registration authority and kind, administrative division, body, check character. */
const CREDIT_CODE = new RegExp(`^[${CREDIT_CODE_DIGITS}]{2}[0-9]{6}[${CREDIT_CODE_DIGITS}]{10}$`);

/** The last character that GB 32100-2015 gives to the 17 before it: weights are the powers of 3 modulo 31. */
export function creditCodeCheck(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += CREDIT_CODE_DIGITS.indexOf(character) * weight;
    weight = (weight * 3) % CREDIT_CODE_DIGITS.length;
  }
  return CREDIT_CODE_DIGITS.charAt((CREDIT_CODE_DIGITS.length - (sum % CREDIT_CODE_DIGITS.length)) % CREDIT_CODE_DIGITS.length);
}

/** A unified social credit code in the one form in which it is stored, null when none is given, or a refusal. */
export function readCreditCode(field: string, raw: string | null | undefined): string | null {
  const code = readOptionalText(field, raw, { max: 100 })?.normalize('NFKC').toUpperCase() ?? null;
  if (code === null) return null;
  if (!CREDIT_CODE.test(code)) throw badInput(field, 'organization.creditCode.malformed', { length: CREDIT_CODE_LENGTH });
  if (creditCodeCheck(code.slice(0, -1)) !== code.at(-1)) throw badInput(field, 'organization.creditCode.check');
  return code;
}

const RANK: Readonly<Record<MembershipRole, number>> = {
  [MembershipRole.MEMBER]: 1,
  [MembershipRole.EDITOR]: 2,
  [MembershipRole.OWNER]: 3,
};

/** Whether someone with `held` may do what takes `needed`: each role includes those below it. */
export const includesRole = (held: MembershipRole | null, needed: MembershipRole): boolean => held !== null && RANK[held] >= RANK[needed];

/** The refusal of who lacks `needed`. */
export function requireRoleOf(held: MembershipRole | null, needed: MembershipRole): MembershipRole {
  if (held === null || !includesRole(held, needed)) throw forbidden('organization.needsRole', { role: needed });
  return held;
}

/** Refuses a change after which the unit would have no owner; `next` is null when the member leaves. */
export function requireOwnerAfter(owners: number, member: Pick<Membership, 'role'>, next: MembershipRole | null): void {
  if (member.role === MembershipRole.OWNER && next !== MembershipRole.OWNER && owners <= 1) throw invalidState('organization.lastOwner');
}

/** What an administrator looked at when verifying a unit. */
export type VerifiedFacts = Pick<Organization, 'name' | 'kind' | 'creditCode'>;

/**
 * Verification after a unit's owner changed it: a verified one waits again once what was verified is no longer so, and a
 * refused one after any change, since the refusal said what to change.
 */
export function verificationAfterEdit(before: VerifiedFacts & Pick<Organization, 'verification'>, after: VerifiedFacts): VerificationStatus {
  if (before.verification === VerificationStatus.REFUSED) return VerificationStatus.WAITING;
  const same = before.name === after.name && before.kind === after.kind && before.creditCode === after.creditCode;
  return same ? before.verification : VerificationStatus.WAITING;
}

/** Refuses what only a verified unit may do. */
export function requireVerified(organization: Pick<Organization, 'verification'>): void {
  if (organization.verification !== VerificationStatus.VERIFIED) throw invalidState('organization.notVerified');
}

/** What an invitation is worth at `now`. */
export function statusAt(invitation: Pick<Invitation, 'storedStatus' | 'expiresAt'>, now: Date): InvitationStatus {
  if (invitation.storedStatus === 'OPEN') return invitation.expiresAt <= now ? InvitationStatus.EXPIRED : InvitationStatus.OPEN;
  return InvitationStatus[invitation.storedStatus];
}

/** Enough of an address for its owner to recognise, too little for anyone else: "liming@example.com" -> "l***@example.com". */
export const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/u, '$1***');

/**
 * The name that the public sees: a unit that was verified keeps that name on its projects and gifts until an administrator
 * has verified the next one, or it could give itself anybody's.
 */
export const publicNameOf = ({ name, verifiedName, verification }: Pick<Organization, 'name' | 'verifiedName' | 'verification'>): string =>
  verification === VerificationStatus.VERIFIED ? name : (verifiedName ?? name);

/** A unit under a name that it had: whoever reads of the past, its members included, reads that one. */
export const underName = (organization: Organization, name: string): Organization =>
  Object.assign(Object.create(Object.getPrototypeOf(organization)) as Organization, organization, { name, verifiedName: name });
