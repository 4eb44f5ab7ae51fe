import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, openProject, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankLines } from '../support/statements.ts';
import { promise } from '../support/town.ts';

const PREVIEW = `query B($lineIds: [ID!], $search: String, $minConfidence: Int) {
  bulk: openLinesBulk(lineIds: $lineIds, search: $search, minConfidence: $minConfidence) {
    incoming { count sum } otherNames { count sum } otherNameLines { name } withoutProposal { count sum } leftToColleague { count sum } version
  }
}`;
const WORK = 'query W($id: ID!) { work(id: $id) { kind state done total path outcome { name count sum } } }';

describe('many open lines of several statements', () => {
  const app = useTestApp({ env: { PUBLIC_NOTICE_DAYS: '0' } });
  let city: City;
  let treasury: Client;
  let donor: TestUser;
  let projectId: string;
  beforeAll(async () => {
    city = await createCity(app);
    treasury = city.treasurer.client;
    projectId = (await openProject(app, city)).id;
    donor = await app.signUp({ name: '李明' });
  });

  const look = async (choice: object) => (await treasury.must(PREVIEW, { ...choice })).bulk;
  const ended = async (id: string) => {
    const read = async () => (await treasury.must(WORK, { id })).work;
    await expect.poll(async () => (await read()).state, { timeout: 20_000 }).not.toBe('RUNNING');
    return read();
  };
  const open = async (): Promise<number> =>
    (await treasury.must('{ openLineQueue { totalCount } }')).openLineQueue.totalCount;
  /** Returns lines that pay promises of these amounts, sent under `name`. */
  const arrived = async (amounts: readonly number[], name: string) => {
    const gifts = [];
    for (const amount of amounts) gifts.push(await promise(donor, projectId, { amount }));
    return bankLines(
      treasury,
      gifts.map(({ amount, remarkCode }) => bankLine(amount, { name, text: remarkCode })),
    );
  };

  it('are confirmed as they were shown, and the work says what became of them', async () => {
    const lines = [
      ...(await arrived([10_000, 20_001], '李明')),
      ...(await arrived([30_002], '王芳')),
      ...(await bankLines(treasury, [bankLine(77_700, { name: '某公司', text: '货款' })])),
    ];
    const lineIds = lines.map(({ id }) => id);
    const shown = await look({ lineIds });
    expect(shown).toMatchObject({
      incoming: { count: 3, sum: 60_003 },
      otherNames: { count: 1, sum: 30_002 },
      otherNameLines: [{ name: '王芳' }],
      withoutProposal: { count: 1, sum: 77_700 },
    });
    const { confirmOpenLines } = await treasury.must(MUTATIONS.confirmOpenLines, { lineIds, version: shown.version });
    expect(await ended(confirmOpenLines.id)).toEqual({
      kind: 'LINES_CONFIRMATION',
      state: 'DONE',
      done: 3,
      total: 3,
      path: '/treasury/statements?list=open',
      outcome: [
        { name: 'linesSettled', count: 3, sum: 60_003 },
        { name: 'linesLeft', count: 0, sum: null },
      ],
    });
    expect(await open()).toBe(1);
    const auditor = await app.signUp({ roles: ['AUDITOR'] });
    const { trace } = await auditor.client.must(
      '{ trace(filter: { kinds: ["LINE_DECIDED"] }) { totalCount edges { node { actor { id } role } } } }',
    );
    expect(trace.totalCount).toBe(3);
    expect(trace.edges[0].node).toEqual({ actor: { id: city.treasurer.id }, role: 'TREASURER' });
    // What was confirmed cannot be confirmed again by the same preview.
    expect(await treasury.refused(MUTATIONS.confirmOpenLines, { lineIds, version: shown.version })).toMatchObject({
      code: 'CONFLICT',
      field: 'version',
    });
  });

  it('are not confirmed when a colleague changed one of them after the preview', async () => {
    const [first, second] = await arrived([11_000, 12_000], '李明');
    const lineIds = [first!.id, second!.id];
    const { version } = await look({ lineIds });
    await treasury.must(MUTATIONS.confirmStatementLines, { lineIds: [first!.id] });
    expect(await treasury.refused(MUTATIONS.confirmOpenLines, { lineIds, version })).toMatchObject({
      code: 'CONFLICT',
      key: 'statement.bulkChanged',
    });
    expect(await look({ lineIds })).toMatchObject({ incoming: { count: 1, sum: 12_000 } });
  });

  it('are all that a search finds, and only sure proposals unless the person says otherwise', async () => {
    await arrived([13_000, 14_000, 15_000], '孙悦');
    // The code and the amount fit, but the name does not.
    expect((await look({ search: '孙悦', minConfidence: 95 })).incoming.count).toBe(0);
    const { version, incoming, otherNames } = await look({ search: '孙悦' });
    expect(incoming).toEqual({ count: 3, sum: 42_000 });
    expect(otherNames.count).toBe(3);
    const { confirmOpenLines } = await treasury.must(MUTATIONS.confirmOpenLines, {
      search: '孙悦',
      version,
    });
    expect((await ended(confirmOpenLines.id)).outcome[0]).toEqual({ name: 'linesSettled', count: 3, sum: 42_000 });
    expect(
      await treasury.refused(MUTATIONS.confirmOpenLines, {
        search: '货款',
        version: (await look({ search: '货款' })).version,
      }),
    ).toMatchObject({
      code: 'INVALID_STATE',
      key: 'statement.nothingProposed',
    });
  });

  it('leave the gift of the person who confirms to a colleague, and say so', async () => {
    const gift = await promise(city.treasurer, projectId, { amount: 16_000 });
    const [own] = await bankLines(treasury, [bankLine(16_000, { name: city.treasurer.name, text: gift.remarkCode })]);
    const [other] = await arrived([17_000], '李明');
    const lineIds = [own!.id, other!.id];
    const { version, ...shown } = await look({ lineIds });
    // The preview says before what the outcome says afterwards.
    expect(shown).toMatchObject({
      incoming: { count: 1, sum: 17_000 },
      leftToColleague: { count: 1, sum: 16_000 },
    });
    const { confirmOpenLines } = await treasury.must(MUTATIONS.confirmOpenLines, { lineIds, version });
    expect((await ended(confirmOpenLines.id)).outcome).toEqual([
      { name: 'linesSettled', count: 1, sum: 17_000 },
      { name: 'linesLeft', count: 1, sum: null },
    ]);
  });
});
