import { expect, it } from 'vitest';
import { PlatformRole } from './context.js';
import { allPermissions } from './modules.js';

it('every permission has a unique name', () => {
  const names = allPermissions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(20);
});

it('auditors have every permission to see, and no other one', () => {
  const held = (auditor: boolean) =>
    allPermissions.filter(({ roles }) => roles.includes(PlatformRole.AUDITOR) === auditor).map(({ name }) => name);
  expect(held(true).filter((name) => !name.endsWith('.see'))).toEqual([]);
  expect(held(false).filter((name) => name.endsWith('.see'))).toEqual([]);
});

it('every role has a permission', () => {
  // The modules that will name these roles do not exist yet.
  const unused = [PlatformRole.CASEWORKER, PlatformRole.KEEPER, PlatformRole.COORDINATOR];
  for (const role of Object.values(PlatformRole).filter((one) => !unused.includes(one)))
    expect(
      allPermissions.some(({ roles }) => roles.includes(role)),
      role,
    ).toBe(true);
});
