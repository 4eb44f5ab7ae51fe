import { describe, beforeAll, expect, it } from 'vitest';
import { createApp } from '@hongchuang/server/app.ts';
import { useTestApp, type TestUser } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import {
  CREATE_PROJECT,
  give,
  openProject,
  projectInput,
  SUBMIT_PROJECT,
  verifiedOrganization,
} from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, type Town } from '../support/town.ts';

interface Hit {
  kind: string;
  id: string;
  title: string;
  titleMarks: { start: number; length: number }[];
  text: string;
  textMarks: { start: number; length: number }[];
  path: string;
  project: { id: string; status: string } | null;
  organization: { id: string } | null;
}
interface Results {
  edges: { node: Hit; cursor: string }[];
  totalCount: number;
  isLoose: boolean;
  counts: { kind: string; count: number }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const SEARCH = `query Search($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    totalCount isLoose counts { kind count } pageInfo { hasNextPage endCursor }
    edges { cursor node { kind id title titleMarks { start length } text textMarks { start length } path
      project { id status } organization { id } } }
  }
}`;

const find = async (client: Client, text: string, more: Record<string, unknown> = {}): Promise<Results> =>
  (await client.must<{ search: Results }>(SEARCH, { text, ...more })).search;
const titles = async (client: Client, text: string, more: Record<string, unknown> = {}): Promise<string[]> =>
  (await find(client, text, more)).edges.map(({ node }) => node.title);
const PROJECTS = { kinds: ['PROJECTS'] };

describe('a search for everything', () => {
  const app = useTestApp();
  let town: Town;

  beforeAll(async () => {
    town = await createTown(app);
    await openProject(app, town, { title: '石岐街道居家养老服务', summary: '每周上门探访独居长者。' });
    await openProject(app, town, { title: '“红色足迹”口述史', summary: '社区老党员讲故事。', region: '大涌' });
    await openProject(app, town, { title: '启·展能就业计划', summary: '助残岗位,社区实习。', category: '助残就业' });
  });

  it.each([
    ['石岐 养老', '石岐街道居家养老服务'],
    ['養老　石岐', '石岐街道居家养老服务'],
    ['shiqi yanglao', '石岐街道居家养老服务'],
    ['ＳＱ ＹＬ', '石岐街道居家养老服务'],
    ['sqjdjj', '石岐街道居家养老服务'],
    ['独居', '石岐街道居家养老服务'],
    ['dachong zuji', '“红色足迹”口述史'],
    ['dayong zuji', '“红色足迹”口述史'],
    ['红色足迹', '“红色足迹”口述史'],
    ['启展能', '启·展能就业计划'],
    ['zcjy', '启·展能就业计划'],
    ['助残', '启·展能就业计划'],
  ])('finds for %s', async (text, title) => {
    expect(await titles(app.anonymous(), text, PROJECTS)).toEqual([title]);
  });

  it.each([
    ['红色足际', '“红色足迹”口述史'],
    ['居家养佬', '石岐街道居家养老服务'],
    ['yangloa', '石岐街道居家养老服务'],
    ['石岐养老', '石岐街道居家养老服务'],
    ['dczj', '“红色足迹”口述史'],
  ])('finds for %s what was probably meant, and says so', async (text, title) => {
    const found = await find(app.anonymous(), text, PROJECTS);
    expect(found.isLoose).toBe(true);
    expect(found.edges.map(({ node }) => node.title)).toEqual([title]);
  });

  it('marks what matches, by offsets in the title and the text', async () => {
    const { edges } = await find(app.anonymous(), '启展能 社区', PROJECTS);
    const { node } = edges[0]!;
    const cut = (text: string, marks: Hit['titleMarks']) =>
      marks.map(({ start, length }) => text.slice(start, start + length));
    expect(cut(node.title, node.titleMarks)).toEqual(['启·展能']);
    expect(cut(node.text, node.textMarks)).toEqual(['社区']);
    expect(node.path).toMatch(/^\/projects\/qi/);
    expect(node.project!.id).toBe(node.id);
  });

  it('finds units by name, initials and code, and their projects by the name of the unit', async () => {
    const unit = await verifiedOrganization(town.rival, town.admin, {
      name: '益群社会工作服务中心',
      kind: 'SOCIAL_WORK',
      creditCode: '91442000MA4UKT4R8H',
    });
    for (const text of ['益群', 'yiqun', 'yqsh', '91442000ma4ukt4r8h', '益羣'])
      expect(await titles(app.anonymous(), text), text).toEqual(['益群社会工作服务中心']);
    const { edges } = await find(app.anonymous(), 'yiqun');
    expect(edges[0]!.node.path).toBe(`/organizations/${unit.id}`);
    const ofUnit = await titles(app.anonymous(), town.organization.name, PROJECTS);
    expect(ofUnit).toContain('石岐街道居家养老服务');
  });

  it('finds pages, and desks only for people whose role opens them', async () => {
    const found = async (client: Client, text: string) =>
      (await find(client, text, { kinds: ['PAGES'] })).edges.map(({ node }) => node.path);
    expect(await found(app.anonymous(), '账目')).toContain('/books');
    expect(await found(app.anonymous(), 'receipt')).toContain('/receipts');
    expect(await found(app.anonymous(), 'webhooks')).toEqual(['/developers']);
    expect(await found(app.anonymous(), 'zmgk')).toEqual(['/books']);
    // The help explains reviewing to everybody.
    const besidesHelp = async (client: Client, text: string) =>
      (await found(client, text)).filter((path) => !path.startsWith('/help/'));
    expect(await besidesHelp(app.anonymous(), '待评审')).toEqual([]);
    expect(await besidesHelp(town.donor.client, '待评审')).toEqual([]);
    expect(await found(town.reviewer.client, '待评审')).toEqual(['/review']);
    expect(await found(app.anonymous(), '我的账号')).toEqual([]);
    expect(await found(town.donor.client, '我的账号')).toEqual(['/account']);
  });

  it('finds a receipt by its whole number, with what the page of the check shows', async () => {
    const project = await openProject(app, town, { title: '收据测试项目' });
    const gift = await give(town.donor.client, project.id);
    const { number } = gift.receipt!;
    for (const text of [number, number.replaceAll('-', ''), number.toLowerCase()]) {
      const { edges, totalCount } = await find(app.anonymous(), text);
      expect(edges.map(({ node }) => [node.kind, node.title, node.text, node.path])).toEqual([
        ['RECEIPTS', number, '收据测试项目', `/receipts/${number}`],
      ]);
      expect(totalCount).toBe(1);
    }
    expect((await find(app.anonymous(), number.slice(0, -1))).edges).toEqual([]);
    expect((await find(app.anonymous(), `${number.slice(0, 8)}999999`)).edges).toEqual([]);
  });

  it('shows drafts to their members only, and submitted projects to reviewers', async () => {
    const { createProject: draft } = await town.publisher.client.must(CREATE_PROJECT, {
      input: projectInput(app, town.organization.id, { title: '未公开的草案' }),
    });
    const seenBy = async (users: Record<string, { client: Client }>) => {
      const seen: string[] = [];
      for (const [name, { client }] of Object.entries(users)) {
        const { edges, totalCount } = await find(client, '未公开的草案', PROJECTS);
        expect(totalCount).toBe(edges.length);
        if (edges.some(({ node }) => node.id === draft.id)) seen.push(name);
      }
      return seen;
    };
    const people = {
      signedOut: { client: app.anonymous() },
      donor: town.donor,
      rival: town.rival,
      publisher: town.publisher,
      reviewer: town.reviewer,
      admin: town.admin,
      treasurer: town.treasurer,
    };
    expect(await seenBy(people)).toEqual(['publisher']);
    await town.publisher.client.must(SUBMIT_PROJECT, { id: draft.id });
    expect(await seenBy(people)).toEqual(['publisher', 'reviewer', 'admin']);
    await town.publisher.client.must(MUTATIONS.withdrawProject, { id: draft.id });
    expect(await seenBy(people)).toEqual(['publisher']);
  });

  it('shows units that are not verified to their members and to administrators only', async () => {
    const owner = await app.signUp({ name: '办事员' });
    const { createOrganization: unit } = await owner.client.must(
      'mutation Create($input: CreateOrganizationInput!) { createOrganization(input: $input) { id } }',
      { input: { name: '还没核实的协会', kind: 'CHARITY' } },
    );
    const found = (client: Client) => titles(client, '没核实的协会', { kinds: ['ORGANIZATIONS'] });
    expect(await found(app.anonymous())).toEqual([]);
    expect(await found(town.donor.client)).toEqual([]);
    expect(await found(owner.client)).toEqual(['还没核实的协会']);
    expect(await found(town.admin.client)).toEqual(['还没核实的协会']);
    await town.admin.client.must(MUTATIONS.verifyOrganization, { id: unit.id, accepted: true });
    expect(await found(app.anonymous())).toEqual(['还没核实的协会']);
    // The new name waits for its own verification, and the unit with it.
    await owner.client.must(MUTATIONS.updateOrganization, { id: unit.id, input: { name: '改名之后的协会' } });
    expect(await found(app.anonymous())).toEqual([]);
    expect(await titles(app.anonymous(), '改名之后')).toEqual([]);
    expect(await titles(owner.client, '改名之后')).toEqual(['还没核实的协会']);
  });

  it('finds a changed title at once, and no more the old one', async () => {
    const { createProject: draft } = await town.publisher.client.must(CREATE_PROJECT, {
      input: projectInput(app, town.organization.id, { title: '原来的题目甲' }),
    });
    expect(await titles(town.publisher.client, '题目甲')).toEqual(['原来的题目甲']);
    await town.publisher.client.must(MUTATIONS.updateProject, { id: draft.id, input: { title: '后来的标题乙' } });
    expect(await titles(town.publisher.client, '题目甲')).toEqual([]);
    expect(await titles(town.publisher.client, '标题乙')).toEqual(['后来的标题乙']);
  });

  it('pages through everything without a gap, running projects first', async () => {
    const all = await find(app.anonymous(), '石岐', { kinds: ['PROJECTS'], first: 100 });
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Results = await find(app.anonymous(), '石岐', { kinds: ['PROJECTS'], first: 2, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      expect(page.totalCount).toBe(all.totalCount);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toEqual(all.edges.map(({ node }) => node.id));
    expect(new Set(seen).size).toBe(all.totalCount);
  });

  it('tells in words what it cannot search for', async () => {
    const refused = async (variables: Record<string, unknown>) =>
      (await app.anonymous().refused(SEARCH, variables)) as { code: string; message: string };
    expect(await refused({ text: '   ' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: '长'.repeat(101) })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: 'a\u0000b' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: '社区', kinds: [] })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: '社区', after: 'x' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: '社区', first: 0 })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ text: '社区', first: 101 })).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    for (const text of ['%', '_', '"', "'; DROP TABLE projects", '(', '*', '[', '\\', '<b>', '👍', '。', 'ﷺ'])
      expect((await find(app.anonymous(), text)).edges, text).toBeInstanceOf(Array);
  });

  it('makes entries anew that are missing or of another form, and notices others', async () => {
    const restart = async () => (await createApp({ env: { ...app.server.env, port: 0 }, clock: app.clock })).close();
    const WRONG = 'for searches is what the project or unit says';
    await app.checkInvariants();
    await app.db.transact(async (tx) => {
      await tx.manager.query("DELETE FROM search_entries WHERE kind = 'ORGANIZATIONS'");
      await tx.manager.query(`UPDATE search_entries SET forms = '["a","b","c","d","e"]'`);
      await tx.manager.query("UPDATE search_versions SET version = 0 WHERE search_column = 'search_entries.forms'");
    });
    await expect(app.checkInvariants()).rejects.toThrow(WRONG);
    await restart();
    await app.checkInvariants();
    expect(await titles(app.anonymous(), '红色足迹')).toContain('“红色足迹”口述史');
    await app.db.transact((tx) => tx.manager.query("DELETE FROM search_entries WHERE kind = 'PROJECTS'"));
    await expect(app.checkInvariants()).rejects.toThrow(WRONG);
    await restart();
    await app.checkInvariants();
  });
});

describe('limits for strangers', () => {
  const app = useTestApp({ env: { LIMITS: 'everywhere.network=3,receipt.network=2' } });

  it('counts searches, and each receipt that is looked up', async () => {
    const signedIn: TestUser = await app.signUp({ name: '常客' });
    await find(app.anonymous(), 'HC-2026-000001');
    await find(app.anonymous(), 'HC-2026-000002');
    const guess = await app.anonymous().refused(SEARCH, { text: 'HC-2026-000003' });
    expect(guess).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect(await app.anonymous().refused(SEARCH, { text: '社区' })).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await find(signedIn.client, '社区');
  });
});
