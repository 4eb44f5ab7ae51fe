import { describe, expect, it } from 'vitest';
import { DomainError } from '../../errors.js';
import { MembershipRole } from './membership.entity.js';
import { OrganizationKind, VerificationStatus } from './organization.entity.js';
import {
  creditCodeCheck,
  includesRole,
  maskEmail,
  publicCodeOf,
  readCreditCode,
  requireOwnerAfter,
  requireVerified,
  statusAt,
  verificationAfterEdit,
} from './organizations.rules.js';

const { OWNER, EDITOR, MEMBER } = MembershipRole;
const { WAITING, VERIFIED, REFUSED } = VerificationStatus;

/** Returns the refusal of `act`, or that it is allowed. */
function outcomeOf(act: () => void): string {
  try {
    act();
    return 'allowed';
  } catch (error) {
    return error instanceof DomainError ? `${error.code} ${error.key}` : String(error);
  }
}

describe('credit codes', () => {
  // Published codes of well-known units, with every kind of check character.
  it.each([
    '91350100M000100Y43',
    '914403001922038216',
    '9144030071526726XG',
    '91100000100003962T',
    '91330100799655058B',
    '91440101190440532F',
    '91110108551385082Q',
    '9111000071093123XX',
  ])('%s is accepted', (code) => {
    expect(readCreditCode('creditCode', code)).toBe(code);
  });

  it.each([
    ['small letters', '91350100m000100y43', '91350100M000100Y43'],
    ['spaces around', '  91350100M000100Y43\n', '91350100M000100Y43'],
    ['full-width characters', '９１３５０１００Ｍ０００１００Ｙ４３', '91350100M000100Y43'],
    ['nothing', '', null],
    ['blanks', '   ', null],
    ['null', null, null],
    ['undefined', undefined, null],
  ])('%s: %j is stored as %j', (_, raw, stored) => {
    expect(readCreditCode('creditCode', raw)).toBe(stored);
  });

  it.each([
    ['one too few', '91350100M000100Y4', 'organization.creditCode.malformed'],
    ['one too many', '91350100M000100Y433', 'organization.creditCode.malformed'],
    ['a space inside', '91350100 M000100Y43', 'organization.creditCode.malformed'],
    ['the letter O', '91350100MOO0100Y43', 'organization.creditCode.malformed'],
    ['a letter in the division', '9135A100M000100Y43', 'organization.creditCode.malformed'],
    ['Chinese digits', '九1350100M000100Y43', 'organization.creditCode.malformed'],
    ['a wrong check character', '91350100M000100Y44', 'organization.creditCode.check'],
    ['two neighbours exchanged', '91350100M000010Y43', 'organization.creditCode.check'],
    ['a right-to-left mark', '91350100M000100Y4\u202e3', 'text.directionMark'],
    ['a null character', '91350100M000100Y4\u00003', 'text.controlCharacter'],
    ['a book', '9'.repeat(10_000), 'text.tooLong'],
  ])('%s is refused', (_, raw, key) => {
    expect(() => readCreditCode('creditCode', raw)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'creditCode', key }),
    );
  });

  it('detect every single wrong character', () => {
    const code = '91350100M000100Y43';
    for (let place = 0; place < 17; place += 1) {
      for (const other of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        const changed = code.slice(0, place) + other + code.slice(place + 1, 17);
        expect(creditCodeCheck(changed) === '3').toBe(changed === code.slice(0, 17));
      }
    }
  });
});

describe('roles', () => {
  it.each([
    [OWNER, OWNER, true],
    [OWNER, EDITOR, true],
    [OWNER, MEMBER, true],
    [EDITOR, OWNER, false],
    [EDITOR, EDITOR, true],
    [EDITOR, MEMBER, true],
    [MEMBER, OWNER, false],
    [MEMBER, EDITOR, false],
    [MEMBER, MEMBER, true],
    [null, OWNER, false],
    [null, EDITOR, false],
    [null, MEMBER, false],
  ])('%s includes %s: %s', (held, needed, may) => {
    expect(includesRole(held, needed)).toBe(may);
  });

  it.each([
    [0, OWNER, null, false],
    [0, OWNER, EDITOR, false],
    [0, OWNER, MEMBER, false],
    [0, OWNER, OWNER, true],
    [1, OWNER, null, true],
    [1, OWNER, EDITOR, true],
    [1, OWNER, MEMBER, true],
    [0, EDITOR, null, true],
    [0, EDITOR, MEMBER, true],
    [0, EDITOR, OWNER, true],
    [0, MEMBER, null, true],
  ])('with %i other owner(s), from %s to %s: %s', (owners, role, next, allowed) => {
    expect(outcomeOf(() => requireOwnerAfter(owners, { role }, next))).toBe(
      allowed ? 'allowed' : 'INVALID_STATE organization.lastOwner',
    );
  });
});

describe('verification', () => {
  const facts = { name: '益群社会工作服务中心', kind: OrganizationKind.SOCIAL_WORK, creditCode: '91350100M000100Y43' };

  it.each([
    [VERIFIED, {}, VERIFIED],
    [VERIFIED, { name: '益群' }, WAITING],
    [VERIFIED, { kind: OrganizationKind.CHARITY }, WAITING],
    [VERIFIED, { creditCode: null }, WAITING],
    [WAITING, {}, WAITING],
    [WAITING, { name: '益群' }, WAITING],
    [REFUSED, {}, WAITING],
    [REFUSED, { creditCode: null }, WAITING],
  ])('%s, after an owner saved %j: %s', (verification, changes, after) => {
    expect(verificationAfterEdit({ ...facts, verification }, { ...facts, ...changes })).toBe(after);
  });

  it.each([
    [WAITING, false],
    [VERIFIED, true],
    [REFUSED, false],
  ])('%s can publish: %s', (verification, may) => {
    expect(outcomeOf(() => requireVerified({ verification, closedAt: null }))).toBe(
      may ? 'allowed' : 'INVALID_STATE organization.notVerified',
    );
  });
});

describe('invitations', () => {
  const expiresAt = new Date('2017-06-22T02:00:00.000Z');
  const before = new Date('2017-06-22T01:59:59.999Z');

  it.each([
    ['OPEN', before, 'OPEN'],
    ['OPEN', expiresAt, 'EXPIRED'],
    ['ACCEPTED', before, 'ACCEPTED'],
    ['ACCEPTED', expiresAt, 'ACCEPTED'],
    ['REVOKED', before, 'REVOKED'],
    ['REVOKED', expiresAt, 'REVOKED'],
  ] as const)('stored as %s, at %s: %s', (storedStatus, now, status) => {
    expect(statusAt({ storedStatus, expiresAt }, now)).toBe(status);
  });

  it.each([
    ['liming@example.com', 'l***@example.com'],
    ['a@b.cn', 'a***@b.cn'],
    ['李明@example.com', '李***@example.com'],
  ])('%s is shown to others as %s', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});

describe('the credit code that papers show', () => {
  const code = { creditCode: 'NEW', verifiedCode: 'OLD' };
  it.each([
    ['of a verified unit', { ...code, verification: VerificationStatus.VERIFIED }, 'NEW'],
    ['while a new code waits', { ...code, verification: VerificationStatus.WAITING }, 'OLD'],
    ['of a unit that was refused', { ...code, verification: VerificationStatus.REFUSED }, 'OLD'],
    [
      'of a unit that was never verified',
      { creditCode: 'NEW', verifiedCode: null, verification: VerificationStatus.WAITING },
      null,
    ],
    [
      'of a verified unit that gave its code up',
      { creditCode: null, verifiedCode: 'OLD', verification: VerificationStatus.VERIFIED },
      null,
    ],
  ])('%s', (_what, unit, shown) => expect(publicCodeOf(unit)).toBe(shown));
});
