import { beforeEach, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp();
let first: TestUser;
let second: TestUser;
let person: TestUser;

interface Waiting {
  id: string;
  role: string;
  isGiven: boolean;
}

const set = async (
  by: TestUser,
  who: TestUser,
  roles: string[],
  more: Record<string, unknown> = {},
): Promise<{ roles: string[]; waitingChanges: Waiting[] }> =>
  (await by.client.must(MUTATIONS.setPlatformRoles, { userId: who.id, roles, ...more })).setPlatformRoles;
const sign = (by: TestUser, id: string) => by.client.must(MUTATIONS.signRoleChange, { id });
const refusedSign = (by: TestUser, id: string) => by.client.refused(MUTATIONS.signRoleChange, { id });
const rolesOf = async (who: TestUser): Promise<string[]> =>
  (await who.client.must('{ viewer { roles } }')).viewer.roles;
const queue = async (by: TestUser) =>
  (
    await by.client.must(
      '{ roleChangeQueue { totalCount edges { node { id role isGiven account { id } order { state reason preparedBy viewerObstacle viewerMayClose } } } } }',
    )
  ).roleChangeQueue;

beforeEach(async () => {
  first = await app.signUp({ name: '管理员甲', roles: ['ADMIN'] });
  second = await app.signUp({ name: '管理员乙', roles: ['ADMIN'] });
  person = await app.signUp({ name: '新财务' });
});

describe('the role of a treasurer', () => {
  it('is prepared by one administrator and given by the signature of another', async () => {
    const before = (await queue(first)).totalCount;
    const { roles, waitingChanges } = await set(first, person, ['TREASURER'], { reason: '接替退休的同事' });
    expect(roles).toEqual([]);
    expect(waitingChanges).toEqual([{ id: expect.any(String), role: 'TREASURER', isGiven: true }]);
    expect(await rolesOf(person), 'nothing is given yet').toEqual([]);
    const { id } = waitingChanges[0]!;
    expect((await set(first, person, ['TREASURER'])).waitingChanges, 'the same change waits once').toEqual(
      waitingChanges,
    );

    const seen = async (by: TestUser) => (await queue(by)).edges.find(({ node }: any) => node.id === id).node;
    expect((await queue(second)).totalCount).toBe(before + 1);
    expect(await seen(first)).toMatchObject({ order: { viewerObstacle: 'PREPARED_BY_VIEWER', viewerMayClose: true } });
    expect(await seen(second)).toEqual({
      id,
      role: 'TREASURER',
      isGiven: true,
      account: { id: person.id },
      order: {
        state: 'PREPARED',
        reason: '接替退休的同事',
        preparedBy: first.name,
        viewerObstacle: null,
        viewerMayClose: true,
      },
    });
    expect(await refusedSign(first, id)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('另一位管理员签核'),
    });
    expect(await refusedSign(person, id)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('平台角色'),
    });

    await sign(second, id);
    expect(await rolesOf(person)).toEqual(['TREASURER']);
    expect(await refusedSign(second, id), 'it is carried out').toMatchObject({ code: 'INVALID_STATE' });
    const { accounts } = await second.client.must(
      'query A($search: String) { accounts(search: $search) { edges { node { grants { role grantedBy signedBy } waitingChanges { id } } } } }',
      { search: person.email },
    );
    expect(accounts.edges[0].node).toEqual({
      grants: [{ role: 'TREASURER', grantedBy: first.name, signedBy: second.name }],
      waitingChanges: [],
    });
  });

  it('is withdrawn by whoever prepared it, or refused by another, and then nothing is given', async () => {
    const own = (await set(first, person, ['TREASURER'])).waitingChanges[0]!;
    const withdraw = async (by: TestUser, id: string) =>
      (await by.client.must(MUTATIONS.withdrawRoleChange, { id, reason: '弄错了人' })).withdrawRoleChange.order.state;
    expect(await withdraw(first, own.id)).toBe('WITHDRAWN');
    const other = (await set(first, person, ['TREASURER'])).waitingChanges[0]!;
    expect(await withdraw(second, other.id)).toBe('REFUSED');
    for (const { id } of [own, other])
      expect(await refusedSign(second, id)).toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining('已撤回或驳回'),
      });
    expect(await rolesOf(person)).toEqual([]);
  });

  it('is taken away by two as well, while a reviewer needs one', async () => {
    await sign(second, (await set(first, person, ['TREASURER', 'REVIEWER'])).waitingChanges[0]!.id);
    expect((await rolesOf(person)).sort()).toEqual(['REVIEWER', 'TREASURER']);
    const { waitingChanges } = await set(first, person, []);
    expect(await rolesOf(person)).toEqual(['TREASURER']);
    expect(waitingChanges).toMatchObject([{ role: 'TREASURER', isGiven: false }]);
    await sign(second, waitingChanges[0]!.id);
    expect(await rolesOf(person)).toEqual([]);
  });
});

it('nobody prepares or signs that they get a role', async () => {
  expect(
    await first.client.refused(MUTATIONS.setPlatformRoles, { userId: first.id, roles: ['ADMIN', 'AUDITOR'] }),
  ).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('为自己取得') });
  const third = await app.signUp({ name: '管理员丙', roles: ['ADMIN'] });
  const { id } = (await set(first, second, ['ADMIN', 'AUDITOR'])).waitingChanges[0]!;
  expect(await refusedSign(second, id)).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('为自己取得'),
  });
  await sign(third, id);
  expect((await rolesOf(second)).sort()).toEqual(['ADMIN', 'AUDITOR']);
});

describe('an administrator', () => {
  it.each(['TREASURER', 'REVIEWER'] as const)('is not a %s as well, whichever comes first', async (role) => {
    const together = { code: 'INVALID_STATE', message: expect.stringContaining('不能同时担任') };
    expect(
      await first.client.refused(MUTATIONS.setPlatformRoles, { userId: second.id, roles: ['ADMIN', role] }),
    ).toMatchObject(together);
    const other = await app.signUp({ roles: [role] });
    expect(
      await first.client.refused(MUTATIONS.setPlatformRoles, { userId: other.id, roles: [role, 'ADMIN'] }),
    ).toMatchObject(together);
    expect(await rolesOf(other)).toEqual([role]);
    // Two orders that wait side by side: the second signature finds the role that the first one gave.
    const { waitingChanges } = await set(first, person, ['ADMIN']);
    if (role === 'REVIEWER') await set(first, person, ['REVIEWER']);
    else
      await sign(second, (await set(first, person, ['TREASURER'])).waitingChanges.find((one) => one.role === role)!.id);
    expect(await refusedSign(second, waitingChanges[0]!.id)).toMatchObject(together);
    expect(await rolesOf(person)).toEqual([role]);
  });

  it('can sign the loss of the own role, and the last one keeps it', async () => {
    const lossOf = async (by: TestUser, who: TestUser) => (await set(by, who, [])).waitingChanges[0]!.id;
    const [ofSecond, ofFirst] = [await lossOf(first, second), await lossOf(second, first)];
    // The administrators of the earlier tests are gone.
    await app.db.transact((tx) =>
      tx.manager.query("DELETE FROM role_grants WHERE role = 'ADMIN' AND user_id NOT IN (?, ?)", [first.id, second.id]),
    );
    await sign(first, ofFirst);
    expect(await rolesOf(first)).toEqual([]);
    expect(await refusedSign(second, ofSecond)).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('最后一位管理员'),
    });
    expect(await rolesOf(second)).toEqual(['ADMIN']);
  });
});
