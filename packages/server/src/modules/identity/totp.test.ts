import { describe, expect, it } from 'vitest';
import { findTotpStep, newTotpSecret, stepOf, totpCode, totpUri } from './totp.js';

/** "12345678901234567890" in base32, the secret of the test values in RFC 6238. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number): Date => new Date(seconds * 1_000);

describe('a one-time password', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %d is %s, as RFC 6238 says', (seconds, code) => {
    expect(totpCode(SECRET, stepOf(at(seconds)))).toBe(code);
  });

  it('counts half a minute early and late, and no longer', () => {
    const code = totpCode(SECRET, stepOf(at(3_000)));
    const found = [2_939, 2_969, 2_970, 3_000, 3_059, 3_060].map(
      (seconds) => findTotpStep(SECRET, code, at(seconds), 0) !== null,
    );
    expect(found).toEqual([false, false, true, true, true, false]);
  });

  it('works once', () => {
    const now = at(3_000);
    const code = totpCode(SECRET, stepOf(now));
    const step = findTotpStep(SECRET, code, now, 0)!;
    expect(findTotpStep(SECRET, code, now, step)).toBeNull();
    expect(findTotpStep(SECRET, totpCode(SECRET, step - 1), now, step), 'nor does an older one').toBeNull();
  });

  it('may be typed with blanks and full-width digits', () => {
    const now = at(59);
    expect(findTotpStep(SECRET, ' 287 082 ', now, 0)).toBe(1);
    expect(findTotpStep(SECRET, '２８７０８２', now, 0)).toBe(1);
  });

  it.each(['', '28708', '2870822', '28708a', '-87082', '000000', "' OR 1"])('is not %j', (typed) => {
    expect(findTotpStep(SECRET, typed, at(59), 0)).toBeNull();
  });

  it('has a secret of its own of 160 bits', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it('is set up by an address that apps read', () => {
    expect(totpUri(SECRET, 'chen@example.test')).toBe(
      `otpauth://totp/Hongchuang%3Achen%40example.test?secret=${SECRET}&issuer=Hongchuang`,
    );
  });
});
