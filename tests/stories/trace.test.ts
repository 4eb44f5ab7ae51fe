import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp, type TestUser } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { bankLine, bankStatement } from '../support/statements.ts';
import { createTown, preparedRefund, preparedRelease, promise, projectAt, type Town } from '../support/town.ts';

const VERIFIER = join(import.meta.dirname, '../../packages/verifier/verify.mjs');

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

interface Entry {
  id: string;
  kind: { name: string; label: string };
  actor: { id: string; name: string | null } | null;
  role: string | null;
  subject: string | null;
  person: { id: string } | null;
  facts: { name: string; before: string | null; after: string | null }[];
  reason: string | null;
  place: string | null;
  agent: string | null;
}
const FIELDS =
  'id kind { name label } actor { id name } role subject person { id } facts { name before after } reason place agent';

const entries = async (filter: object, client: Client = town.auditor.client): Promise<Entry[]> =>
  (
    await client.must(
      `query T($filter: TraceFilter) { trace(first: 50, filter: $filter) { edges { node { ${FIELDS} } } } }`,
      { filter },
    )
  ).trace.edges.map(({ node }: { node: Entry }) => node);

/** The text of a page of the server, as `client` gets it. */
const read = async (client: Client, path: string): Promise<{ status: number; text: string }> => {
  const response = await client.fetch(path);
  return { status: response.status, text: await response.text() };
};

describe('the trace', () => {
  it('says who gave which role, what was before, and shows it to the person concerned', async () => {
    const person = await app.signUp({ name: '新来的审核员' });
    await town.admin.client.must(MUTATIONS.setPlatformRoles, { userId: person.id, roles: ['REVIEWER'] });
    const [entry] = await entries({ personId: person.id, kinds: ['ROLE_GIVEN'] });
    expect(entry).toMatchObject({
      kind: { label: '给予了平台角色' },
      actor: { id: town.admin.id, name: town.admin.name },
      subject: person.id,
      facts: expect.arrayContaining([{ name: 'role', before: null, after: 'REVIEWER' }]),
    });
    expect(entry!.place).toMatch(/^[0-9a-f]{16}$/);
    const { viewer } = await person.client.must(
      '{ viewer { trace { edges { node { kind { name } actor { id } } } } } }',
    );
    expect(viewer.trace.edges.map(({ node }: { node: Entry }) => [node.kind.name, node.actor?.id ?? null])).toEqual([
      ['ROLE_GIVEN', town.admin.id],
      ['SIGNED_IN', person.id],
      ['ACCOUNT_MADE', null],
    ]);
  });

  it('says who prepared, refused and signed a payment, and why', async () => {
    const { id } = await preparedRelease(app, town);
    await town.admin.client.must(MUTATIONS.withdrawRelease, { id, reason: '等发票' });
    const [refused] = await entries({ kinds: ['ORDER_REFUSED'] });
    expect(refused).toMatchObject({ actor: { id: town.admin.id }, role: 'ADMIN', reason: '等发票' });
    expect((await entries({ subject: refused!.subject! })).map(({ kind }) => kind.name)).toEqual([
      'ORDER_REFUSED',
      'ORDER_PREPARED',
    ]);
  });

  it('keeps failures to sign in, and tells those who watch of many', async () => {
    const victim = await app.signUp();
    for (let count = 0; count < 5; count += 1)
      await app.anonymous().refused(MUTATIONS.signIn, { email: victim.email, password: `guess number ${count}` });
    await app.anonymous().refused(MUTATIONS.signIn, { email: 'nobody-at-all@example.test', password: 'a guess of it' });
    const failures = await entries({ kinds: ['SIGN_IN_FAILED'] });
    expect(failures.map(({ actor, person }) => [actor, person?.id ?? null])).toEqual([
      [null, null],
      ...Array.from({ length: 5 }, () => [null, victim.id]),
    ]);
    await app.pass(1_000);
    for (const watcher of [town.auditor, town.admin]) {
      const { traceAlerts } = await watcher.client.must(
        '{ traceAlerts { edges { node { label person { id } entries } } } }',
      );
      expect(traceAlerts.edges.map(({ node }: { node: object }) => node)).toContainEqual({
        label: '同一账号多次登录失败',
        person: { id: victim.id },
        entries: 5,
      });
      const { viewer } = await watcher.client.must('{ viewer { notices { edges { node { title path } } } } }');
      expect(viewer.notices.edges.map(({ node }: { node: object }) => node)).toContainEqual({
        title: '需要查看:同一账号多次登录失败',
        path: `/trace?person=${victim.id}`,
      });
    }
    // Found again, it is told once.
    await app.pass(60_000);
    const { traceAlerts } = await town.admin.client.must('{ traceAlerts { edges { node { person { id } } } } }');
    expect(
      traceAlerts.edges.filter(({ node }: { node: { person: { id: string } } }) => node.person.id === victim.id),
    ).toHaveLength(1);
  });

  it('tells those who watch of a payment prepared within an hour by somebody who was just given the role', async () => {
    const { id } = await projectAt(app, town, 'FUNDRAISING');
    expect(id).not.toBe('');
    const accomplice = await app.signUp({ roles: ['TREASURER'] });
    const pledge = await promise(town.donor, id, { amount: 10_000 });
    await accomplice.client.must(MUTATIONS.confirmPayment, {
      input: { pledgeId: pledge.id, amount: 10_000, bankReference: `B-${pledge.id}` },
    });
    await accomplice.client.must(MUTATIONS.prepareReversal, { input: { pledgeId: pledge.id, reason: '看错了' } });
    await app.pass(1_000);
    const { traceAlerts } = await town.auditor.client.must(
      '{ traceAlerts { edges { node { label person { id } } } } }',
    );
    expect(traceAlerts.edges.map(({ node }: { node: object }) => node)).toContainEqual({
      label: '授予角色后一小时内由同一人处理资金',
      person: { id: accomplice.id },
    });
  });

  describe('of looks at personal data', () => {
    const looksOf = async (person: TestUser): Promise<string[]> =>
      (await entries({ actorId: person.id, kinds: ['PERSONAL_DATA_SEEN'] })).map(
        ({ facts }) => facts.find(({ name }) => name === 'fields')!.after!,
      );

    it('has one entry a request, with the fields that were shown', async () => {
      await bankStatement(town.treasurer.client, [bankLine(12_300)]);
      const refund = await preparedRefund(app, town);
      const before = (await looksOf(town.auditor)).length;
      await town.auditor.client.must('{ accounts(first: 3) { edges { node { id email } } } }');
      await town.auditor.client.must('{ statementLines(first: 3) { edges { node { id name account text } } } }');
      await town.auditor.client.must(
        'query R($id: ID!) { refundOrder(id: $id) { items(first: 3) { edges { node { pledge { payerName } } } } } }',
        { id: refund.id },
      );
      await town.auditor.client.must('{ accounts(first: 3) { edges { node { id roles } } } }');
      const looks = await looksOf(town.auditor);
      expect(looks.slice(0, looks.length - before)).toEqual([
        'Pledge.payerName',
        expect.stringMatching(/StatementLine\.name/),
        'Account.email',
      ]);
    });

    it('has one entry for a page that is asked for again, and one more for who is new on it', async () => {
      app.clock.advance(11 * 60_000);
      const accounts = () => town.admin.client.must('{ accounts(first: 5) { edges { node { id email } } } }');
      const before = (await looksOf(town.admin)).length;
      await accounts();
      await accounts();
      expect(await looksOf(town.admin)).toHaveLength(before + 1);
      const { id } = await app.signUp();
      await accounts();
      const [newest] = await entries({ actorId: town.admin.id, kinds: ['PERSONAL_DATA_SEEN'] });
      expect(newest!.facts.map(({ name, after }) => [name, after])).toEqual([
        ['fields', 'Account.email'],
        ['values', '1'],
        ['ids', id],
      ]);
      app.clock.advance(11 * 60_000);
      await accounts();
      expect(await looksOf(town.admin)).toHaveLength(before + 3);
    });

    it('has none of what is one’s own, and none of what everybody sees', async () => {
      const { id } = await projectAt(app, town, 'FUNDRAISING');
      const { id: pledgeId } = await promise(town.donor, id, { amount: 10_000 });
      const before = (await entries({ kinds: ['PERSONAL_DATA_SEEN'] })).length;
      await town.donor.client.must('query P($id: ID!) { pledge(id: $id) { payerName } }', { id: pledgeId });
      await town.owner.client.must('{ projects(first: 3) { edges { node { organization { name } } } } }');
      await town.treasurer.client.must('{ viewer { email name } }');
      expect(await entries({ kinds: ['PERSONAL_DATA_SEEN'] })).toHaveLength(before);
    });
  });

  it('is filtered by name, kind, subject and day, and refuses what makes no sense', async () => {
    expect((await entries({ who: town.admin.name })).every(({ actor }) => actor?.name === town.admin.name)).toBe(true);
    expect(await entries({ from: '2026-06-11' })).toEqual([]);
    expect(await entries({ to: '2026-06-09' })).toEqual([]);
    expect((await entries({ from: '2026-06-10', to: '2026-06-10' })).length).toBeGreaterThan(0);
    const refused = async (filter: object) =>
      town.auditor.client.refused('query T($filter: TraceFilter) { trace(filter: $filter) { totalCount } }', {
        filter,
      });
    expect(await refused({ kinds: ['NO_SUCH_ACT'] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'filter.kinds.0',
    });
    expect(await refused({ actorId: 'x' })).toMatchObject({ field: 'filter.actorId' });
    expect(await refused({ subject: 'x'.repeat(41) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'filter.subject',
    });
    expect(await refused({ from: '2026-02-30' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is downloaded by auditors alone, and each download is in it', async () => {
    for (const format of ['csv', 'xlsx', 'ndjson']) {
      for (const client of [app.anonymous(), town.donor.client, town.admin.client, town.treasurer.client])
        expect((await read(client, `/exports/trace.${format}`)).status).toBe(404);
      expect((await read(town.auditor.client, `/exports/trace.${format}`)).status).toBe(200);
    }
    const { text } = await read(town.auditor.client, '/exports/trace.csv?kind=TRACE_DOWNLOADED&lang=en');
    const [header, ...rows] = text.replace('\ufeff', '').trim().split('\r\n');
    expect(header).toContain('When,What,Who');
    expect(rows).toHaveLength(4);
    expect(rows.every((row) => row.includes('Downloaded the trace') && row.includes(town.auditor.name))).toBe(true);
    expect((await read(town.auditor.client, '/exports/trace.csv?from=gestern')).status).toBe(400);
  });

  it('publishes its signed heads, but no entry', async () => {
    await app.pass(10_000);
    const { traceHead } = await app.anonymous().must('{ traceHead { size root signature } }');
    const { text } = await read(app.anonymous(), '/exports/trace-heads.ndjson');
    const heads = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { size: number; root: string });
    expect(heads.at(-1)).toMatchObject({ size: traceHead.size, root: traceHead.root });
    const leaves = (await read(town.auditor.client, '/exports/trace.ndjson')).text.trim().split('\n');
    expect(leaves).toHaveLength(traceHead.size);
    // Nobody's name, address or word is in what is kept for ever.
    expect(leaves.join('\n')).not.toMatch(/[\u3400-\u9fff]|@|127\.0\.0\.1/);
  });

  it('can be verified offline, and its heads are signed together with those of the ledger', async () => {
    await app.pass(60_000);
    await app.pass(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'hc-trace-'));
    const download = async (client: Client, path: string): Promise<string> => {
      const file = join(folder, path.split('/').at(-1)!);
      writeFileSync(file, (await read(client, path)).text);
      return file;
    };
    const visitor = app.anonymous();
    const { proofKeys } = await visitor.must('{ proofKeys { publicKey } }');
    const verify = (...words: string[]) =>
      promisify(execFile)(process.execPath, [VERIFIER, ...words, '--key', proofKeys[0].publicKey]).then(
        ({ stdout }) => stdout,
        ({ stdout }: { stdout: string }) => stdout,
      );
    try {
      const trace = await download(town.auditor.client, '/exports/trace.ndjson');
      const joint = await download(visitor, '/exports/joint-heads.ndjson');
      // What is signed after the download of the joint heads does no harm.
      const treeHeads = await download(visitor, '/exports/tree-heads.ndjson');
      const allHeads = await download(visitor, '/exports/trace-heads.ndjson');
      const entriesIn = readFileSync(trace, 'utf8').trim().split('\n').length;
      const heads = join(folder, 'heads.ndjson');
      const lines = readFileSync(allHeads, 'utf8').trim().split('\n');
      const covered = lines.filter((line) => (JSON.parse(line) as { size: number }).size <= entriesIn);
      writeFileSync(heads, covered.map((line) => `${line}\n`).join(''));
      expect(await verify('trace', trace, heads)).toContain('VERIFIED');
      expect(await verify('joint', joint, treeHeads, allHeads)).toContain('VERIFIED');
      const changed = join(folder, 'changed.ndjson');
      writeFileSync(changed, readFileSync(trace, 'utf8').replace('"AUDITOR"', '"ADMIN"'));
      expect(await verify('trace', changed, heads)).toContain('ledger-differs');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
