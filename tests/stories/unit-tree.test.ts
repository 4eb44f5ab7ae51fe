import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';

const app = useTestApp();
let admin: TestUser;
let owner: TestUser;
beforeAll(async () => {
  admin = await app.signUp({ name: '管理员', roles: ['ADMIN'] });
  owner = await app.signUp({ name: '李明' });
});

/** Creates a verified unit with this name. */
async function unit(name: string, parentId: string | null = null): Promise<string> {
  const { createOrganization } = await owner.client.must(MUTATIONS.createOrganization, {
    input: { name, kind: 'PARTY_COMMITTEE', parentId },
  });
  await admin.client.must(MUTATIONS.verifyOrganization, { id: createOrganization.id, accepted: true });
  return createOrganization.id;
}
const move = (id: string, parentId: string | null) =>
  admin.client.must(MUTATIONS.updateOrganization, { id, input: { parentId, parentReason: '隶属关系调整' } });

/** Reads what was above a unit at a moment, from the nearest to the farthest. */
async function aboveAt(id: string, at: Date): Promise<string[]> {
  const moment = at.toISOString().slice(0, 23).replace('T', ' ');
  const rows = await app.db.read.query<{ name: string }[]>(
    `SELECT o.name FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id
     WHERE c.descendant_id = ? AND c.depth > 0 AND c.from_at <= ? AND (c.until_at IS NULL OR c.until_at > ?) ORDER BY c.depth`,
    [id, moment, moment],
  );
  return rows.map(({ name }) => name);
}

// After every test the invariants prove that the recorded tree is that of the parents, at every moment.
describe('the tree of units', () => {
  it('is remembered as it was when a branch moves', async () => {
    const [city, other] = [await unit('市委'), await unit('另一个市委')];
    const district = await unit('区委', city);
    const street = await unit('街道', district);
    const community = await unit('社区', street);
    const before = app.clock.now();
    await app.pass(DAY_MS);
    await move(district, other);
    await app.pass(DAY_MS);
    const between = app.clock.now();
    await app.pass(DAY_MS);
    await move(street, city);
    await app.pass(DAY_MS);

    expect(await aboveAt(community, before)).toEqual(['街道', '区委', '市委']);
    expect(await aboveAt(community, between)).toEqual(['街道', '区委', '另一个市委']);
    expect(await aboveAt(community, app.clock.now())).toEqual(['街道', '市委']);
    expect(await aboveAt(district, app.clock.now())).toEqual(['另一个市委']);
    await move(street, null);
    await app.pass(1);
    expect(await aboveAt(community, app.clock.now())).toEqual(['街道']);
  });

  it('forgets a move that is undone at the same moment', async () => {
    const [first, second] = [await unit('第一党委'), await unit('第二党委')];
    const branch = await unit('支部', first);
    await app.pass(DAY_MS);
    app.clock.freezeAt(app.clock.now());
    for (const parentId of [second, first, second, null, first, second]) await move(branch, parentId);
    expect(await aboveAt(branch, app.clock.now())).toEqual(['第二党委']);
    app.clock.set(app.clock.now());
  });

  it('refuses a circle and a ninth level, and stays as it was', async () => {
    const ids = [await unit('第1级')];
    for (let level = 2; level <= 8; level += 1) ids.push(await unit(`第${level}级`, ids.at(-1)));
    const refusal = (id: string, parentId: string) =>
      admin.client.refused(MUTATIONS.updateOrganization, { id, input: { parentId, parentReason: '调整' } });
    expect(await refusal(ids[2]!, ids[5]!)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });
    expect(await refusal(ids[2]!, ids[2]!)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });
    const alone = await unit('独立单位');
    expect(await refusal(ids[0]!, alone)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });
    expect(
      await owner.client.refused(MUTATIONS.createOrganization, {
        input: { name: '第9级', kind: 'PARTY_COMMITTEE', parentId: ids[7] },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });
    expect(await aboveAt(ids[7]!, app.clock.now())).toEqual([
      '第7级',
      '第6级',
      '第5级',
      '第4级',
      '第3级',
      '第2级',
      '第1级',
    ]);
  });

  it('stays a tree when two branches move below each other at once', async () => {
    const units = await Promise.all(Array.from({ length: 6 }, (_, index) => unit(`同时${index}`)));
    await Promise.all(
      units.map((id, index) =>
        admin.client.execute(MUTATIONS.updateOrganization, {
          id,
          input: { parentId: units[(index + 1) % units.length], parentReason: '调整' },
        }),
      ),
    );
    const [open] = await app.db.read.query<{ n: number | string }[]>(
      'SELECT COUNT(*) AS n FROM organizations WHERE name LIKE ? AND parent_id IS NULL',
      ['同时%'],
    );
    expect(Number(open!.n), 'one of them stays at the top').toBeGreaterThan(0);
  });
});

describe('a unit that says it belongs to another', () => {
  const PARENT = `query P($id: ID!) { organization(id: $id) { parent { name } parentRequest { id state reason parent { name } } } }`;
  const BELOW = `query B($id: ID!) { organization(id: $id) { children { id } childRequests { id unit { name } } } }`;
  const DECIDE =
    'mutation D($id: ID!, $accepted: Boolean!, $reason: String) { decideUnitParent(id: $id, accepted: $accepted, reason: $reason) { state reason } }';
  const noticesOf = async (person: TestUser): Promise<string[]> => {
    await app.pass(2_000);
    const { viewer } = await person.client.must('{ viewer { notices(first: 50) { edges { node { title } } } } }');
    return viewer.notices.edges.map(({ node }: { node: { title: string } }) => node.title);
  };
  let newcomer: TestUser;
  let parent: string;
  let names = 0;
  const asking = async (): Promise<{ id: string; request: string }> => {
    names += 1;
    const { createOrganization } = await newcomer.client.must(MUTATIONS.createOrganization, {
      input: { name: `自称下属${names}`, kind: 'SOCIAL_WORK', parentId: parent },
    });
    await admin.client.must(MUTATIONS.verifyOrganization, { id: createOrganization.id, accepted: true });
    const { organization } = await newcomer.client.must(PARENT, { id: createOrganization.id });
    return { id: createOrganization.id, request: organization.parentRequest.id };
  };
  beforeAll(async () => {
    newcomer = await app.signUp({ name: '新单位的负责人' });
    parent = await unit('有名望的党委');
  });

  it('stands alone until an owner of the other consents, who is told', async () => {
    const { id, request } = await asking();
    expect((await newcomer.client.must(PARENT, { id })).organization).toMatchObject({
      parent: null,
      parentRequest: { state: 'WAITING', parent: { name: '有名望的党委' } },
    });
    expect((await app.anonymous().must(PARENT, { id })).organization).toEqual({ parent: null, parentRequest: null });
    expect(await aboveAt(id, app.clock.now())).toEqual([]);
    const { organization } = await owner.client.must(BELOW, { id: parent });
    expect(organization.children).toEqual([]);
    expect(organization.childRequests).toEqual([{ id: request, unit: { name: '自称下属1' } }]);
    expect(await noticesOf(owner)).toContain('有单位请求归属“有名望的党委”');

    expect((await owner.client.must(DECIDE, { id: request, accepted: true })).decideUnitParent.state).toBe('ACCEPTED');
    await app.pass(1);
    expect(await aboveAt(id, app.clock.now())).toEqual(['有名望的党委']);
    expect((await app.anonymous().must(BELOW, { id: parent })).organization).toMatchObject({
      children: [{ id }],
      childRequests: null,
    });
    expect(await noticesOf(newcomer)).toContain('“有名望的党委”已同意本单位归属');
    expect(await owner.client.refused(DECIDE, { id: request, accepted: false, reason: '反悔' })).toMatchObject({
      code: 'INVALID_STATE',
    });
  });

  it('stays alone after a refusal, whose reason its members read, and asks again', async () => {
    const { id, request } = await asking();
    expect(await owner.client.refused(DECIDE, { id: request, accepted: false })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    await owner.client.must(DECIDE, { id: request, accepted: false, reason: '不是我们的单位' });
    expect((await newcomer.client.must(PARENT, { id })).organization).toMatchObject({
      parent: null,
      parentRequest: { state: 'REFUSED', reason: '不是我们的单位' },
    });
    await newcomer.client.must(MUTATIONS.updateOrganization, { id, input: { parentId: parent } });
    const { organization } = await newcomer.client.must(PARENT, { id });
    expect(organization).toMatchObject({ parent: null, parentRequest: { state: 'WAITING' } });
    // Its own owner takes the request back.
    const withdrawn = await newcomer.client.must(DECIDE, { id: organization.parentRequest.id, accepted: false });
    expect(withdrawn.decideUnitParent.state).toBe('WITHDRAWN');
  });

  it('is put below by an administrator only with a reason, and never by its own people', async () => {
    const { id, request } = await asking();
    expect(await newcomer.client.refused(DECIDE, { id: request, accepted: true })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await admin.client.refused(DECIDE, { id: request, accepted: true })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    expect(await admin.client.refused(MUTATIONS.updateOrganization, { id, input: { parentId: parent } })).toMatchObject(
      {
        code: 'BAD_USER_INPUT',
        field: 'parentReason',
      },
    );
    await app.grant(newcomer, 'ADMIN');
    expect(await newcomer.client.refused(DECIDE, { id: request, accepted: true, reason: '自己批准' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await app.take(newcomer, 'ADMIN');
    const { decideUnitParent } = await admin.client.must(DECIDE, {
      id: request,
      accepted: true,
      reason: '负责人已离任，有批复',
    });
    expect(decideUnitParent).toEqual({ state: 'ACCEPTED', reason: '负责人已离任，有批复' });
    await app.pass(1);
    expect(await aboveAt(id, app.clock.now())).toEqual(['有名望的党委']);
  });

  it('leaves without asking anybody', async () => {
    const { id, request } = await asking();
    await newcomer.client.must(MUTATIONS.updateOrganization, { id, input: { parentId: null } });
    await owner.client.must(DECIDE, { id: request, accepted: true });
    await newcomer.client.must(MUTATIONS.updateOrganization, { id, input: { parentId: null } });
    await app.pass(1);
    expect(await aboveAt(id, app.clock.now())).toEqual([]);
  });
});

describe('verified names', () => {
  const register = async (name: string): Promise<string> =>
    (await owner.client.must(MUTATIONS.createOrganization, { input: { name, kind: 'SOCIAL_WORK' } })).createOrganization
      .id;
  const verify = (id: string, accepted = true) => ({ id, accepted, comment: '看过了' });

  it.each(['同名服务社', ' 同名 服务社 ', '同名服務社', '“同名服务社”'])(
    'are given once: not %s as well',
    async (name) => {
      if (name === '同名服务社') await unit(name);
      const id = await register(name);
      expect(await admin.client.refused(MUTATIONS.verifyOrganization, verify(id))).toMatchObject({
        code: 'CONFLICT',
        field: 'id',
        message: expect.stringContaining('已有一家认证单位'),
      });
      // It adds what tells the two apart.
      await owner.client.must(MUTATIONS.updateOrganization, { id, input: { name: `${name}（石岐${id.slice(-6)}）` } });
      await admin.client.must(MUTATIONS.verifyOrganization, verify(id));
      expect(
        await admin.client.refused(MUTATIONS.updateOrganization, { id, input: { name: '同名服务社' } }),
      ).toMatchObject({ code: 'CONFLICT', field: 'name' });
    },
  );

  it('are given once when two are verified at the same moment', async () => {
    const ids = [await register('同时认证服务社'), await register('同时认证服务社')];
    const answers = await Promise.all(ids.map((id) => admin.client.execute(MUTATIONS.verifyOrganization, verify(id))));
    expect(answers.flatMap(({ errors }) => errors.map((error) => error.extensions?.code))).toEqual(['CONFLICT']);
  });

  it('are free again after a refusal', async () => {
    const [first, second] = [await unit('让出名称服务社'), await register('让出名称服务社')];
    await admin.client.must(MUTATIONS.verifyOrganization, verify(first, false));
    await admin.client.must(MUTATIONS.verifyOrganization, verify(second));
    expect(await admin.client.refused(MUTATIONS.verifyOrganization, verify(first))).toMatchObject({ code: 'CONFLICT' });
  });
});
