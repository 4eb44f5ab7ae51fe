import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, csv, icbcRows, importFile, settled } from '../support/statements.ts';
import { cancelledWork } from '../support/works.ts';

const WORKS = `query Works($everybodys: Boolean!) { works(everybodys: $everybodys) { totalCount edges { node {
  id kind subject path state done total outcome { name count } failure startedBy startedAt finishedAt viewerMayCancel
} } } }`;

interface ShownWork {
  id: string;
  kind: string;
  failure: string | null;
  startedBy: string | null;
}

describe('long work', () => {
  const app = useTestApp();
  let city: City;
  let treasury: Client;
  let statement: { id: string };
  const worksOf = async (client: Client, everybodys = false): Promise<ShownWork[]> =>
    (await client.must(WORKS, { everybodys })).works.edges.map(({ node }: { node: ShownWork }) => node);

  beforeAll(async () => {
    city = await createCity(app);
    treasury = city.treasurer.client;
    statement = await importFile(treasury, csv(icbcRows([bankLine(1_000), bankLine(2_000), bankLine(3_000)])));
  });

  it('of an import can be found again with its result', async () => {
    expect(await worksOf(treasury)).toEqual([
      expect.objectContaining({
        kind: 'STATEMENT_IMPORT',
        path: `/treasury/statements/${statement.id}`,
        state: 'DONE',
        done: 3,
        total: 3,
        outcome: [
          { name: 'lines', count: 3 },
          { name: 'newLines', count: 3 },
        ],
        failure: null,
        startedBy: null,
        finishedAt: expect.any(String),
        viewerMayCancel: false,
      }),
    ]);
  });

  it('of bulk actions on a statement can be found again, newest first', async () => {
    await treasury.must(MUTATIONS.matchStatement, { id: statement.id });
    await settled(treasury, statement.id);
    await treasury.must(MUTATIONS.confirmStatement, { id: statement.id, minConfidence: 100 });
    await settled(treasury, statement.id);
    await treasury.must(MUTATIONS.suspendStatement, { id: statement.id });
    await settled(treasury, statement.id);
    const done = (kind: string, lines: number, more: object[] = []) =>
      expect.objectContaining({
        kind,
        state: 'DONE',
        done: lines,
        total: lines,
        outcome: [{ name: 'lines', count: lines }, ...more],
      });
    expect(await worksOf(treasury)).toEqual([
      done('STATEMENT_SUSPENSE', 3),
      done('STATEMENT_CONFIRMATION', 0, [{ name: 'leftToColleague', count: 0 }]),
      done('STATEMENT_MATCHING', 3),
      expect.objectContaining({ kind: 'STATEMENT_IMPORT' }),
    ]);
  });

  it('that fails says why, in the language of the viewer', async () => {
    const wrong = icbcRows([bankLine(5_000), bankLine(6_000, { balance: 1 }), bankLine(7_000)]);
    expect(await importFile(treasury, csv(wrong))).toMatchObject({ state: 'REFUSED' });
    const [work] = await worksOf(treasury);
    expect(work).toMatchObject({
      kind: 'STATEMENT_IMPORT',
      state: 'FAILED',
      failure: expect.stringMatching(/未被接受/),
    });
    expect((await worksOf(treasury.clone('en')))[0]!.failure).toMatch(/^The file was refused/);
    expect(await treasury.refused(MUTATIONS.cancelWork, { id: work!.id })).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('of all people is visible to administrators, who see who started it', async () => {
    const all = await worksOf(city.admin.client, true);
    expect(all.map(({ id }) => id)).toEqual((await worksOf(treasury)).map(({ id }) => id));
    expect(all[0]!.startedBy).toBe(city.treasurer.name);
    expect(await worksOf(city.admin.client)).toEqual([]);
  });

  it('that was cancelled returns the same when it is cancelled again', async () => {
    const id = await cancelledWork(app, city.treasurer.id);
    for (const client of [treasury, city.admin.client])
      expect((await client.must(MUTATIONS.cancelWork, { id })).cancelWork).toEqual({ id, state: 'CANCELLED' });
  });
});
