import { streamXlsxRows } from 'hucre/xlsx';
import { afterEach, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, give, openProject, projectInput, verifiedOrganization } from '../support/city.ts';

const BOOKS = `query Books($projectId: ID, $kinds: [BookLineKind!], $first: Int, $after: String) {
  books(projectId: $projectId, kinds: $kinds, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id at kind title party path amount project { title } gift { displayName payerName amount } milestone { title } } }
  }
}`;
const CHECK =
  'query BooksCheck($projectId: ID) { booksCheck(projectId: $projectId) { shown ledger postings gifts receipts exported spreadsheet lines equal differing differences { project { title } figures { shown postings gifts equal } } } }';
const PERIOD = `query Period($projectId: ID, $kinds: [BookLineKind!], $from: Day, $to: Day, $search: String) {
  books(projectId: $projectId, kinds: $kinds, from: $from, to: $to, search: $search, first: 100) { totalCount edges { node { amount kind } } }
  booksPeriod(projectId: $projectId, kinds: $kinds, from: $from, to: $to, search: $search) { opening received released refunded closing lines moneyIn moneyOut }
}`;
const MONTHS =
  'query Months($projectId: ID) { booksMonths(projectId: $projectId) { month received released refunded balance } }';
const STAGES = 'query Stages($id: ID!) { project(id: $id) { slug milestones { id } } }';

describe('the public books', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  const visitor = () => app.anonymous();

  /** The export as rows of cells; good enough for texts without quotes. */
  const exported = async (path: string, language = 'zh-CN') => {
    const response = await fetch(`${app.url}${path}`, { headers: { 'accept-language': language } });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text,
      rows: text
        .replace(/^\ufeff/, '')
        .trim()
        .split('\r\n')
        .map((line) => line.split(',')),
    };
  };

  /** The rows of the spreadsheet, read back. */
  const spreadsheet = async (path: string, language = 'zh-CN') => {
    const response = await fetch(`${app.url}${path}`, { headers: { 'accept-language': language } });
    const cells: unknown[][] = [];
    for await (const { values } of streamXlsxRows(new Uint8Array(await response.arrayBuffer())))
      cells.push([...values]);
    return { type: response.headers.get('content-type'), cells };
  };

  it('show every movement once, as pages, as an export and as a total', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city);
    const donor = await app.signUp({ name: '陈小红' });
    await give(donor.client, id, { amount: 600_000 });
    await give(visitor(), id, { amount: 400_000, anonymous: true, guest: { name: '李女士', phone: '13800000000' } });
    const { project } = await visitor().must(STAGES, { id });
    const stage = project.milestones[0].id;
    await city.publisher.client.must(
      'mutation S($input: SubmitMilestoneInput!) { submitMilestone(input: $input) { id } }',
      { input: { milestoneId: stage, report: '完成', evidenceUrls: [] } },
    );
    await city.reviewer.client.must(
      'mutation R($input: ReviewMilestoneInput!) { reviewMilestone(input: $input) { id } }',
      { input: { milestoneId: stage, accepted: true } },
    );
    await city.treasurer.client.must('mutation P($id: ID!) { releaseMilestone(id: $id) { id } }', { id: stage });

    const { books } = await visitor().must(BOOKS, { projectId: id, first: 2 });
    expect(books).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    expect(books.edges.map(({ node }: { node: Record<string, unknown> }) => [node.kind, node.amount])).toEqual([
      ['RELEASE', -600_000],
      ['GIFT', 400_000],
    ]);
    expect(books.edges[0].node, 'a payment goes to the unit that runs the project').toMatchObject({
      gift: null,
      milestone: { title: '采访' },
      title: '阶段拨付',
      party: city.organization.name,
      path: `/organizations/${city.organization.id}`,
    });
    expect(books.edges[1].node, 'a name that was hidden stays hidden').toMatchObject({
      milestone: null,
      gift: { displayName: '爱心人士', payerName: null },
      title: '认捐到账',
      party: '爱心人士',
      path: null,
    });
    const rest = await visitor().must(BOOKS, { projectId: id, first: 2, after: books.pageInfo.endCursor });
    expect(rest.books).toMatchObject({
      pageInfo: { hasNextPage: false },
      edges: [{ node: { kind: 'GIFT', amount: 600_000, gift: { displayName: '陈小红' } } }],
    });
    expect((await visitor().must(BOOKS, { projectId: id, kinds: ['RELEASE'] })).books.totalCount).toBe(1);

    const { status, type, rows, text } = await exported(`/exports/books/${project.slug}.csv`);
    expect({ status, type }).toEqual({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(rows.map((row) => [row[1], row[2], row[3], row[4], row[6]])).toEqual([
      ['项目', '类型', '金额(元)', '捐赠人', '阶段'],
      ['老兵记忆馆', '认捐到账', '6000.00', '陈小红', ''],
      ['老兵记忆馆', '认捐到账', '4000.00', '爱心人士', ''],
      ['老兵记忆馆', '阶段拨付', '-6000.00', '', '采访'],
    ]);
    expect(text).not.toContain('李女士');
    expect(text).not.toContain('13800000000');
    expect((await exported('/exports/books.csv', 'en')).rows[0]).toContain('Amount (yuan)');
    // A page in another language than the browser's says so in the address; what is no language of ours changes
    // nothing.
    for (const [query, header, column] of [
      ['?lang=en', 'zh-CN', 'Amount (yuan)'],
      ['?lang=zh-CN', 'en', '金额(元)'],
      ['?lang=%00', 'zh-CN', '金额(元)'],
      ['?lang=zh-CN&lang=en', 'en', '金额(元)'],
      ['?', 'en', 'Amount (yuan)'],
    ] as const) {
      expect((await exported(`/exports/books/${project.slug}.csv${query}`, header)).rows[0], query).toContain(column);
    }

    for (const projectId of [id, undefined]) {
      const { booksCheck } = await visitor().must(CHECK, { projectId });
      expect(booksCheck).toEqual({
        shown: 1_000_000,
        ledger: 1_000_000,
        postings: 1_000_000,
        gifts: 1_000_000,
        receipts: 1_000_000,
        exported: 1_000_000,
        spreadsheet: 1_000_000,
        lines: 3,
        equal: true,
        differing: 0,
        differences: [],
      });
    }
  });

  it('of a period add up, and show what a filter finds', async () => {
    // Early in this file: each project that waits for so many years owes its reports for all of them.
    const dawn = (day: string) => app.pass(new Date(`${day}T02:00:00Z`).getTime() - app.clock.now().getTime());
    await dawn('2041-01-10');
    const city = await createCity(app);
    const { id, slug } = await openProject(app, city, {
      title: '跨月的项目',
      fundingEndsAt: new Date('2041-12-01T00:00:00Z').toISOString(),
      milestones: [{ title: '第一段', amount: 9_000_000, dueOn: '2041-12-20T00:00:00Z' }],
    });
    await dawn('2041-01-31');
    await give((await app.signUp({ name: '陈一' })).client, id, { amount: 10_000 });
    // The last moment of January in Shanghai, and the first of February.
    app.clock.freezeAt(new Date('2041-01-31T15:59:59.999Z'));
    await give((await app.signUp({ name: '陈二' })).client, id, { amount: 20_000 });
    app.clock.freezeAt(new Date('2041-01-31T16:00:00Z'));
    const secret = await app.signUp({ name: '陈三' });
    await give(secret.client, id, { amount: 30_000, anonymous: true });
    await dawn('2041-03-05');
    const member = await app.signUp({ name: '陈四' });
    const unit = await verifiedOrganization(
      member,
      { ...city.admin, client: await app.as(city.admin) },
      { name: '跨月车业', kind: 'ENTERPRISE' },
    );
    const last = await give(member.client, id, { amount: 40_000, onBehalfOfId: unit.id });

    const ask = async (filter: Record<string, unknown> = {}) => {
      const { books, booksPeriod: period } = await visitor().must(PERIOD, { projectId: id, ...filter });
      expect(period.opening + period.received - period.released - period.refunded).toBe(period.closing);
      expect(period).toMatchObject({
        lines: books.totalCount,
        moneyIn: books.edges.reduce((sum: number, { node }: any) => sum + Math.max(0, node.amount), 0),
      });
      return {
        opening: period.opening,
        received: period.received,
        closing: period.closing,
        amounts: books.edges.map(({ node }: any) => node.amount),
      };
    };
    expect(await ask()).toEqual({
      opening: 0,
      received: 100_000,
      closing: 100_000,
      amounts: [40_000, 30_000, 20_000, 10_000],
    });
    expect(await ask({ from: '2041-02-01' })).toEqual({
      opening: 30_000,
      received: 70_000,
      closing: 100_000,
      amounts: [40_000, 30_000],
    });
    expect(await ask({ to: '2041-01-31' })).toEqual({
      opening: 0,
      received: 30_000,
      closing: 30_000,
      amounts: [20_000, 10_000],
    });
    expect(await ask({ from: '2041-01-31', to: '2041-02-28' })).toEqual({
      opening: 0,
      received: 60_000,
      closing: 60_000,
      amounts: [30_000, 20_000, 10_000],
    });
    expect(await ask({ from: '2042-01-01' })).toEqual({ opening: 100_000, received: 0, closing: 100_000, amounts: [] });
    expect(await ask({ from: '2041-02-01', kinds: ['RELEASE'] })).toEqual({
      opening: 30_000,
      received: 70_000,
      closing: 100_000,
      amounts: [],
    });
    expect((await ask({ search: '陈' })).amounts).toEqual([40_000, 20_000, 10_000]);
    expect((await ask({ search: '陈二' })).amounts).toEqual([20_000]);
    expect((await ask({ search: '陈三' })).amounts, "an anonymous gift is not found by the donor's name").toEqual([]);
    expect((await ask({ search: '爱心人士' })).amounts).toEqual([30_000]);
    expect((await ask({ search: '月车' })).amounts).toEqual([40_000]);
    expect((await ask({ search: last.receipt!.number.toLowerCase() })).amounts).toEqual([40_000]);
    expect((await ask({ search: "%' OR 1=1 --" })).amounts).toEqual([]);
    expect(await visitor().refused(PERIOD, { projectId: id, from: '2041-02-01', to: '2041-01-31' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'to',
    });
    expect(await visitor().refused(PERIOD, { projectId: id, from: '2041-02-30' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'from',
    });

    const { booksMonths } = await visitor().must(MONTHS, { projectId: id });
    expect(booksMonths).toEqual([
      { month: '2041-01', received: 30_000, released: 0, refunded: 0, balance: 30_000 },
      { month: '2041-02', received: 30_000, released: 0, refunded: 0, balance: 60_000 },
      { month: '2041-03', received: 40_000, released: 0, refunded: 0, balance: 100_000 },
    ]);
    const { booksMonths: ofAll } = await visitor().must(MONTHS);
    const { booksPeriod: whole } = await visitor().must('{ booksPeriod { closing } }');
    expect(ofAll.at(-1)).toMatchObject({ month: '2041-03', balance: whole.closing });

    // What the page filters by, its links take home, in both formats.
    const query = 'from=2041-01-31&to=2041-02-28&search=%E9%99%88&kind=gift&lang=zh-CN';
    expect(
      (await exported(`/exports/books/${slug}.csv?${query}`)).rows.slice(1).map((row) => [row[3], row[4]]),
    ).toEqual([
      ['100.00', '陈一'],
      ['200.00', '陈二'],
    ]);
    const { type, cells } = await spreadsheet(`/exports/books/${slug}.xlsx?${query}`);
    expect(type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(cells.map((row) => [row[1], row[3], row[4]])).toEqual([
      ['项目', '金额(元)', '捐赠人'],
      ['跨月的项目', 100, '陈一'],
      ['跨月的项目', 200, '陈二'],
    ]);
    expect((cells[1]![0] as Date).toISOString().slice(0, 10)).toBe('2041-01-31');
    for (const bad of [
      'from=yesterday',
      'to=2041-02-30',
      'kind=nothing',
      'from=2041-02-02&to=2041-02-01',
      `search=${'x'.repeat(60)}`,
    ]) {
      expect((await exported(`/exports/books/${slug}.csv?${bad}`)).status, bad).toBe(400);
    }
  });

  it('check themselves while gifts arrive', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city, { title: '边给边查' });
    const donor = await app.signUp();
    const gifts = Array.from({ length: 30 }, () => give(donor.client, id));
    const checks = await Promise.all(Array.from({ length: 5 }, () => visitor().must(CHECK, { projectId: id })));
    for (const { booksCheck } of checks) expect(booksCheck).toMatchObject({ equal: true });
    await Promise.all(gifts);
  });

  it('detect a figure that was changed in the database', async () => {
    const city = await createCity(app);
    const { id } = await openProject(app, city, { title: '被改过' });
    await give((await app.signUp()).client, id, { amount: 10_000 });
    await app.db.transact((tx) =>
      tx.manager.query('UPDATE project_counters SET raised_fen = raised_fen + 1 WHERE project_id = ?', [id]),
    );
    expect((await visitor().must(CHECK, { projectId: id })).booksCheck).toMatchObject({
      shown: 10_001,
      ledger: 10_000,
      equal: false,
      differing: 1,
      differences: [
        { project: { title: '被改过' }, figures: { shown: 10_001, postings: 10_000, gifts: 10_000, equal: false } },
      ],
    });
    await app.db.transact((tx) =>
      tx.manager.query('UPDATE project_counters SET raised_fen = raised_fen - 1 WHERE project_id = ?', [id]),
    );
  });

  it('detect two projects that are wrong by the same amount in opposite directions', async () => {
    const city = await createCity(app);
    const [one, other] = [
      await openProject(app, city, { title: '多一分' }),
      await openProject(app, city, { title: '少一分' }),
    ];
    const change = (id: string, fen: number) =>
      app.db.transact((tx) =>
        tx.manager.query('UPDATE project_counters SET raised_fen = raised_fen + ? WHERE project_id = ?', [fen, id]),
      );
    await give((await app.signUp()).client, other.id, { amount: 10_000 });
    await change(one.id, 1);
    await change(other.id, -1);
    // A result serves everybody for five seconds, whatever the clock of the story says.
    await expect
      .poll(async () => (await visitor().must(CHECK)).booksCheck, { timeout: 10_000, interval: 500 })
      .toMatchObject({ equal: false, differing: 2 });
    const { booksCheck } = await visitor().must(CHECK);
    expect(booksCheck.shown).toBe(booksCheck.postings);
    expect(
      booksCheck.differences.map((difference: { project: { title: string } }) => difference.project.title).sort(),
    ).toEqual(['多一分', '少一分'].sort());
    await change(one.id, -1);
    await change(other.id, 1);
  });

  it('as a spreadsheet have every line and no formula', async () => {
    const city = await createCity(app);
    const { id, slug } = await openProject(app, city, { title: '=HYPERLINK("http://evil","点我")' });
    // No guest of any story has this number, because no response may contain a guest's number.
    for (const name of ['+8613900009999', '@SUM(A1)', '-1+1']) await give((await app.signUp({ name })).client, id);
    const { cells } = await spreadsheet(`/exports/books/${slug}.xlsx`);
    expect(cells.slice(1).map((row) => [row[1], row[4]])).toEqual(
      ['+8613900009999', '@SUM(A1)', '-1+1'].map((name) => ['=HYPERLINK("http://evil","点我")', name]),
    );
    const { text } = await exported(`/exports/books/${slug}.csv`);
    for (const line of text.trim().split('\r\n').slice(1)) expect(line).toMatch(/,"'=HYPERLINK.*,'[+@-]/);
    const all = await spreadsheet('/exports/books.xlsx', 'en');
    expect(all.cells.length).toBe((await visitor().must('{ books { totalCount } }')).books.totalCount + 1);
    const sum = all.cells.slice(1).reduce((fen, row) => fen + Math.round((row[3] as number) * 100), 0);
    expect(sum).toBe((await visitor().must('{ booksPeriod { closing } }')).booksPeriod.closing);
  });

  it('name every kind of line that a module declares, in the order of the modules', async () => {
    const kinds = async (language: 'zh-CN' | 'en') =>
      (await app.anonymous().clone(language).must('{ bookKinds { kind title ofFunds } }')).bookKinds as {
        kind: string;
        title: string;
        ofFunds: boolean;
      }[];
    expect((await kinds('zh-CN')).map(({ kind, title, ofFunds }) => [kind, title, ofFunds])).toEqual([
      ['GIFT', '认捐到账', true],
      ['REFUND', '退款', true],
      ['CORRECTION', '撤回误确认', true],
      ['MATCH', '配捐', true],
      ['MATCH_RETURN', '配捐退回', true],
      ['RELEASE', '阶段拨付', true],
      ['BANK_CHARGE', '银行收费', false],
      ['INTEREST', '存款利息', false],
      ['OWN_TRANSFER', '本单位账户互转', false],
      ['REVERSAL', '记账冲销', false],
    ]);
    expect((await kinds('en'))[0]).toEqual({ kind: 'GIFT', title: 'Gift received', ofFunds: true });
    const { __type } = await app
      .anonymous()
      .must('{ __type(name: "BookLineKind") { enumValues { name description } } }');
    expect(__type.enumValues.map(({ name }: { name: string }) => name).sort()).toEqual(
      (await kinds('en')).map(({ kind }) => kind).sort(),
    );
    for (const { name, description } of __type.enumValues) expect(description, name).toBeTruthy();
  });

  it('show nothing of projects that are not public', async () => {
    const city = await createCity(app);
    const { createProject } = await city.publisher.client.must(
      'mutation C($input: CreateProjectInput!) { createProject(input: $input) { id slug } }',
      { input: projectInput(app, city.organization.id, { title: '草稿' }) },
    );
    expect(await visitor().refused(BOOKS, { projectId: createProject.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await visitor().refused(CHECK, { projectId: createProject.id })).toMatchObject({ code: 'NOT_FOUND' });
    for (const path of [
      `/exports/books/${createProject.slug}.csv`,
      '/exports/books/unknown.csv',
      `/exports/books/${createProject.slug}.xlsx`,
      '/exports/books.pdf',
      '/exports/books',
      '/exports/books/../x.csv',
    ]) {
      expect((await exported(path)).status, path).toBe(404);
    }
  });
});
