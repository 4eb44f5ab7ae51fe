import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PlatformRole, type ViewerSession } from '../../context.js';
import { runChecks } from '../../checks.js';
import { contextFor, newViewer, testServices, type TestServices } from '#testing';
import { MembershipRole } from './membership.entity.js';
import { addMember } from './memberships.service.js';
import { OrganizationKind, VerificationStatus, type Organization } from './organization.entity.js';
import {
  findVisibleOrganization,
  getVisibleOrganization,
  isMemberOf,
  requireMembership,
} from './organizations.access.js';
import { organizationChecks } from './organizations.checks.js';
import { childrenLoader, findMembershipRole, organizationLoader } from './organizations.loaders.js';
import { creditCodeCheck } from './organizations.rules.js';
import {
  createOrganization,
  createVerifiedOrganization,
  findParent,
  findShownName,
  findVerificationComment,
  listOrganizations,
  updateOrganization,
  verifyOrganization,
} from './organizations.service.js';
import type { OrganizationFilter } from './organizations.inputs.js';

const { SOCIAL_WORK, ENTERPRISE, PARTY_COMMITTEE } = OrganizationKind;
const { WAITING, VERIFIED, REFUSED } = VerificationStatus;

const refusal = (code: string, field?: string, key?: string) =>
  expect.objectContaining({ code, ...(field && { field }), ...(key && { key }) });

let codes = 0;
const newCreditCode = (): string => {
  codes += 1;
  const body = `91442000MA${String(codes).padStart(7, '0')}`;
  return body + creditCodeCheck(body);
};

describe('units', () => {
  let services: TestServices;
  let owner: ViewerSession;
  let stranger: ViewerSession;
  let admin: ViewerSession;

  const as = (viewer: ViewerSession | null) => contextFor(services, viewer);
  let made = 0;
  const create = (input: Partial<Parameters<typeof createOrganization>[1]> = {}, by: ViewerSession = owner) => {
    made += 1;
    return createOrganization(as(by), { name: `益群社会工作服务中心${made}`, kind: SOCIAL_WORK, ...input });
  };
  const verify = (organization: Organization) => verifyOrganization(as(admin), organization.id, true, null);
  const list = async (viewer: ViewerSession | null, filter: OrganizationFilter = {}) => {
    const page = await listOrganizations(as(viewer), filter, { first: 100 });
    const ids = page.edges.map(({ node }) => node.id);
    expect(await page.count()).toBe(ids.length);
    return ids;
  };

  beforeAll(async () => {
    services = await testServices({ LIMITS: 'unit.account=1000' });
    owner = await newViewer(services);
    stranger = await newViewer(services);
    admin = await newViewer(services, [PlatformRole.ADMIN]);
  });
  afterAll(() => services.close());

  describe('registering a unit', () => {
    it('makes the creator its owner, and the unit waits for verification', async () => {
      const organization = await create({
        name: ' 益群中心 ',
        creditCode: ' 91350100m000100y43 ',
        about: '第一行\r\n第二行',
      });
      expect(organization).toMatchObject({
        name: '益群中心',
        creditCode: '91350100M000100Y43',
        about: '第一行\n第二行',
        verification: WAITING,
        parentId: null,
        createdAt: services.clock.now(),
      });
      expect(await findMembershipRole(as(owner), organization.id)).toBe(MembershipRole.OWNER);
    });

    it('requires a signed-in person', async () => {
      await expect(createOrganization(as(null), { name: '益群', kind: SOCIAL_WORK })).rejects.toThrow(
        refusal('UNAUTHENTICATED'),
      );
    });

    it.each([
      ['no name', { name: ' ' }, 'name', 'text.required'],
      ['a name of one character', { name: '益' }, 'name', 'text.tooShort'],
      ['a name of 81', { name: '益'.repeat(81) }, 'name', 'text.tooLong'],
      ['a line break in the name', { name: '益群\n中心' }, 'name', 'text.controlCharacter'],
      ['a long text about it', { about: '益'.repeat(2_001) }, 'about', 'text.tooLong'],
      ['a wrong credit code', { creditCode: '91350100M000100Y44' }, 'creditCode', 'organization.creditCode.check'],
    ])('%s is refused', async (_, input, field, key) => {
      await expect(create(input)).rejects.toThrow(refusal('BAD_USER_INPUT', field, key));
    });

    it.each([
      ['80 characters', '益'.repeat(80)],
      ['80 of four bytes', '𠮷'.repeat(80)],
      ['emoji', '🌱🌱'],
      ['script', '<script>alert(1)</script>'],
    ])('accepts a name with %s unchanged', async (_, name) => {
      expect(await create({ name })).toMatchObject({ name });
    });

    it('gives a credit code to one unit only, even in concurrent requests', async () => {
      const creditCode = newCreditCode();
      const results = await Promise.allSettled([
        create({ creditCode }),
        create({ creditCode }, stranger),
        create({ creditCode }),
      ]);
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused.map(({ reason }) => reason)).toEqual([
        refusal('CONFLICT', 'creditCode'),
        refusal('CONFLICT', 'creditCode'),
      ]);
    });

    it('refuses an unverified parent and an unknown one in the same way', async () => {
      const hidden = await create({}, stranger);
      for (const parentId of [hidden.id, '01890000-0000-7000-8000-000000000000', 'no id', '']) {
        await expect(create({ parentId })).rejects.toThrow(refusal('NOT_FOUND', 'parentId'));
      }
    });
  });

  describe('an unverified unit', () => {
    let waiting: Organization;
    let refused: Organization;
    let verified: Organization;
    let member: ViewerSession;

    beforeAll(async () => {
      member = await newViewer(services);
      verified = await verify(await create({ name: '看得见的单位' }));
      waiting = await create({ name: '看不见的单位', parentId: verified.id });
      refused = await verifyOrganization(
        as(admin),
        (await create({ name: '被拒绝的单位', parentId: verified.id })).id,
        false,
        '名称与登记不符',
      );
      for (const { id } of [waiting, refused])
        await addMember(services, { organizationId: id, userId: member.userId, role: MembershipRole.MEMBER });
    });

    const viewers = () => ({ guest: null, stranger, member, owner, admin });
    it.each([
      ['guest', false],
      ['stranger', false],
      ['member', true],
      ['owner', true],
      ['admin', true],
    ] as const)('is visible to %s: %s; a verified one always is', async (who, finds) => {
      const context = as(viewers()[who]);
      expect((await findVisibleOrganization(context, verified.id))?.id).toBe(verified.id);
      for (const hidden of [waiting, refused]) {
        expect((await findVisibleOrganization(context, hidden.id))?.id).toBe(finds ? hidden.id : undefined);
        const got = await getVisibleOrganization(context, hidden.id).then(
          ({ id }) => id,
          (error: unknown) => error,
        );
        expect(got).toEqual(finds ? hidden.id : refusal('NOT_FOUND', 'id'));
      }
    });

    it.each([
      ['guest', null],
      ['stranger', null],
      ['member', '名称与登记不符'],
      ['owner', '名称与登记不符'],
      ['admin', '名称与登记不符'],
    ] as const)('shows its comment to %s: %s', async (who, comment) => {
      expect(await findVerificationComment(as(viewers()[who]), refused)).toBe(comment);
    });

    it('is hidden from others in the tree, in lists, searches and counts', async () => {
      const below = await verify(await create({ name: '下级单位', parentId: waiting.id }));
      expect(await childrenLoader(as(stranger)).load(verified.id)).toEqual([]);
      expect(await findParent(as(stranger), below)).toBeNull();
      expect((await findParent(as(owner), below))?.id).toBe(waiting.id);
      expect(await list(stranger, { search: '看不见' })).toEqual([]);
      expect(await list(owner, { search: '看不见' })).toEqual([]);
      expect(await list(stranger, { parentId: waiting.id })).toEqual([]);
      expect(await list(owner, { parentId: waiting.id })).toEqual([below.id]);
      expect(await list(admin, { search: '看不见' })).toEqual([waiting.id]);
    });

    it('can be listed by administrators only', async () => {
      for (const verification of [WAITING, REFUSED]) {
        await expect(list(null, { verification })).rejects.toThrow(refusal('UNAUTHENTICATED'));
        await expect(list(owner, { verification })).rejects.toThrow(refusal('FORBIDDEN'));
      }
      expect(await list(admin, { verification: REFUSED })).toEqual([refused.id]);
      expect(await list(owner, { verification: VERIFIED, search: '看得见' })).toEqual([verified.id]);
    });

    it('checks the role in the order signed in, known, allowed', async () => {
      const required = (viewer: ViewerSession | null, id: string, atLeast: MembershipRole) =>
        requireMembership(as(viewer), id, atLeast);
      await expect(required(null, waiting.id, MembershipRole.MEMBER)).rejects.toThrow(refusal('UNAUTHENTICATED'));
      await expect(required(stranger, waiting.id, MembershipRole.MEMBER)).rejects.toThrow(
        refusal('NOT_FOUND', 'organizationId'),
      );
      await expect(required(stranger, verified.id, MembershipRole.MEMBER)).rejects.toThrow(refusal('FORBIDDEN'));
      await expect(required(admin, waiting.id, MembershipRole.MEMBER)).rejects.toThrow(refusal('FORBIDDEN'));
      await expect(required(member, waiting.id, MembershipRole.EDITOR)).rejects.toThrow(/needs the role “editor”/);
      expect(await required(member, waiting.id, MembershipRole.MEMBER)).toMatchObject({
        organization: { id: waiting.id },
        role: MembershipRole.MEMBER,
      });
      expect(await required(owner, waiting.id, MembershipRole.EDITOR)).toMatchObject({ role: MembershipRole.OWNER });
      expect([
        await isMemberOf(as(owner), waiting.id),
        await isMemberOf(as(admin), waiting.id),
        await isMemberOf(as(null), waiting.id),
      ]).toEqual([true, false, false]);
    });
  });

  describe('lists of units', () => {
    let first: Organization;
    let second: Organization;

    beforeAll(async () => {
      first = await createVerifiedOrganization(services, {
        name: '红色足迹100%中心',
        kind: SOCIAL_WORK,
        creditCode: newCreditCode(),
        ownerId: owner.userId,
      });
      second = await createVerifiedOrganization(services, {
        name: 'Qi_Able "Centre" <b>',
        kind: ENTERPRISE,
        parentId: first.id,
        ownerId: owner.userId,
      });
    });

    it.each(['足迹', 'hszj', 'HSZJ', 'hongsezuji', '100%', ' 红色 '])('%j finds the first', async (search) => {
      expect(await list(null, { search })).toEqual([first.id]);
    });
    it.each(['qi_able', '"centre"', '<b>'])('%j finds the second', async (search) => {
      expect(await list(null, { search })).toEqual([second.id]);
    });
    it.each(['%%%', '_i_Able', "' OR 1=1 --", '\\', '!'])('%j is literal', async (search) => {
      expect(await list(null, { search })).toEqual([]);
    });
    it('find by credit code, kind and parent together', async () => {
      expect(await list(null, { search: first.creditCode?.slice(2).toLowerCase() })).toEqual([first.id]);
      expect(await list(null, { parentId: first.id, kind: ENTERPRISE })).toEqual([second.id]);
      expect(await list(null, { parentId: first.id, kind: SOCIAL_WORK })).toEqual([]);
      expect(await list(null, { parentId: 'no id' })).toEqual([]);
    });
    it('ignore blank searches and refuse texts that nobody types', async () => {
      expect(await list(null, { search: '  ' })).toEqual(await list(null));
      await expect(list(null, { search: 'x'.repeat(101) })).rejects.toThrow(refusal('BAD_USER_INPUT', 'search'));
      await expect(list(null, { search: 'a\u0000b' })).rejects.toThrow(refusal('BAD_USER_INPUT', 'search'));
    });
    it('have pages, newest first', async () => {
      const whole = await list(null);
      expect(whole.slice(0, 2)).toEqual([second.id, first.id]);
      const paged: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await listOrganizations(as(null), {}, { first: 2, after });
        paged.push(...page.edges.map(({ node }) => node.id));
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      expect(paged).toEqual(whole);
    });
  });

  describe('changing a unit', () => {
    let organization: Organization;
    beforeEach(async () => {
      organization = await verify(await create({ creditCode: newCreditCode(), about: '简介' }));
    });
    const update = (viewer: ViewerSession | null, input: Parameters<typeof updateOrganization>[2]) =>
      updateOrganization(as(viewer), organization.id, input);

    it('keeps fields that are left out and clears fields that are null', async () => {
      const { name, creditCode } = organization;
      expect(await update(owner, { about: '新简介' })).toMatchObject({
        name,
        creditCode,
        about: '新简介',
        verification: VERIFIED,
      });
      expect(await update(admin, { about: null, creditCode: null })).toMatchObject({
        name,
        creditCode: null,
        about: '',
        verification: VERIFIED,
      });
      expect(
        await services.db.read.query('SELECT name, credit_code, about FROM organizations WHERE id = ?', [
          organization.id,
        ]),
      ).toMatchObject([{ name, credit_code: null, about: '' }]);
    });

    it.each([[{ name: '新名称' }], [{ kind: ENTERPRISE }], [{ creditCode: null }]])(
      "with %j requires a new verification after an owner's change, and none after an administrator's",
      async (input) => {
        expect(await update(admin, input)).toMatchObject({ ...input, verification: VERIFIED });
        await update(admin, { name: organization.name, kind: organization.kind, creditCode: organization.creditCode });
        expect(await update(owner, input)).toMatchObject({ ...input, verification: WAITING });
        expect(await findVisibleOrganization(as(stranger), organization.id)).toBeNull();
      },
    );

    it('makes it findable by its new name', async () => {
      await update(admin, { name: '独一无二服务社' });
      expect(await list(null, { search: 'dywefws' })).toEqual([organization.id]);
    });

    it('is allowed for owners and administrators', async () => {
      const editor = await newViewer(services);
      await addMember(services, {
        organizationId: organization.id,
        userId: editor.userId,
        role: MembershipRole.EDITOR,
      });
      await expect(update(null, { about: 'x' })).rejects.toThrow(refusal('UNAUTHENTICATED'));
      await expect(update(stranger, { about: 'x' })).rejects.toThrow(refusal('FORBIDDEN'));
      await expect(update(editor, { about: 'x' })).rejects.toThrow(refusal('FORBIDDEN'));
      await verifyOrganization(as(admin), organization.id, false, '不符');
      await expect(update(stranger, { about: 'x' })).rejects.toThrow(refusal('NOT_FOUND', 'id'));
    });

    it('refuses empty names and kinds and used codes', async () => {
      const other = await create({ creditCode: newCreditCode() });
      await expect(update(owner, { name: null })).rejects.toThrow(refusal('BAD_USER_INPUT', 'name'));
      await expect(update(owner, { kind: null })).rejects.toThrow(refusal('BAD_USER_INPUT', 'kind'));
      await expect(update(owner, { creditCode: other.creditCode })).rejects.toThrow(refusal('CONFLICT', 'creditCode'));
    });
  });

  describe('the tree of units', () => {
    const chain = async (length: number): Promise<Organization[]> => {
      const units: Organization[] = [];
      for (let level = 0; level < length; level += 1)
        units.push(await create({ name: `第${level + 1}级`, kind: PARTY_COMMITTEE, parentId: units.at(-1)?.id }));
      return units;
    };
    const move = (unit: Organization | undefined, below: Organization | undefined) =>
      updateOrganization(as(owner), unit?.id ?? '', { parentId: below?.id });

    it('has no cycle', async () => {
      const [top, middle, bottom] = await chain(3);
      for (const below of [top, middle, bottom])
        await expect(move(top, below)).rejects.toThrow(refusal('BAD_USER_INPUT', 'parentId', 'organization.circle'));
      expect(await move(bottom, top)).toMatchObject({ parentId: top?.id });
    });

    it('has no cycle when two concurrent moves would close one', async () => {
      const [a, b] = [await create(), await create()];
      const results = await Promise.allSettled([move(a, b), move(b, a)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('has eight levels, counted with the units below', async () => {
      const eight = await chain(8);
      await expect(create({ parentId: eight[7]?.id })).rejects.toThrow(
        refusal('BAD_USER_INPUT', 'parentId', 'organization.tooDeep'),
      );
      const three = await chain(3);
      await expect(move(three[0], eight[5])).rejects.toThrow(
        refusal('BAD_USER_INPUT', 'parentId', 'organization.tooDeep'),
      );
      expect(await move(three[0], eight[4])).toMatchObject({ parentId: eight[4]?.id });
      expect(await updateOrganization(as(owner), three[0]?.id ?? '', { parentId: null })).toMatchObject({
        parentId: null,
      });
    });

    it('keeps a parent that lost its verification', async () => {
      const parent = await verify(await create());
      const child = await create({ parentId: parent.id });
      await verifyOrganization(as(admin), parent.id, false, '已注销');
      expect(await updateOrganization(as(owner), child.id, { about: '新', parentId: parent.id })).toMatchObject({
        parentId: parent.id,
        about: '新',
      });
    });
  });

  describe('verifying a unit', () => {
    it('is allowed for administrators', async () => {
      const { id } = await create();
      await expect(verifyOrganization(as(null), id, true, null)).rejects.toThrow(refusal('UNAUTHENTICATED'));
      await expect(verifyOrganization(as(owner), id, true, null)).rejects.toThrow(refusal('FORBIDDEN'));
      await expect(verifyOrganization(as(admin), 'no id', true, null)).rejects.toThrow(refusal('NOT_FOUND', 'id'));
    });

    it('verifies its name: a new name is hidden from others until it is verified', async () => {
      const unit = await create({ name: '真实名称中心' });
      await verify(unit);
      await updateOrganization(as(owner), unit.id, { name: '冒充的大单位' });
      const shown = async (viewer: ViewerSession | null) =>
        findShownName(as(viewer), (await organizationLoader(as(viewer)).load(unit.id))!);
      expect([await shown(null), await shown(stranger), await shown(owner), await shown(admin)]).toEqual([
        '真实名称中心',
        '真实名称中心',
        '冒充的大单位',
        '冒充的大单位',
      ]);
      await verify(unit);
      expect(await shown(null)).toBe('冒充的大单位');
    });

    it('needs a comment for a refusal, and can be decided again', async () => {
      const { id } = await create();
      await expect(verifyOrganization(as(admin), id, false, ' ')).rejects.toThrow(refusal('BAD_USER_INPUT', 'comment'));
      expect(await verifyOrganization(as(admin), id, false, '缺少证明')).toMatchObject({
        verification: REFUSED,
        verificationComment: '缺少证明',
      });
      expect(await updateOrganization(as(owner), id, { about: '已补充' })).toMatchObject({
        verification: WAITING,
        verificationComment: '缺少证明',
      });
      expect(await verifyOrganization(as(admin), id, true, null)).toMatchObject({
        verification: VERIFIED,
        verificationComment: null,
      });
    });
  });

  it('keeps every invariant through these tests', async () => {
    for (const { name, rows } of await runChecks(services, organizationChecks)) expect(rows, name).toEqual([]);
  });
});
