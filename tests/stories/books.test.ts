import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { foundCity, give, openProject, projectInput } from '../support/city.ts';

const BOOKS = `query Books($projectId: ID, $kinds: [BookLineKind!], $first: Int, $after: String) {
  books(projectId: $projectId, kinds: $kinds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id at kind amount project { title } gift { displayName payerName amount } milestone { title } } }
  }
}`;
const CHECK = 'query BooksCheck($projectId: ID) { booksCheck(projectId: $projectId) { shown ledger postings gifts receipts exported lines equal } }';
const STAGES = 'query Stages($id: ID!) { project(id: $id) { slug milestones { id } } }';

describe('the public books', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  const visitor = () => app.anonymous();

  /** The export as rows of cells; good enough for texts without quotes. */
  const exported = async (path: string, language = 'zh-CN') => {
    const response = await fetch(`${app.url}${path}`, { headers: { 'accept-language': language } });
    const text = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), text, rows: text.replace(/^\ufeff/, '').trim().split('\r\n').map((line) => line.split(',')) };
  };

  it('show every movement once, as pages, as an export and as one total', async () => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city);
    const donor = await app.signUp({ name: '陈小红' });
    await give(donor.client, id, { amount: 600_000 });
    await give(visitor(), id, { amount: 400_000, anonymous: true, guest: { name: '李女士', phone: '13800000000' } });
    const { project } = await visitor().must(STAGES, { id });
    const stage = project.milestones[0].id;
    await city.publisher.client.must('mutation S($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id } }', { input: { milestoneId: stage, report: '完成', evidenceUrls: [] } });
    await city.reviewer.client.must('mutation R($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id } }', { input: { milestoneId: stage, accepted: true } });
    await city.treasurer.client.must('mutation P($id: ID!) { releaseMilestone(id: $id) { id } }', { id: stage });

    const { books } = await visitor().must(BOOKS, { projectId: id, first: 2 });
    expect(books).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(books.edges.map(({ node }: { node: Record<string, unknown> }) => [node.kind, node.amount])).toEqual([['RELEASE', -600_000], ['GIFT', 400_000]]);
    expect(books.edges[0].node).toMatchObject({ gift: null, milestone: { title: '采访' } });
    expect(books.edges[1].node).toMatchObject({ milestone: null, gift: { displayName: '爱心人士', payerName: null } });
    const rest = await visitor().must(BOOKS, { projectId: id, first: 2, after: books.pageInfo.endCursor });
    expect(rest.books).toMatchObject({ pageInfo: { hasNextPage: false }, edges: [{ node: { kind: 'GIFT', amount: 600_000, gift: { displayName: '陈小红' } } }] });
    expect((await visitor().must(BOOKS, { projectId: id, kinds: ['RELEASE'] })).books.totalCount).toBe(1);

    const { status, type, rows, text } = await exported(`/exports/books/${project.slug}.csv`);
    expect({ status, type }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(rows.map((row) => [row[1], row[2], row[3], row[4], row[6]])).toEqual([
      ['项目', '类型', '金额(元)', '认捐人', '阶段'],
      ['老兵记忆馆', '认捐到账', '6000.00', '陈小红', ''],
      ['老兵记忆馆', '认捐到账', '4000.00', '爱心人士', ''],
      ['老兵记忆馆', '阶段拨付', '-6000.00', '', '采访'],
    ]);
    expect(text).not.toContain('李女士');
    expect(text).not.toContain('13800000000');
    expect((await exported('/exports/books.csv', 'en')).rows[0]).toContain('Amount (yuan)');
    // A page in another language than the browser's says so in the address; what is no language of ours changes nothing.
    for (const [query, header, column] of [['?lang=en', 'zh-CN', 'Amount (yuan)'], ['?lang=zh-CN', 'en', '金额(元)'], ['?lang=%00', 'zh-CN', '金额(元)'], ['?lang=zh-CN&lang=en', 'en', '金额(元)'], ['?', 'en', 'Amount (yuan)']] as const) {
      expect((await exported(`/exports/books/${project.slug}.csv${query}`, header)).rows[0], query).toContain(column);
    }

    for (const projectId of [id, undefined]) {
      const { booksCheck } = await visitor().must(CHECK, { projectId });
      expect(booksCheck).toEqual({ shown: 1_000_000, ledger: 1_000_000, postings: 1_000_000, gifts: 1_000_000, receipts: 1_000_000, exported: 1_000_000, lines: 3, equal: true });
    }
  });

  it('check themselves while gifts come in', async () => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city, { title: '边给边查' });
    const donor = await app.signUp();
    const gifts = Array.from({ length: 30 }, () => give(donor.client, id));
    const checks = await Promise.all(Array.from({ length: 5 }, () => visitor().must(CHECK, { projectId: id })));
    for (const { booksCheck } of checks) expect(booksCheck).toMatchObject({ equal: true });
    await Promise.all(gifts);
  });

  it('notice a figure that somebody changed behind their back', async () => {
    const city = await foundCity(app);
    const { id } = await openProject(app, city, { title: '被改过' });
    await give((await app.signUp()).client, id, { amount: 10_000 });
    await app.db.transact((tx) => tx.manager.query('UPDATE project_counters SET raised_fen = raised_fen + 1 WHERE project_id = ?', [id]));
    expect((await visitor().must(CHECK, { projectId: id })).booksCheck).toMatchObject({ shown: 10_001, ledger: 10_000, equal: false });
    await app.db.transact((tx) => tx.manager.query('UPDATE project_counters SET raised_fen = raised_fen - 1 WHERE project_id = ?', [id]));
  });

  it('say nothing of projects that are not public', async () => {
    const city = await foundCity(app);
    const { createProject } = await city.publisher.client.must(
      'mutation C($input: CreateProjectInput!) { createProject(input: $input) { id slug } }',
      { input: projectInput(app, city.organization.id, { title: '草稿' }) },
    );
    expect(await visitor().refused(BOOKS, { projectId: createProject.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await visitor().refused(CHECK, { projectId: createProject.id })).toMatchObject({ code: 'NOT_FOUND' });
    for (const path of [`/exports/books/${createProject.slug}.csv`, '/exports/books/unknown.csv', '/exports/books', '/exports/books/../x.csv']) {
      expect((await exported(path)).status, path).toBe(404);
    }
  });
});
