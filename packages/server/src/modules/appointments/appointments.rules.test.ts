import { describe, expect, it } from 'vitest';
import { PlatformRole as R } from '../../context.js';
import { changesTo, readEnd, requireUnitRoles } from './appointments.rules.js';

describe('what has to change', () => {
  it.each([
    ['nothing', [R.ADMIN], [R.ADMIN], [], []],
    ['one more', [R.ADMIN], [R.ADMIN, R.REVIEWER], [R.REVIEWER], []],
    ['one less', [R.ADMIN, R.REVIEWER], [R.ADMIN], [], [R.REVIEWER]],
    ['one for another', [R.ADMIN], [R.AUDITOR], [R.AUDITOR], [R.ADMIN]],
    ['the same role twice', [], [R.KEEPER, R.KEEPER], [R.KEEPER], []],
  ] as const)('%s', (_, held, wanted, given, taken) => {
    expect(changesTo(held, wanted)).toEqual({ given, taken });
  });
});

it('reviewers, caseworkers, keepers and coordinators can be appointed for one unit, others cannot', () => {
  expect(() => requireUnitRoles('roles', [R.REVIEWER, R.CASEWORKER, R.KEEPER, R.COORDINATOR])).not.toThrow();
  for (const role of [R.ADMIN, R.TREASURER, R.AUDITOR])
    expect(() => requireUnitRoles('roles', [R.REVIEWER, role])).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'roles.1' }),
    );
});

describe('the end of a role', () => {
  const now = new Date('2026-06-10T02:00:00Z');
  it.each([
    ['none', null, null],
    ['a second from now', new Date('2026-06-10T02:00:01Z'), new Date('2026-06-10T02:00:01Z')],
  ])('%s', (_, end, read) => expect(readEnd('validUntil', end, now)).toEqual(read));
  it.each([
    ['now', now],
    ['in eleven years', new Date('2037-06-10T02:00:00Z')],
  ])('not %s', (_, end) =>
    expect(() => readEnd('validUntil', end, now)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'validUntil' }),
    ),
  );
});
