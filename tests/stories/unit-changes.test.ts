import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, pledgeInput, verifiedOrganization, type City } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { joinUnit, promise } from '../support/town.ts';
import { ASK_MERGER, ASK_SPLIT, askMerger, DECIDE_CHANGE } from '../support/unit-changes.ts';

const app = useTestApp();
let city: City;
let project: { id: string; slug: string };
let units = 0;

const unitOf = async (owner: TestUser, name: string): Promise<{ id: string; name: string }> =>
  verifiedOrganization(owner, city.admin, { name: `${name}${(units += 1)}`, kind: 'PARTY_COMMITTEE' });
const below = (id: string, parentId: string) =>
  city.admin.client.must(MUTATIONS.updateOrganization, { id, input: { parentId, parentReason: '批复' } });
const join = (owner: TestUser, organization: { id: string; name: string }, person: TestUser, role: string) =>
  joinUnit(app, { ...city, publisher: owner, organization }, person, role);
const PAGE = `query Page($id: ID!) { organization(id: $id) {
  given closedAt viewerRole successor { id } parent { id } children { id } members { name role }
  changes { kind state unit { id name } into { id name } decidedAt reason }
} }`;
const page = async (user: TestUser | null, id: string) =>
  (await (user?.client ?? app.anonymous()).must(PAGE, { id })).organization;
const carryOut = (id: string) =>
  city.admin.client.must(DECIDE_CHANGE, { id, accepted: true, reason: '区委批复〔2026〕8号' });

/** Sums what the gifts of a unit and of those below it came to, each by the tree of the gift's own moment. */
async function rolledUp(id: string): Promise<number> {
  const [row] = await app.db.read.query<{ fen: string | number | null }[]>(
    `SELECT SUM(p.amount_fen) AS fen FROM pledges p JOIN organization_closure c ON c.descendant_id = p.on_behalf_of_id
     WHERE c.ancestor_id = ? AND p.status = 'PAID' AND c.from_at <= p.paid_at AND (c.until_at IS NULL OR c.until_at > p.paid_at)`,
    [id],
  );
  return Number(row!.fen ?? 0);
}

beforeAll(async () => {
  city = await createCity(app);
  project = await openProject(app, city, {
    milestones: [{ title: '全程', amount: 100_000_000, dueOn: '2026-12-31T00:00:00Z' }],
  });
});

// After every test the invariants prove the tree, the memberships and every counter.
describe('a merger', () => {
  it('moves members, units below and promises; what was given stays where it was given, and nothing counts twice', async () => {
    const [first, second, both, plain] = (await Promise.all(
      ['一支部书记', '二支部书记', '两边都在的人', '普通党员'].map((name) => app.signUp({ name })),
    )) as [TestUser, TestUser, TestUser, TestUser];
    const district = await unitOf(second, '区委');
    const from = await unitOf(first, '第一支部');
    const into = await unitOf(second, '第二支部');
    const group = await unitOf(first, '党小组');
    await below(from.id, district.id);
    await below(into.id, district.id);
    await below(group.id, from.id);
    await join(first, from, plain, 'MEMBER');
    await join(first, from, both, 'EDITOR');
    await join(second, into, both, 'MEMBER');
    await give(first.client, project.id, { amount: 30_000, onBehalfOfId: from.id });
    await give(second.client, project.id, { amount: 50_000, onBehalfOfId: into.id });
    const waiting = await promise(plain, project.id, { amount: 20_000, onBehalfOfId: from.id });
    await app.pass(DAY_MS);

    const stakes = `query S($from: ID!, $into: ID!) { unitMergerStakes(organizationId: $from, intoId: $into) { name blocks } }`;
    const shown = (await first.client.must(stakes, { from: from.id, into: into.id })).unitMergerStakes;
    expect(shown).toEqual(
      ['MEMBERS', 'MEMBERS_OF_BOTH', 'CHILDREN', 'UNPAID', 'PAID'].map((name) => ({ name, blocks: false })),
    );
    const id = await askMerger(first, from.id, into.id);
    expect((await page(null, from.id)).changes, 'nobody else knows of what is not done').toEqual([]);
    expect((await page(second, into.id)).changes).toMatchObject([{ state: 'ASKED', reason: '两个支部合并设置' }]);
    expect(await first.client.refused(DECIDE_CHANGE, { id, accepted: true })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await city.admin.client.refused(DECIDE_CHANGE, { id, accepted: true, reason: '批复' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    await second.client.must(DECIDE_CHANGE, { id, accepted: true });
    expect(await second.client.refused(DECIDE_CHANGE, { id, accepted: true, reason: '自己办' })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await city.admin.client.refused(DECIDE_CHANGE, { id, accepted: true })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'reason',
    });
    await carryOut(id);
    await app.pass(1);

    const merged = await page(null, from.id);
    expect(merged).toMatchObject({
      given: 30_000,
      successor: { id: into.id },
      parent: null,
      children: [],
      changes: [{ kind: 'MERGER', state: 'DONE', into: { name: into.name }, decidedAt: merged.closedAt, reason: null }],
    });
    const grown = await page(second, into.id);
    expect(grown).toMatchObject({ given: 50_000, closedAt: null, children: [{ id: group.id }] });
    expect(grown.members.map(({ name, role }: any) => `${name} ${role}`).sort()).toEqual(
      ['一支部书记 OWNER', '两边都在的人 EDITOR', '二支部书记 OWNER', '普通党员 MEMBER'].sort(),
    );
    expect((await page(first, from.id)).viewerRole, 'somebody looks after its papers').toBe('OWNER');

    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: waiting.id, amount: 20_000, bankReference: '合并后到账' },
    });
    expect((await page(null, from.id)).given).toBe(30_000);
    expect((await page(null, into.id)).given).toBe(70_000);
    const receipt = `query R($id: ID!) { pledge(id: $id) { onBehalfOfName receipt { onBehalfOfName } } }`;
    expect((await plain.client.must(receipt, { id: waiting.id })).pledge).toEqual({
      onBehalfOfName: into.name,
      receipt: { onBehalfOfName: into.name },
    });
    expect(await Promise.all([rolledUp(district.id), rolledUp(from.id), rolledUp(into.id)])).toEqual([
      100_000, 30_000, 70_000,
    ]);

    const refused = await plain.client.refused(MUTATIONS.pledge, {
      input: pledgeInput(project.id, { onBehalfOfId: from.id }),
    });
    expect(refused).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('已并入其他单位') });
    for (const doing of [
      city.admin.client.refused(MUTATIONS.verifyOrganization, { id: from.id, accepted: false, comment: '不实' }),
      city.admin.client.refused(MUTATIONS.updateOrganization, { id: from.id, input: { about: '改' } }),
      first.client.refused(MUTATIONS.inviteMember, {
        input: { organizationId: from.id, email: 'new@example.test', role: 'MEMBER' },
      }),
    ])
      expect(await doing).toMatchObject({ code: 'INVALID_STATE' });
    expect(
      await first.client.refused(MUTATIONS.createOrganization, {
        input: { name: '新的党小组', kind: 'PARTY_COMMITTEE', parentId: from.id },
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'parentId' });

    await app.pass(2_000);
    const notices = '{ viewer { notices(first: 20) { edges { node { title } } } } }';
    const { viewer } = await plain.client.must(notices);
    expect(viewer.notices.edges.map(({ node }: any) => node.title)).toContain(`“${from.name}”已并入“${into.name}”`);

    // A second merger: the page of the first unit leads to the unit that exists now.
    const last = await unitOf(second, '第三支部');
    await carryOut(await askMerger(second, into.id, last.id));
    expect(await page(null, from.id)).toMatchObject({
      successor: { id: last.id },
      changes: [{ into: { id: into.id } }],
    });
    expect((await page(null, last.id)).given).toBe(0);
  });

  it('is refused into itself, below itself, into a closed unit, with unfinished work, and while another one waits', async () => {
    const owner = await app.signUp({ name: '负责人' });
    const other = await app.signUp({ name: '另一位负责人' });
    const [from, child, into, third] = [
      await unitOf(owner, '总支'),
      await unitOf(owner, '下级'),
      await unitOf(other, '接收单位'),
      await unitOf(owner, '第三单位'),
    ];
    await below(child.id, from.id);
    const refusal = (organizationId: string, intoId: string) =>
      owner.client.refused(ASK_MERGER, { input: { organizationId, intoId, reason: '合并' } });
    expect(await refusal(from.id, from.id)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'intoId' });
    expect(await refusal(from.id, child.id)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'intoId' });
    expect(
      await city.publisher.client.refused(ASK_MERGER, {
        input: { organizationId: city.organization.id, intoId: into.id, reason: '合并' },
      }),
    ).toMatchObject({ code: 'INVALID_STATE', message: expect.stringContaining('1 个项目尚未结束') });

    const id = await askMerger(owner, from.id, into.id);
    expect(await refusal(from.id, third.id), 'twice').toMatchObject({ code: 'INVALID_STATE' });
    expect(await refusal(third.id, from.id), 'into a unit that is to close').toMatchObject({ code: 'INVALID_STATE' });
    expect(await other.client.refused(DECIDE_CHANGE, { id, accepted: false })).toMatchObject({ field: 'reason' });
    await other.client.must(DECIDE_CHANGE, { id, accepted: false, reason: '暂不合并' });
    expect((await page(owner, from.id)).changes).toMatchObject([{ state: 'REFUSED' }]);

    const again = await askMerger(owner, from.id, third.id);
    await carryOut(again);
    expect(await city.admin.client.refused(DECIDE_CHANGE, { id: again, accepted: true, reason: '再办' })).toMatchObject(
      {
        code: 'INVALID_STATE',
      },
    );
    expect(
      await owner.client.refused(ASK_MERGER, { input: { organizationId: third.id, intoId: from.id, reason: '并' } }),
    ).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('and gifts for the unit at the same moment follow each other, and every gift has one unit', async () => {
    const owner = await app.signUp({ name: '忙碌的负责人' });
    const [from, into] = [await unitOf(owner, '忙支部'), await unitOf(owner, '新支部')];
    const id = await askMerger(owner, from.id, into.id);
    const gifts = Array.from({ length: 12 }, (_, index) =>
      owner.client.execute(MUTATIONS.pledge, {
        input: pledgeInput(project.id, {
          onBehalfOfId: from.id,
          amount: 1_000,
          payment: index % 2 === 0 ? 'SANDBOX' : 'BANK_TRANSFER',
        }),
      }),
    );
    const merged = Promise.all([
      city.admin.client.execute(DECIDE_CHANGE, { id, accepted: true, reason: '批复' }),
      city.admin.client.execute(DECIDE_CHANGE, { id, accepted: true, reason: '批复' }),
    ]);
    const answers = await Promise.all(gifts);
    const decided = await merged;
    expect(
      decided.filter(({ errors }) => errors.length === 0),
      'carried out once',
    ).toHaveLength(1);
    const paid = answers.filter(({ data, errors }) => errors.length === 0 && data?.pledge.status === 'PAID').length;
    for (const { errors } of answers)
      for (const error of errors) expect(error.extensions).toMatchObject({ code: 'INVALID_STATE' });
    expect((await page(null, from.id)).given).toBe(paid * 1_000);
    const [unpaid] = await app.db.read.query<{ n: string | number }[]>(
      "SELECT COUNT(*) AS n FROM pledges WHERE on_behalf_of_id = ? AND status = 'PENDING'",
      [from.id],
    );
    expect(Number(unpaid!.n)).toBe(0);
  });
});

describe('a split', () => {
  it('founds units beside the old one, moves whom and what it names, and leaves the past where it was', async () => {
    const [owner, second, leaver] = (await Promise.all(
      ['总支书记', '新书记', '中途离开的人'].map((name) => app.signUp({ name })),
    )) as [TestUser, TestUser, TestUser];
    const district = await unitOf(owner, '镇党委');
    const from = await unitOf(owner, '联合支部');
    const [stays, moves] = [await unitOf(owner, '甲组'), await unitOf(owner, '乙组')];
    await below(from.id, district.id);
    await below(stays.id, from.id);
    await below(moves.id, from.id);
    await join(owner, from, second, 'MEMBER');
    await join(owner, from, leaver, 'EDITOR');
    await give(second.client, project.id, { amount: 7_000, onBehalfOfId: from.id });
    const waiting = await promise(second, project.id, { amount: 3_000, onBehalfOfId: from.id });
    await app.pass(DAY_MS);
    const part = {
      name: '分出的支部',
      kind: 'PARTY_COMMITTEE',
      ownerId: second.id,
      memberIds: [second.id, leaver.id],
      childIds: [moves.id],
    };
    const input = (parts: object[]) => ({ input: { organizationId: from.id, reason: '党员增多', parts } });
    const refusal = (parts: object[]) => owner.client.refused(ASK_SPLIT, input(parts));
    expect(await refusal([part, { ...part, name: '另一支部' }]), 'nobody twice').toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'parts.1.memberIds.0',
    });
    expect(await refusal([{ ...part, ownerId: owner.id }])).toMatchObject({ field: 'parts.0.ownerId' });
    expect(await refusal([{ ...part, memberIds: [second.id, owner.id] }]), 'an owner stays').toMatchObject({
      code: 'INVALID_STATE',
    });
    expect(await refusal([{ ...part, childIds: [district.id] }])).toMatchObject({ field: 'parts.0.childIds.0' });
    expect(await refusal([{ ...part, name: from.name }])).toMatchObject({ code: 'CONFLICT', field: 'parts.0.name' });
    const asked = (await owner.client.must(ASK_SPLIT, input([part]))).askUnitSplit;
    expect(asked).toMatchObject({ state: 'CONSENTED', parts: [{ memberCount: 2, ownerName: '新书记' }] });
    expect(
      await owner.client.refused(ASK_MERGER, { input: { organizationId: from.id, intoId: district.id, reason: '并' } }),
    ).toMatchObject({ code: 'INVALID_STATE' });
    await leaver.client.must(MUTATIONS.removeMember, { organizationId: from.id, userId: leaver.id });
    await carryOut(asked.id);
    await app.pass(1);

    const old = await page(owner, from.id);
    expect(old).toMatchObject({ closedAt: null, given: 7_000, children: [{ id: stays.id }] });
    expect(old.members.map(({ name }: any) => name)).toEqual(['总支书记']);
    const parts = 'query P($id: ID!) { organization(id: $id) { changes { kind parts { unit { id name } } } } }';
    const [done] = (await app.anonymous().must(parts, { id: from.id })).organization.changes;
    expect(done).toMatchObject({ kind: 'SPLIT', parts: [{ unit: { name: '分出的支部' } }] });
    const made = await page(second, done.parts[0].unit.id);
    expect(made).toMatchObject({
      given: 0,
      parent: { id: district.id },
      children: [{ id: moves.id }],
      members: [{ name: '新书记', role: 'OWNER' }],
      changes: [{ kind: 'SPLIT', unit: { id: from.id } }],
    });
    await city.treasurer.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: waiting.id, amount: 3_000, bankReference: '拆分后到账' },
    });
    await give(second.client, project.id, { amount: 2_000, onBehalfOfId: done.parts[0].unit.id });
    expect(await Promise.all([rolledUp(district.id), rolledUp(from.id), rolledUp(done.parts[0].unit.id)])).toEqual([
      12_000, 10_000, 2_000,
    ]);
  });
});
