import { expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { committedList, correction, draftList, listText, uploadList } from '../support/collected-lists.ts';
import { createCity, verifiedOrganization } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankLines, xlsx } from '../support/statements.ts';
import { joinUnit, projectAt } from '../support/town.ts';

const app = useTestApp();

const LIST = `query List($id: ID!) { collectedList(id: $id) {
  state version giftCount faultCount leftOutCount amount remarkCode viewerActions standing { waiting paid paidAmount }
  columns { cell meaning } rows { totalCount edges { node { id rowNumber name amount category givenOn leftOut faults { cell message } } } } } }`;
const MONEY = `query Money($id: ID!) { project(id: $id) { progress { pending raised } } }`;

async function begin() {
  const city = await createCity(app);
  const { id: project } = await projectAt(app, city, 'FUNDRAISING');
  const { client } = city.publisher;
  const show = async (id: string) => (await client.must(LIST, { id })).collectedList;
  return { ...city, project, client, show };
}

it('a unit uploads its list, sees each fault at its cell, uploads a mended one and commits it under one code', async () => {
  const { client, organization, project, show } = await begin();
  const rows = (second: string) => [
    ['共产党员献爱心捐款名单', null, null],
    ['姓名', '金额（元）', '类别'],
    ['张三', 200, '党员'],
    [second, '３００', '群众'],
    ['合计', 500, null],
  ];
  const faulty = await uploadList(client, organization.id, await xlsx(rows('李四、王五')), '第三支部.xlsx');
  const shown = await show(faulty.id!);
  expect(shown).toMatchObject({
    state: 'DRAFT',
    giftCount: 2,
    faultCount: 1,
    leftOutCount: 1,
    amount: 50_000,
    viewerActions: ['CORRECT', 'DISCARD'],
  });
  expect(shown.rows.edges[1].node.faults).toEqual([{ cell: 'A4', message: expect.stringContaining('不止一个人') }]);
  const commit = (id: string) => ({ id, version: 0, projectId: project });
  expect((await client.refused(MUTATIONS.commitCollectedList, commit(faulty.id!))).key).toBe('collectedList.faulty');
  await client.must(MUTATIONS.discardCollectedList, { id: faulty.id });

  const { id } = await uploadList(client, organization.id, await xlsx(rows('李四')), '第三支部.xlsx');
  const before = (await client.must(MONEY, { id: project })).project;
  const { commitCollectedList } = await client.must(MUTATIONS.commitCollectedList, commit(id!));
  expect(commitCollectedList).toMatchObject({ state: 'COMMITTED', standing: { waiting: 2 } });
  expect(commitCollectedList.remarkCode).toMatch(/^HC.{8}$/);
  // A lost answer is asked for again.
  expect((await client.must(MUTATIONS.commitCollectedList, commit(id!))).commitCollectedList).toEqual(
    commitCollectedList,
  );
  const after = (await client.must(MONEY, { id: project })).project;
  expect(after.progress.pending - before.progress.pending).toBe(50_000);
  expect(after.progress.raised).toBe(before.progress.raised);

  expect((await client.must(MUTATIONS.withdrawCollectedList, { id })).withdrawCollectedList).toEqual({
    id,
    state: 'WITHDRAWN',
    standing: { waiting: 0 },
  });
  expect((await client.must(MONEY, { id: project })).project.progress).toEqual(before.progress);
});

it('the same list is refused with the earlier one, until that is withdrawn; another unit may upload it', async () => {
  const { admin, client, organization, project } = await begin();
  const text = listText(['张三', '100'], ['李四', '20.50']);
  const first = await uploadList(client, organization.id, text);
  const again = await uploadList(client, organization.id, `\uFEFF${text}`, '另存.csv');
  expect(again).toMatchObject({ status: 409, error: { key: 'collectedList.known', listId: first.id } });
  const other = await app.signUp({ name: '另一个单位的负责人' });
  const unit = await verifiedOrganization(other, admin, { name: '另一个单位', kind: 'SOCIAL_WORK' });
  expect((await uploadList(other.client, unit.id, text)).status).toBe(201);
  await client.must(MUTATIONS.commitCollectedList, { id: first.id, version: 0, projectId: project });
  expect((await uploadList(client, organization.id, text)).error?.listId).toBe(first.id);
  await client.must(MUTATIONS.withdrawCollectedList, { id: first.id });
  expect((await uploadList(client, organization.id, text)).status).toBe(201);
});

it('of two coordinators who commit a list at once, one wins and the other is told', async () => {
  const { project, client, ...city } = await begin();
  const colleague = await app.signUp({ name: '同事' });
  await joinUnit(app, city, colleague, 'EDITOR');
  const id = await draftList(client, city.organization.id, '100', '200');
  const commit = { id, version: 0, projectId: project };
  const answers = await Promise.all(
    [client, colleague.client].map((one) => one.execute(MUTATIONS.commitCollectedList, commit)),
  );
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
  const [{ gifts }] = await app.server.db.read.query('SELECT COUNT(*) AS gifts FROM pledges WHERE donor_scope = ?', [
    id,
  ]);
  expect(Number(gifts)).toBe(2);
});

it('a list past the room of its project makes no gift', async () => {
  const { client, ...city } = await begin();
  const { id: project } = await projectAt(app, city, 'FUNDRAISING', { title: '不超募的项目', acceptsOverGoal: false });
  const id = await draftList(client, city.organization.id, '9000', '1001');
  const refusal = await client.refused(MUTATIONS.commitCollectedList, { id, version: 0, projectId: project });
  expect(refusal.key).toBe('pledge.pastGoal');
  expect((await client.must(MONEY, { id: project })).project.progress.pending).toBe(0);
});

it('strangers cannot upload a list for a unit', async () => {
  const { organization } = await begin();
  const stranger = await app.signUp({ name: '外人' });
  expect(await uploadList(stranger.client, organization.id, listText(['张三', '1']))).toMatchObject({
    status: 403,
    error: { code: 'FORBIDDEN' },
  });
  expect((await uploadList(app.anonymous(), organization.id, listText(['张三', '1']))).status).toBe(401);
});

it('one transfer with the code of a list pays all its gifts, which then cannot be withdrawn', async () => {
  const { client, treasurer, organization, project, show } = await begin();
  const { id, remarkCode } = await committedList(client, organization.id, project, '100', '250.50', '3000');
  const at = '2026-06-10 10:30:05';
  const [line] = await bankLines(treasurer.client, [
    bankLine(335_050, { at, name: '红星机械厂', text: `献爱心 ${remarkCode}` }),
    // A transfer of the amount of one gift pays none of them.
    bankLine(10_000, { at: '2026-06-10 10:31:05', name: '陌生人' }),
  ]);
  const { statementLines } = await treasurer.client.must(
    '{ statementLines(first: 10) { edges { node { id proposedCount confidence } } } }',
  );
  const proposed = new Map(
    statementLines.edges.map(({ node }: { node: { id: string; proposedCount: number } }) => [
      node.id,
      node.proposedCount,
    ]),
  );
  expect([...proposed.values()].sort()).toEqual([0, 3]);
  expect(proposed.get(line!.id)).toBe(3);
  await treasurer.client.must(MUTATIONS.confirmStatementLines, { lineIds: [line!.id] });
  expect((await show(id)).standing).toEqual({ waiting: 0, paid: 3, paidAmount: 335_050 });
  expect((await client.must(MONEY, { id: project })).project.progress).toEqual({ pending: 0, raised: 335_050 });
  const receipts = await app.server.db.read.query('SELECT number FROM receipts ORDER BY number');
  expect(receipts).toHaveLength(3);
  expect((await client.refused(MUTATIONS.withdrawCollectedList, { id })).key).toBe('collectedList.paid');
});

it('a fault is corrected in place or left out, each time of the version that the coordinator saw', async () => {
  const { client, organization, project, show } = await begin();
  const { id } = await uploadList(client, organization.id, '姓名,金额\n张三,壹佰\n李四、王五,200\n赵六,50\n');
  const [first, second] = (await show(id!)).rows.edges.map(({ node }: { node: { id: string } }) => node.id);
  await client.must(MUTATIONS.correctCollectedListRow, correction(first, { name: '张三', note: null }));
  expect((await client.refused(MUTATIONS.leaveOutCollectedListRow, { id: second, version: 0 })).code).toBe('CONFLICT');
  const twice = correction(second, { version: 1, name: '李四、王五' });
  expect((await client.refused(MUTATIONS.correctCollectedListRow, twice)).key).toBe('collectedList.severalNames');
  const { leaveOutCollectedListRow: left } = await client.must(MUTATIONS.leaveOutCollectedListRow, {
    id: second,
    version: 1,
  });
  expect(left).toMatchObject({ version: 2, giftCount: 2, faultCount: 0, leftOutCount: 1, amount: 15_000 });
  await client.must(MUTATIONS.commitCollectedList, { id, version: 2, projectId: project });
  expect((await show(id!)).standing.waiting).toBe(2);
});

it('a list is downloaded in the layout of the template, and read again as the same list', async () => {
  const { admin, client, organization, show } = await begin();
  const { id } = await uploadList(
    client,
    organization.id,
    '姓名,金额,类别,日期\n张三,0.5万元,党员,2026年6月1日\n李四,20.55,,\n',
  );
  const download = async (name: string) =>
    Buffer.from(await (await client.fetch(`/exports/collected-lists/${name}.xlsx`)).arrayBuffer());
  const other = await app.signUp({ name: '另一个单位的负责人' });
  const unit = await verifiedOrganization(other, admin, { name: '另一个单位', kind: 'SOCIAL_WORK' });
  const copy = await uploadList(other.client, unit.id, await download(id!), '导出.xlsx');
  const again = (await other.client.must(LIST, { id: copy.id })).collectedList;
  expect(again).toMatchObject({ giftCount: 2, faultCount: 0, amount: 502_055 });
  const values = ({ rows }: typeof again) =>
    rows.edges.map(({ node: { id: _id, rowNumber: _row, ...node } }: { node: Record<string, unknown> }) => node);
  expect(values(again)).toEqual(values(await show(id!)));
  expect((await other.client.fetch(`/exports/collected-lists/${id}.xlsx`)).status).toBe(404);
  expect((await uploadList(client, organization.id, await download('template'))).error?.key).toBe(
    'collectedList.noRows',
  );
});

it('a long list is committed by a work whose progress is found again', async () => {
  const { client, organization, project, show } = await begin();
  const text = `姓名,金额\n${Array.from({ length: 1_201 }, (_, index) => `捐款人${index},10`).join('\n')}\n`;
  const { id } = await uploadList(client, organization.id, text);
  const { commitCollectedList } = await client.must(MUTATIONS.commitCollectedList, {
    id,
    version: 0,
    projectId: project,
  });
  expect(commitCollectedList.state).toBe('COMMITTING');
  expect((await client.refused(MUTATIONS.discardCollectedList, { id })).code).toBe('INVALID_STATE');
  await expect.poll(async () => (await show(id!)).state, { timeout: 20_000 }).not.toBe('COMMITTING');
  expect(await show(id!)).toMatchObject({ state: 'COMMITTED', standing: { waiting: 1_201 } });
  const { works } = await client.must(
    '{ works { edges { node { kind state done total outcome { name count sum } } } } }',
  );
  expect(works.edges[0].node).toEqual({
    kind: 'COLLECTED_LIST_COMMIT',
    state: 'DONE',
    done: 1_201,
    total: 1_201,
    outcome: [{ name: 'gifts', count: 1_201, sum: 1_201_000 }],
  });
});

it('a long list that its project refuses waits for its unit again, and the work says why', async () => {
  const { client, show, ...city } = await begin();
  const { id: project } = await projectAt(app, city, 'FUNDRAISING', { title: '不超募的项目', acceptsOverGoal: false });
  const text = `姓名,金额\n${Array.from({ length: 501 }, (_, index) => `捐款人${index},100`).join('\n')}\n`;
  const { id } = await uploadList(client, city.organization.id, text);
  await client.must(MUTATIONS.commitCollectedList, { id, version: 0, projectId: project });
  await expect.poll(async () => (await show(id!)).state, { timeout: 20_000 }).not.toBe('COMMITTING');
  expect(await show(id!)).toMatchObject({ state: 'DRAFT', standing: { waiting: 0 } });
  const { works } = await client.must('{ works { edges { node { state failure } } } }');
  expect(works.edges[0].node).toMatchObject({ state: 'FAILED', failure: expect.stringContaining('目标') });
});
