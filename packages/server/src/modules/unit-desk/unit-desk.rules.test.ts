import { describe, expect, it } from 'vitest';
import { DomainError } from '../../errors.js';
import { MembershipRole } from '../organizations/index.js';
import { MemberAmounts } from './unit-desk.entities.js';
import { readPeriod, seesAmounts } from './unit-desk.rules.js';

const { OWNER, EDITOR, MEMBER } = MembershipRole;
const { NOBODY, OWNERS, EDITORS } = MemberAmounts;

describe('what a member gave', () => {
  it.each([
    [OWNER, NOBODY, false],
    [OWNER, OWNERS, true],
    [OWNER, EDITORS, true],
    [EDITOR, NOBODY, false],
    [EDITOR, OWNERS, false],
    [EDITOR, EDITORS, true],
    [MEMBER, EDITORS, false],
    [null, EDITORS, false],
  ] as const)('%s under the rule %s: seen is %s', (role, rule, seen) => {
    expect(seesAmounts(role, rule)).toBe(seen);
  });
});

describe('a period', () => {
  it('has whole days of Shanghai', () => {
    expect(readPeriod('2026-06-20', '2026-07-31')).toMatchObject({
      begin: new Date('2026-06-19T16:00:00Z'),
      end: new Date('2026-07-31T16:00:00Z'),
    });
  });

  it.each([
    ['2026-06-20', '2026-06-19'],
    ['2025-06-20', '2026-06-21'],
  ])('is refused from %s to %s', (from, until) => {
    expect(() => readPeriod(from, until)).toThrow(DomainError);
  });
});
