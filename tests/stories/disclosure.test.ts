import { newId } from '@hongchuang/server/lib/ids.ts';
import { describe, expect, it } from 'vitest';
import { startTestApp, useTestApp } from '../support/app.ts';
import { createCity, give, openProject, projectInput, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, publishedReport } from '../support/town.ts';

const DISCLOSURE = `query Disclosure($id: ID!) { project(id: $id) { status disclosure {
  startedOn endedOn lateCount next { kind number dueOn status }
  obligations { kind number coversFrom coversTo opensOn dueOn status daysLate report {
    text received released refunded raised balance indicators { name unit target actual } evidenceUrls publishedAt corrections { text publishedAt organization { name } }
  } }
} } }`;
const QUEUE = `query Queue($filter: DisclosureQueueFilter, $first: Int, $after: String) { disclosureQueue(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { kind number dueOn daysLate status project { title organization { name } } } }
} }`;
const TEXT = '走访了三十二户老兵家庭，录音四十小时，支出见账目。';

describe('the deadlines of public reports', () => {
  const app = useTestApp();
  /** The clock stands at ten in the morning of this day in Shanghai. */
  const dawn = (day: string) => app.pass(new Date(`${day}T02:00:00Z`).getTime() - app.clock.now().getTime());
  const at = async (id: string, client: Client = app.anonymous()) =>
    (await client.must(DISCLOSURE, { id })).project.disclosure;
  const owed = async (id: string) =>
    (await at(id)).obligations.map(
      ({ kind, number, dueOn, status, daysLate }: any) =>
        `${kind}${number} ${dueOn} ${status}${daysLate > 0 ? `+${daysLate}` : ''}`,
    );
  const report = (projectId: string, kind = 'PROGRESS', number = 1, changes: Record<string, unknown> = {}) => ({
    input: { projectId, kind, number, text: TEXT, evidenceUrls: [], ...changes },
  });
  const submitNew = async (city: City) => {
    const { createProject } = await city.publisher.client.must(MUTATIONS.createProject, {
      input: projectInput(app, city.organization.id, { title: '下一个项目' }),
    });
    return createProject.id as string;
  };
  const complete = async (city: City, id: string) => {
    const { project } = await app
      .anonymous()
      .must('query S($id: ID!) { project(id: $id) { milestones { id } } }', { id });
    for (const { id: milestoneId } of project.milestones) {
      await city.publisher.client.must(MUTATIONS.submitMilestone, {
        input: { milestoneId, report: '做完了', evidenceUrls: [] },
      });
      await city.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted: true } });
      await city.treasurer.client.must(MUTATIONS.releaseMilestone, { id: milestoneId });
    }
  };
  /** Sessions do not outlast months, so everybody signs in anew. */
  const wake = async (city: City): Promise<City> => {
    for (const person of [city.publisher, city.reviewer, city.treasurer, city.admin])
      person.client = await app.as(person);
    return city;
  };

  it('go from due to late, refuse new projects, and are met by a report', async () => {
    await dawn('2031-01-26');
    let city = await createCity(app);
    const { id } = await openProject(app, city, {
      fundingEndsAt: new Date(app.clock.now().getTime() + 300 * DAY_MS).toISOString(),
    });
    expect(await at(id)).toMatchObject({
      startedOn: '2031-01-31',
      endedOn: null,
      lateCount: 0,
      next: { kind: 'PROGRESS', number: 1, dueOn: '2031-04-30', status: 'UPCOMING' },
    });
    await give((await app.signUp()).client, id, { amount: 40_000 });
    expect(await city.publisher.client.refused(MUTATIONS.publishDisclosureReport, report(id))).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('2031-03-31'),
    });

    await dawn('2031-04-30');
    city = await wake(city);
    expect(await owed(id)).toEqual(['PROGRESS1 2031-04-30 DUE']);
    const draft = await submitNew(city);
    await city.publisher.client.must(MUTATIONS.submitProject, { id: draft });
    await city.publisher.client.must(MUTATIONS.withdrawProject, { id: draft });

    // Late from the first moment of the next day in Shanghai, without anything having run.
    await app.clock.set(new Date('2031-04-30T16:00:01Z'));
    expect(await owed(id)).toEqual(['PROGRESS1 2031-04-30 LATE+1', 'PROGRESS2 2031-07-31 UPCOMING']);
    city = await wake(city);
    expect((await city.reviewer.client.must(QUEUE)).disclosureQueue.edges.map(({ node }: any) => node)).toContainEqual({
      kind: 'PROGRESS',
      number: 1,
      dueOn: '2031-04-30',
      daysLate: 1,
      status: 'LATE',
      project: { title: '老兵记忆馆', organization: { name: city.organization.name } },
    });
    const refusal = await city.publisher.client.refused(MUTATIONS.submitProject, { id: draft });
    expect(refusal).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringMatching(/老兵记忆馆.*2031-04-30.*1 天/),
    });
    expect(
      (await city.publisher.client.must('query P($id: ID!) { project(id: $id) { status } }', { id: draft })).project
        .status,
    ).toBe('DRAFT');

    expect(await city.publisher.client.refused(MUTATIONS.publishDisclosureReport, report(id, 'FINAL'))).toMatchObject({
      code: 'INVALID_STATE',
    });
    await city.publisher.client.must(
      MUTATIONS.publishDisclosureReport,
      report(id, 'PROGRESS', 1, { evidenceUrls: ['https://example.org/a.jpg'] }),
    );
    expect(await city.publisher.client.refused(MUTATIONS.publishDisclosureReport, report(id))).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('更正'),
    });
    await city.publisher.client.must(MUTATIONS.submitProject, { id: draft });
    expect(await owed(id)).toEqual(['PROGRESS1 2031-04-30 DONE+1', 'PROGRESS2 2031-07-31 UPCOMING']);

    // Money that comes later changes the project's figures, and not those of the report.
    await give((await app.signUp()).client, id, { amount: 10_000 });
    const [{ report: published }] = (await at(id)).obligations;
    expect(published).toMatchObject({
      text: TEXT,
      received: 40_000,
      released: 0,
      refunded: 0,
      raised: 40_000,
      balance: 40_000,
      evidenceUrls: ['https://example.org/a.jpg'],
      corrections: [],
      indicators: [{ name: '服务老兵', unit: '人', target: 50, actual: 0 }],
    });
  });

  it('stay met when a correction is published, which changes no report', async () => {
    await dawn('2032-01-10');
    let city = await createCity(app);
    const { id } = await openProject(app, city);
    await give((await app.signUp()).client, id);
    await dawn('2032-04-01');
    city = await wake(city);
    const { publishDisclosureReport: published } = await city.publisher.client.must(
      MUTATIONS.publishDisclosureReport,
      report(id),
    );
    await app.pass(DAY_MS);
    const wrong = { input: { reportId: published.id, text: '走访的是三十一户，不是三十二户。' } };
    expect(await city.reviewer.client.refused(MUTATIONS.correctDisclosureReport, wrong)).toMatchObject({
      code: 'FORBIDDEN',
    });
    await city.publisher.client.must(MUTATIONS.correctDisclosureReport, wrong);
    const [{ report: shown }] = (await at(id)).obligations;
    expect(shown).toMatchObject({
      text: TEXT,
      corrections: [{ text: '走访的是三十一户，不是三十二户。', organization: { name: city.organization.name } }],
    });
    for (const sql of [
      "UPDATE disclosure_reports SET text = 'x'",
      'DELETE FROM disclosure_reports',
      "UPDATE disclosure_corrections SET text = 'x'",
      'DELETE FROM disclosure_corrections',
    ]) {
      await expect(
        app.db.transact((tx) => tx.manager.query(sql)),
        sql,
      ).rejects.toThrow(/append-only/);
    }
  });

  it('of a short project require the final report only, with all its money', async () => {
    await dawn('2033-05-01');
    let city = await createCity(app);
    const { id } = await openProject(app, city);
    await give((await app.signUp()).client, id, { amount: 1_000_000 });
    await complete(city, id);
    expect(await owed(id)).toEqual(['FINAL1 2033-08-06 DUE']);
    await dawn('2033-08-07');
    city = await wake(city);
    expect(await owed(id)).toEqual(['FINAL1 2033-08-06 LATE+1']);
    await city.publisher.client.must(MUTATIONS.publishDisclosureReport, report(id, 'FINAL'));
    expect(await at(id)).toMatchObject({
      endedOn: '2033-05-06',
      next: null,
      lateCount: 0,
      obligations: [{ status: 'DONE', daysLate: 1, report: { received: 1_000_000, released: 1_000_000, balance: 0 } }],
    });
    expect(
      (await city.reviewer.client.must(QUEUE)).disclosureQueue.edges.filter(
        ({ node }: any) => node.project.organization.name === city.organization.name && node.kind === 'FINAL',
      ),
    ).toEqual([]);
  });

  it('do not exist for a project that ended without a gift', async () => {
    await dawn('2034-01-01');
    const city = await createCity(app);
    const { id } = await openProject(app, city, {
      fundingEndsAt: new Date(app.clock.now().getTime() + 20 * DAY_MS).toISOString(),
    });
    await app.pass(21 * DAY_MS);
    expect((await app.anonymous().must(DISCLOSURE, { id })).project.status).toBe('CANCELLED');
    await app.pass(200 * DAY_MS);
    expect(await at(id)).toMatchObject({ obligations: [], next: null, lateCount: 0 });
  });

  it('appear to reviewers only, the longest late first, in pages, by region and by name', async () => {
    await dawn('2035-01-01');
    let city = await createCity(app);
    const open = { fundingEndsAt: new Date(app.clock.now().getTime() + 500 * DAY_MS).toISOString() };
    await openProject(app, city, { ...open, title: '小榄的项目', region: '小榄' });
    await openProject(app, city, { ...open, title: '东区的项目', region: '东区' });
    await dawn('2035-07-20');
    city = await wake(city);
    const own = (await city.reviewer.client.must(QUEUE, { filter: { search: '的项目' }, first: 100 })).disclosureQueue;
    expect(own.edges.map(({ node }: any) => [node.project.title, node.number, node.dueOn])).toEqual(
      [
        ['小榄的项目', 1, '2035-04-06'],
        ['小榄的项目', 2, '2035-07-06'],
        ['东区的项目', 1, '2035-04-11'],
        ['东区的项目', 2, '2035-07-11'],
      ].sort((a, b) => String(a[2]).localeCompare(String(b[2]))),
    );
    const page = (await city.reviewer.client.must(QUEUE, { filter: { search: '的项目' }, first: 3 })).disclosureQueue;
    expect(page).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const rest = (
      await city.reviewer.client.must(QUEUE, { filter: { search: '的项目' }, first: 3, after: page.pageInfo.endCursor })
    ).disclosureQueue;
    expect([...page.edges, ...rest.edges]).toEqual(own.edges);
    expect(
      (await city.reviewer.client.must(QUEUE, { filter: { region: '小榄镇', search: '的项目' } })).disclosureQueue
        .totalCount,
    ).toBe(2);
    expect(
      (await city.reviewer.client.must(QUEUE, { filter: { alsoDue: true, search: '的项目' } })).disclosureQueue
        .totalCount,
    ).toBe(4);
    expect(await city.reviewer.client.refused(QUEUE, { after: 'nonsense' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'after',
    });
    expect(await city.publisher.client.refused(QUEUE)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await app.anonymous().refused(QUEUE)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('are announced to the editors a week before and when they are late, once each', async () => {
    await dawn('2037-01-01');
    let city = await createCity(app);
    const { id } = await openProject(app, city, { title: '要提醒的项目' });
    await give((await app.signUp()).client, id);
    const told = async () =>
      (
        await city.publisher.client.must('{ viewer { notices(first: 100) { edges { node { kind title path } } } } }')
      ).viewer.notices.edges
        .map(({ node }: any) => node)
        .filter(({ kind }: { kind: string }) => kind.startsWith('REPORT_'));
    await dawn('2037-03-28');
    city = await wake(city);
    expect(await told(), 'nine days before').toEqual([]);
    await dawn('2037-03-30');
    await app.pass(DAY_MS);
    city = await wake(city);
    expect(await told()).toEqual([
      {
        kind: 'REPORT_SOON',
        title: '请在 2037-04-06 前公开“要提醒的项目”的第 1 次进展报告',
        path: `/workspace/projects/${id}/reports`,
      },
    ]);
    await dawn('2037-04-07');
    await app.pass(DAY_MS);
    city = await wake(city);
    expect((await told()).map(({ kind }: any) => kind)).toEqual(['REPORT_LATE', 'REPORT_SOON']);
    await city.publisher.client.must(MUTATIONS.publishDisclosureReport, report(id));
    await app.pass(DAY_MS);
    city = await wake(city);
    expect(await told()).toHaveLength(2);
  });

  it('are met by one report, however many times it is sent at once', async () => {
    await dawn('2052-01-01');
    let city = await createCity(app);
    const { id } = await openProject(app, city);
    await give((await app.signUp()).client, id);
    await dawn('2052-03-20');
    city = await wake(city);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => city.publisher.client.execute(MUTATIONS.publishDisclosureReport, report(id))),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions?.code))).toEqual(
      Array(4).fill('INVALID_STATE'),
    );
  });
});

describe('the invariants of disclosure', () => {
  /** A copy of the one report that there is, with something else in it. */
  const forged = (changes: Record<string, string>) => {
    const columns = [
      'id',
      'project_id',
      'kind',
      'number',
      'due_on',
      'text',
      'evidence',
      'received_fen',
      'released_fen',
      'refunded_fen',
      'indicators',
      'published_at',
      'published_by_id',
    ];
    const values = columns.map((column) => changes[column] ?? { id: `'${newId()}'`, number: '2' }[column] ?? column);
    return `INSERT INTO disclosure_reports (${columns.join(', ')}) SELECT ${values.join(', ')} FROM disclosure_reports`;
  };
  const correction = (organization: string, publishedAt: string) =>
    `INSERT INTO disclosure_corrections (id, report_id, organization_id, text, published_at, published_by_id) SELECT '${newId()}', id, ${organization}, 'x', ${publishedAt}, published_by_id FROM disclosure_reports`;

  it.each<[string, string, RegExp]>([
    ['money that the ledger did not have', forged({ received_fen: 'received_fen + 1' }), /money that a report froze/],
    ['a payment that was none', forged({ released_fen: '5' }), /money that a report froze/],
    [
      'a report before funding opened',
      forged({ published_at: "'2000-01-01 00:00:00.000'", received_fen: '0' }),
      /published while their project owed them/,
    ],
    [
      'a last report of a project that goes on',
      forged({ kind: "'FINAL'", number: '1' }),
      /published while their project owed them/,
    ],
    ['a number left out', forged({ number: '3' }), /numbered without gaps/],
    [
      'a correction by another organisation',
      correction("(SELECT id FROM organizations WHERE name LIKE '小榄%')", 'published_at'),
      /by the organisation of its project/,
    ],
    [
      'a correction older than its report',
      correction('(SELECT organization_id FROM projects LIMIT 1)', "'2000-01-01 00:00:00.000'"),
      /by the organisation of its project/,
    ],
  ])('find %s', async (_what, sql, named) => {
    const app = await startTestApp();
    try {
      const town = await createTown(app);
      await publishedReport(app, town);
      await app.checkInvariants();
      await app.db.transact((tx) => tx.manager.query(sql));
      await expect(app.checkInvariants()).rejects.toThrow(named);
    } finally {
      await app.close();
    }
  });
});
