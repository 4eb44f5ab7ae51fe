import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import { createCity, give, openProject, type City } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { DAY_MS } from '../support/clock.ts';
import { MUTATIONS } from '../support/operations.ts';
import { readPdf } from '../support/pdf.ts';
import { joinUnit } from '../support/town.ts';

interface ShownWork {
  state: string;
  done: number;
  total: number;
  subject: string;
  path: string;
  failure: string | null;
  outcome: { name: string; count: number }[];
  result: { fileName: string; bytes: number; keptUntil: string; url: string | null } | null;
}
const WORK = `query Work($id: ID!) { work(id: $id) {
  state done total subject path failure outcome { name count } result { fileName bytes keptUntil url }
} }`;

describe('a file that a person orders', () => {
  const app = useTestApp();
  afterEach(() => app.checkInvariants());
  let city: City;
  let project: { id: string; slug: string };
  let donor: TestUser;

  beforeAll(async () => {
    city = await createCity(app);
    project = await openProject(app, city);
    donor = await app.signUp({ name: '陈小红' });
    for (let gift = 1; gift <= 5; gift += 1) await give(donor.client, project.id, { amount: gift * 10_000 });
  });

  const shown = async (client: Client, id: string): Promise<ShownWork> => (await client.must(WORK, { id })).work;
  /** Waits for the end of a work and returns it. */
  const ended = async (client: Client, id: string): Promise<ShownWork> => {
    await expect.poll(async () => (await shown(client, id)).state, { timeout: 20_000 }).not.toBe('RUNNING');
    return shown(client, id);
  };
  const order = async (client: Client, mutation: 'exportBooks' | 'exportTrace' | 'printStatement', input: object) =>
    (await client.must(MUTATIONS[mutation], { ...input }))[mutation].id as string;
  const read = async (client: Client, path: string) => {
    const response = await client.fetch(path);
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  };

  it('of the books is the same as the direct download, and is fetched later by the same person alone', async () => {
    for (const [format, ending] of [
      ['CSV', 'csv'],
      ['XLSX', 'xlsx'],
    ] as const) {
      const id = await order(donor.client, 'exportBooks', { format, projectId: project.id, kinds: ['GIFT'] });
      const work = await ended(donor.client, id);
      expect(work).toMatchObject({
        state: 'DONE',
        done: 5,
        total: 5,
        path: `/projects/${project.slug}/books`,
        outcome: [{ name: 'bookLines', count: 5 }],
        result: { fileName: `hongchuang-${project.slug}.${ending}`, url: `/exports/works/${id}` },
      });
      const file = await read(donor.client, work.result!.url!);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-disposition')).toContain(work.result!.fileName);
      expect(file.body.length).toBe(work.result!.bytes);
      if (format === 'CSV') {
        const direct = await read(donor.client, `/exports/books/${project.slug}.csv?kind=gift&lang=zh-CN`);
        expect(file.body.equals(direct.body)).toBe(true);
      }
      // Everybody else gets the answer for a work that does not exist, administrators included.
      for (const other of [app.anonymous(), city.admin.client, city.treasurer.client])
        expect((await read(other, work.result!.url!)).status).toBe(404);
      expect(await shown(city.admin.client, id)).toMatchObject({ state: 'DONE', result: null });
      expect((await app.as(donor)).fetch).toBeDefined();
      expect((await read(await app.as(donor), work.result!.url!)).status).toBe(200);
    }
  });

  it('of the trace can be fetched while the right lasts, and each download is on record', async () => {
    const auditor = await app.signUp({ name: '审计员', roles: ['AUDITOR'] });
    const downloads = async (): Promise<number> =>
      (await auditor.client.must('{ trace(filter: { kinds: ["TRACE_DOWNLOADED"] }) { totalCount } }')).trace.totalCount;
    const id = await order(auditor.client, 'exportTrace', { format: 'CSV', filter: { kinds: ['SIGNED_IN'] } });
    const { result, outcome } = await ended(auditor.client, id);
    expect(outcome[0]!.count).toBeGreaterThan(0);
    expect(await downloads()).toBe(0);
    const file = await read(auditor.client, result!.url!);
    expect(file.body.toString().trim().split('\n').length).toBe(outcome[0]!.count + 1);
    expect(await downloads()).toBe(1);
    await app.take(auditor, 'AUDITOR');
    expect((await read(auditor.client, result!.url!)).status).toBe(404);
    await app.grant(auditor, 'AUDITOR');
    expect(await downloads()).toBe(1);
    const leaves = await order(auditor.client, 'exportTrace', { format: 'NDJSON' });
    expect(await ended(auditor.client, leaves)).toMatchObject({
      state: 'DONE',
      result: { fileName: 'hongchuang-trace.ndjson' },
    });
  });

  it('of the year is the same paper as the one that is printed at once', async () => {
    const id = await order(donor.client, 'printStatement', { year: 2026 });
    const work = await ended(donor.client, id);
    expect(work).toMatchObject({ state: 'DONE', done: 5, total: 5, subject: 'donations-2026.pdf' });
    const [later, direct] = await Promise.all([
      read(donor.client, work.result!.url!),
      read(donor.client, '/exports/statements/2026.pdf'),
    ]);
    const [paper, printed] = await Promise.all([readPdf(later.body), readPdf(direct.body)]);
    expect(paper.text).toBe(printed.text);
    expect(paper.text).toContain('¥1,500.00');
    expect((await donor.client.must('{ viewer { statements { year gifts } } }')).viewer.statements).toEqual([
      { year: 2026, gifts: 5 },
    ]);
  });

  it('of a unit is for those who keep its papers when they fetch it', async () => {
    const editor = await app.signUp({ name: '干事' });
    await joinUnit(app, city, editor, 'EDITOR');
    const input = { year: 2026, organizationId: city.organization.id };
    const id = await order(editor.client, 'printStatement', input);
    const { result } = await ended(editor.client, id);
    expect((await read(editor.client, result!.url!)).status).toBe(200);
    await editor.client.must(MUTATIONS.removeMember, { organizationId: city.organization.id, userId: editor.id });
    expect((await read(editor.client, result!.url!)).status).toBe(404);
    expect(await donor.client.refused(MUTATIONS.printStatement, input)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is continued by the next server when one died in the middle of it', async () => {
    const id = await order(donor.client, 'exportBooks', { format: 'CSV', projectId: project.id });
    const { result } = await ended(donor.client, id);
    const whole = await read(donor.client, result!.url!);
    // The rows as a killed server leaves them.
    const killed = randomUUID();
    await app.db.transact(async (tx) => {
      await tx.manager.query(
        `INSERT INTO works (id, kind, subject_id, subject, started_by_id, state, done, total, outcome_json, request_json, attempts, started_at)
         SELECT ?, kind, ?, subject, started_by_id, 'RUNNING', 2, total, '[]', request_json, 1, started_at FROM works WHERE id = ?`,
        [killed, killed, id],
      );
      await tx.manager.query('INSERT INTO work_result_parts (work_id, position, content) VALUES (?, 0, ?)', [
        killed,
        Buffer.from('half of a '),
      ]);
    });
    const { result: later } = await ended(donor.client, killed);
    expect((await read(donor.client, later!.url!)).body.equals(whole.body)).toBe(true);
  });

  it('is removed after a week, and its page says so', async () => {
    const id = await order(donor.client, 'exportBooks', { format: 'CSV', projectId: project.id });
    const { result } = await ended(donor.client, id);
    await app.pass(6 * DAY_MS);
    const later = await app.as(donor);
    expect((await read(later, result!.url!)).status).toBe(200);
    await app.pass(3 * DAY_MS);
    expect((await shown(later, id)).result).toMatchObject({ fileName: result!.fileName, url: null });
    expect((await read(later, result!.url!)).status).toBe(404);
    const [row] = await app.db.read.query('SELECT COUNT(*) AS parts FROM work_result_parts WHERE work_id = ?', [id]);
    expect(Number(row.parts)).toBe(0);
  });
});
