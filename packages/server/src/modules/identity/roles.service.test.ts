import { PLATFORM } from '../trace/index.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole } from '../../context.js';
import { newViewer, testServices, type TestServices } from '#testing';
import { verifyByOperator } from './emails.service.js';
import { giveRole, grantRole, grantsOf, holdersOf, takeRole } from './roles.service.js';
import { Credential } from './user.entity.js';

let services: TestServices;
beforeEach(async () => {
  services = await testServices();
});
afterEach(() => services.close());

const UNIT = '01900000-0000-7000-8000-000000000001';
const give = (userId: string, organizationId: string | null, validUntil: Date | null = null) =>
  services.db.transact((tx) =>
    giveRole(tx, PLATFORM, {
      userId,
      role: PlatformRole.REVIEWER,
      organizationId,
      validUntil,
      grantedById: null,
      orderId: null,
    }),
  );
const grantedTo = (userId: string) => grantsOf(services.db.read, [userId], services.clock.now());

it('roles from the command line need a verified address in production', async () => {
  const { userId } = await newViewer(services);
  const { email } = await services.db.read.findOneByOrFail(Credential, { userId });
  await services.db.transact((tx) => tx.manager.update(Credential, { userId }, { emailVerifiedAt: null }));
  const production = { ...services, env: { ...services.env, production: true } };
  const grant = () => grantRole(production, email, PlatformRole.ADMIN);
  await expect(grant()).rejects.toMatchObject({ code: 'FORBIDDEN', key: 'email.accountUnverified' });
  await verifyByOperator(services, [email]);
  await grant();
  expect((await grantedTo(userId)).map(({ role }) => role)).toEqual(['ADMIN']);
});

it('roles from the command line are added to those held, with their time and without a giver', async () => {
  const { userId } = await newViewer(services, [PlatformRole.AUDITOR]);
  const [email] = (await services.db.read.query<{ email: string }[]>('SELECT email FROM credentials')).map(
    (row) => row.email,
  );
  for (const role of [PlatformRole.REVIEWER, PlatformRole.TREASURER, PlatformRole.REVIEWER])
    await grantRole(services, ` ${email!.toUpperCase()}`, role);
  const now = services.clock.now();
  expect(
    (await grantedTo(userId)).map(({ role, grantedById, grantedAt }) => ({ role, grantedById, grantedAt })),
  ).toEqual([
    { role: 'AUDITOR', grantedById: null, grantedAt: now },
    { role: 'REVIEWER', grantedById: null, grantedAt: now },
    { role: 'TREASURER', grantedById: null, grantedAt: now },
  ]);
  await expect(grantRole(services, 'nobody@example.test', PlatformRole.ADMIN)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    field: 'email',
  });
});

describe('a role', () => {
  it('for a unit and one for the city are two, and each is taken by itself', async () => {
    const { userId } = await newViewer(services);
    await give(userId, null);
    await give(userId, UNIT);
    expect(await holdersOf(services)).toEqual([
      { userId, roles: new Set(['REVIEWER']), unitRoles: new Map([['REVIEWER', [UNIT]]]) },
    ]);
    const take = (organizationId: string | null) =>
      services.db.transact((tx) => takeRole(tx, PLATFORM, userId, { role: PlatformRole.REVIEWER, organizationId }));
    expect(await take(null)).toBe(true);
    expect(await take(null), 'it is gone').toBe(false);
    expect((await grantedTo(userId)).map(({ scopeId }) => scopeId)).toEqual([UNIT]);
  });

  it('ends at its time', async () => {
    const { userId } = await newViewer(services);
    await give(userId, null, new Date(services.clock.now().getTime() + 60_000));
    services.clock.advance(59_999);
    expect(await grantedTo(userId)).toHaveLength(1);
    services.clock.advance(1);
    expect(await grantedTo(userId)).toEqual([]);
    expect(await holdersOf(services)).toEqual([]);
    await give(userId, UNIT);
    expect(
      await services.db.read.query<unknown[]>('SELECT scope_id FROM role_grants'),
      'the next grant removes the row of the ended one',
    ).toEqual([{ scope_id: UNIT }]);
  });
});
