import { beforeAll, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { openProject, pledgeInput, createCity, type City } from '../support/city.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankStatement } from '../support/statements.ts';

const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
let city: City;
let projectId: string;
beforeAll(async () => {
  city = await createCity(app);
  projectId = (await openProject(app, city)).id;
});

const PREVIEW =
  'query B($id: ID!, $minConfidence: Int) { bulk: statementBulk(id: $id, minConfidence: $minConfidence) { incoming { count sum } movements { count sum } otherNames { count sum } otherNameLines { name amount } version } }';
const CONFIRM =
  'mutation C($id: ID!, $version: String!) { confirmStatement(id: $id, minConfidence: 90, version: $version) { total } }';
const SUSPEND = 'mutation S($id: ID!, $version: String!) { suspendStatement(id: $id, version: $version) { total } }';
const LINES =
  'query L($id: ID!) { statementLines(statementId: $id, first: 100) { edges { node { id status amount } } } }';

it('a bulk action says exactly what it will do, and does that or nothing', async () => {
  const donor = await app.signUp({ name: '李明' });
  const codes: string[] = [];
  for (const amount of [10_000, 20_001, 30_002])
    codes.push(
      (
        await donor.client.must(MUTATIONS.pledge, {
          input: pledgeInput(projectId, { amount, payment: 'BANK_TRANSFER' }),
        })
      ).pledge.remarkCode,
    );
  const treasury = city.treasurer.client;
  const { id } = await bankStatement(treasury, [
    bankLine(10_000, { name: '李明', text: codes[0]! }),
    bankLine(20_001, { name: '王芳', text: codes[1]! }),
    bankLine(30_002, { name: '赵强', text: codes[2]! }),
    bankLine(77_700, { name: '某公司', text: '货款' }),
  ]);
  const look = async (minConfidence: number | null) => (await treasury.must(PREVIEW, { id, minConfidence })).bulk;
  const before = await look(90);
  expect(before).toMatchObject({
    incoming: { count: 3, sum: 60_003 },
    movements: { count: 0, sum: 0 },
    otherNames: { count: 2, sum: 50_003 },
  });
  expect(before.otherNameLines.map(({ name }: { name: string }) => name).sort()).toEqual(['王芳', '赵强'].sort());
  expect(await look(95)).toMatchObject({ incoming: { count: 1, sum: 10_000 } });

  // A colleague settles one of them meanwhile: what was shown is not what would be done.
  const { statementLines } = await treasury.must(LINES, { id });
  const first = statementLines.edges.find(({ node }: { node: { amount: number } }) => node.amount === 10_000).node;
  await treasury.must('mutation L($ids: [ID!]!) { confirmStatementLines(lineIds: $ids) { id } }', { ids: [first.id] });
  expect(await treasury.refused(CONFIRM, { id, version: before.version })).toMatchObject({
    code: 'CONFLICT',
    field: 'version',
  });
  expect(
    (await treasury.must(LINES, { id })).statementLines.edges.filter(
      ({ node }: { node: { status: string } }) => node.status === 'OPEN',
    ),
  ).toHaveLength(3);

  const now = await look(90);
  expect(now.incoming).toEqual({ count: 2, sum: 50_003 });
  expect((await treasury.must(CONFIRM, { id, version: now.version })).confirmStatement.total).toBe(2);
  await expect.poll(async () => (await look(null)).incoming).toEqual({ count: 1, sum: 77_700 });
  expect(await treasury.refused(SUSPEND, { id, version: now.version })).toMatchObject({ code: 'CONFLICT' });
  const READY = 'query S($id: ID!) { statement(id: $id) { state } }';
  await expect.poll(async () => (await treasury.must(READY, { id })).statement.state).toBe('READY');
  expect((await treasury.must(SUSPEND, { id, version: (await look(null)).version })).suspendStatement.total).toBe(1);
  await expect.poll(async () => (await treasury.must(READY, { id })).statement.state).toBe('READY');
});
