import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole } from '../../context.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { grantsOf, listAccounts } from '../identity/index.js';
import { setPlatformRoles } from './appointments.service.js';

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const rolesOf = async (userId: string): Promise<string[]> =>
  (await grantsOf(services.db.read, [userId], services.clock.now())).map(({ role }) => role);

describe('platform roles', () => {
  it('are given exactly as asked by administrators', async () => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN]));
    const { userId } = await newViewer(services, [PlatformRole.COORDINATOR]);
    const account = await setPlatformRoles(admin, { userId, roles: [PlatformRole.REVIEWER, PlatformRole.REVIEWER] });
    expect(account.roles).toEqual(['REVIEWER']);
    expect(await rolesOf(userId)).toEqual(['REVIEWER']);
  });

  it.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a person', [], 'FORBIDDEN'],
    ['a reviewer', [PlatformRole.REVIEWER], 'FORBIDDEN'],
    ['a treasurer', [PlatformRole.TREASURER], 'FORBIDDEN'],
  ])('are not given by %s, who does not see the accounts either', async (_, roles, code) => {
    const context = contextFor(services, roles === null ? null : await newViewer(services, roles));
    const { userId } = await newViewer(services);
    await expect(setPlatformRoles(context, { userId, roles: [PlatformRole.ADMIN] })).rejects.toMatchObject({ code });
    await expect(listAccounts(context, null, {})).rejects.toMatchObject({ code });
    expect(await rolesOf(userId)).toEqual([]);
  });

  it("of one's own: an administrator cannot stop being one, so that one always remains", async () => {
    const viewer = await newViewer(services, [PlatformRole.ADMIN]);
    const admin = contextFor(services, viewer);
    await expect(
      setPlatformRoles(admin, { userId: viewer.userId, roles: [PlatformRole.REVIEWER] }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      key: 'roles.ownAdmin',
      field: 'roles',
    });
    expect(await rolesOf(viewer.userId), 'nothing is recorded').toEqual(['ADMIN']);
    expect(
      (
        await setPlatformRoles(admin, { userId: viewer.userId, roles: [PlatformRole.KEEPER, PlatformRole.ADMIN] })
      ).roles.sort(),
    ).toEqual(['ADMIN', 'KEEPER']);
  });

  it.each(['01900000-0000-7000-8000-000000000000', 'x', ''])('of account %j: there is none', async (userId) => {
    const admin = contextFor(services, await newViewer(services, [PlatformRole.ADMIN]));
    await expect(setPlatformRoles(admin, { userId, roles: [] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      field: 'userId',
    });
  });
});
