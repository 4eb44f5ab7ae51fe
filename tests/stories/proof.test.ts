import { createApp, type App } from '@hongchuang/server/app.ts';
import { runChecks } from '@hongchuang/server/checks.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestApp, useTestApp, type TestApp } from '../support/app.ts';
import { createCity, give, openProject } from '../support/city.ts';
import { DAY_MS } from '../support/clock.ts';

const PROOF =
  'query Proof($document: String!) { documentProof(document: $document) { document head { size root signedAt keyId signature } entries { leaf position path } } }';
const HEADS =
  'query Heads($first: Int, $after: String) { treeHeads(first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage } edges { node { size } } } }';
const CONSISTENCY = 'query Consistency($from: SafeInt!, $to: SafeInt!) { consistencyProof(from: $from, to: $to) }';
const VERIFIER = join(import.meta.dirname, '../../packages/verifier/verify.mjs');

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Downloads the ledger and its heads as anyone can, and runs the offline verifier over them. */
async function verifyOffline(app: TestApp, size?: number): Promise<{ code: number; stdout: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hc-proof-'));
  folders.push(folder);
  for (const file of ['tree-heads.ndjson', 'ledger.ndjson']) {
    const response = await fetch(`${app.url}/exports/${file}${size === undefined ? '' : `?size=${size}`}`);
    expect(response.status).toBe(200);
    writeFileSync(join(folder, file), await response.text());
  }
  return verify(
    'ledger',
    join(folder, 'ledger.ndjson'),
    join(folder, 'tree-heads.ndjson'),
    '--key',
    await publicKey(app),
  );
}

const verify = (...args: string[]): Promise<{ code: number; stdout: string }> =>
  promisify(execFile)(process.execPath, [VERIFIER, ...args]).then(
    ({ stdout }) => ({ code: 0, stdout }),
    ({ code, stdout }) => ({ code, stdout }),
  );

const publicKey = async (app: TestApp): Promise<string> =>
  (await app.anonymous().must('{ proofKeys { publicKey } }')).proofKeys[0].publicKey;

async function openForGifts(app: TestApp): Promise<{ id: string; goal: number }> {
  return openProject(app, await createCity(app));
}

const app = useTestApp();
const visitor = () => app.anonymous();

describe('the proof of the ledger', () => {
  it('covers a gift a moment after it was paid, and everybody can verify it offline', async () => {
    const project = await openForGifts(app);
    const donor = await app.signUp({ name: '陈小红' });
    const receipt = (await give(donor.client, project.id, { amount: 12_345 })).receipt!;
    const before = (await visitor().must(PROOF, { document: receipt.number })).documentProof;
    expect(before.entries).toHaveLength(1);
    await app.server.tick();
    const proof = (await visitor().must(PROOF, { document: receipt.number })).documentProof;
    const [entry] = proof.entries;
    expect(JSON.parse(entry.leaf)).toMatchObject({
      v: 1,
      kind: 'GIFT_RECEIVED',
      document: receipt.number,
      reversesId: null,
      lines: [
        ['bank:sandbox', 12_345],
        [`fund:${project.id}:received`, -12_345],
      ],
    });
    expect(entry.position).toBeLessThan(proof.head.size);

    const ledger = await verifyOffline(app);
    expect(ledger).toMatchObject({ code: 0, stdout: expect.stringContaining('VERIFIED') });
    expect(ledger.stdout).toMatch(new RegExp(`fund:${project.id}:received +-¥123\\.45`));
    expect(ledger.stdout).toContain(`Root      ${proof.head.root}`);

    const folder = mkdtempSync(join(tmpdir(), 'hc-proof-'));
    folders.push(folder);
    const { size, root, signedAt, keyId, signature } = proof.head;
    writeFileSync(
      join(folder, 'bundle.json'),
      JSON.stringify({
        format: 'hongchuang receipt proof v1',
        document: receipt.number,
        head: { size, root, timestamp: signedAt, keyId, signature },
        entries: proof.entries,
      }),
    );
    expect(
      await verify('receipt', receipt.number, join(folder, 'bundle.json'), '--key', await publicKey(app)),
    ).toMatchObject({ code: 0, stdout: expect.stringContaining('¥123.45') });
  });

  it('keeps every head, and an earlier download is the beginning of every later one', async () => {
    const project = await openForGifts(app);
    const first = (await visitor().must('{ treeHead { size } }')).treeHead.size;
    for (let round = 0; round < 3; round += 1) {
      for (let gift = 0; gift < 3; gift += 1)
        await give(visitor(), project.id, { amount: 1_000, guest: { name: '李女士' } });
      await app.server.tick();
    }
    const newest = (await visitor().must('{ treeHead { size } }')).treeHead.size;
    expect(newest).toBe(first + 9);
    const page = (await visitor().must(HEADS, { first: 2 })).treeHeads;
    expect(page.edges[0].node.size).toBe(newest);
    expect(page).toMatchObject({ pageInfo: { hasNextPage: true } });
    expect(
      (await visitor().must(HEADS, { first: 1, after: page.pageInfo.endCursor })).treeHeads.edges[0].node.size,
    ).toBeLessThan(page.edges[1].node.size);
    expect((await visitor().must(CONSISTENCY, { from: first, to: newest })).consistencyProof.length).toBeGreaterThan(0);
    expect((await visitor().must(CONSISTENCY, { from: newest, to: newest })).consistencyProof).toEqual([]);
    for (const size of [first, newest]) expect(await verifyOffline(app, size)).toMatchObject({ code: 0 });
  });

  it('contains nothing that a person typed', async () => {
    const project = await openForGifts(app);
    const donor = await app.signUp({ name: '欧阳建国' });
    await give(donor.client, project.id, { amount: 1_000, message: '祝早日建成' });
    await give(visitor(), project.id, { amount: 1_000, guest: { name: '司徒美兰', phone: '13912345678' } });
    await app.server.tick();
    const text = await (await fetch(`${app.url}/exports/ledger.ndjson`)).text();
    for (const personal of ['欧阳', '司徒', '13912345678', '祝早日', donor.email, donor.id])
      expect(text).not.toContain(personal);
    // eslint-disable-next-line no-control-regex
    expect(text, 'plain ASCII: each leaf has one form').toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('of an unknown document does not exist', async () => {
    expect((await visitor().must(PROOF, { document: 'HC-1999-000001' })).documentProof).toBeNull();
    const { size } = (await visitor().must('{ treeHead { size } }')).treeHead;
    for (const [from, to, field] of [
      [0, size, 'from'],
      [-1, size, 'from'],
      [size, size - 1, 'from'],
      [1, size + 1, 'to'],
      [1, 0, 'to'],
    ] as const) {
      expect(await visitor().refused(CONSISTENCY, { from, to }), `${from} to ${to}`).toMatchObject({
        code: 'BAD_USER_INPUT',
        field,
      });
    }
    expect(await visitor().refused(PROOF, { document: 'x'.repeat(41) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'document',
    });
    for (const path of [
      `ledger.ndjson?size=${size + 1}`,
      'ledger.ndjson?size=-1',
      'ledger.ndjson?size=x',
      'ledger.ndjson/',
      'tree-heads.ndjson.gz',
    ])
      expect((await fetch(`${app.url}/exports/${path}`)).status, path).toBe(404);
    expect((await fetch(`${app.url}/exports/ledger.ndjson`, { method: 'POST' })).status).toBe(404);
  });
});

describe('several servers on one database', () => {
  it('add each entry once, and a server that starts later continues', async () => {
    const others: App[] = [];
    const size = async () => (await visitor().must('{ treeHead { size } }')).treeHead.size;
    try {
      const project = await openForGifts(app);
      const before = await size();
      const start = () => createApp({ env: { ...app.server.env, port: 0 }, clock: app.clock });
      // A SQLite file belongs to one server; there the calls overlap within it.
      if (app.database === 'mariadb') others.push(await start(), await start());
      for (let round = 0; round < 8; round += 1) {
        await Promise.all([
          ...Array.from({ length: 6 }, () => give(visitor(), project.id, { amount: 100, guest: { name: '李女士' } })),
          ...[app.server, app.server, ...others].map((server) => server.tick()),
        ]);
      }
      await Promise.all([app.server, ...others].map((server) => server.tick()));
      expect(await size()).toBe(before + 48);
      await others.pop()?.close();
      const late = await start();
      others.push(late);
      await give(visitor(), project.id, { amount: 100, guest: { name: '李女士' } });
      await late.tick();
      expect(await size()).toBe(before + 49);
      expect(await verifyOffline(app)).toMatchObject({ code: 0 });
    } finally {
      for (const server of others) await server.close();
    }
  });
});

describe('a row that was changed in the database', () => {
  // It has a database of its own, because the rows are wrong afterwards. MariaDB needs long to make one on a busy
  // machine.
  it('is named by the check, and by the verification of a download', { timeout: 120_000 }, async () => {
    const app = await startTestApp();
    try {
      const project = await openForGifts(app);
      for (let gift = 0; gift < 5; gift += 1) {
        await give(app.anonymous(), project.id, { amount: 10_000, guest: { name: '李女士' } });
        await app.server.tick();
      }
      app.clock.advance(DAY_MS);
      await app.checkInvariants();
      const [victim] = await app.db.read.query<{ id: string }[]>(
        "SELECT id FROM journal_entries WHERE document LIKE 'HC-%-000003'",
      );
      await expect(
        app.db.transact((tx) =>
          tx.manager.query('UPDATE postings SET amount_fen = amount_fen * 2 WHERE entry_id = ?', [victim!.id]),
        ),
      ).rejects.toThrow(/append-only/);
      // Whoever owns the database can remove the lock, change the row, and put the lock back; every other figure is
      // made to fit.
      await app.db.transact(async (tx) => {
        await tx.manager.query('DROP TRIGGER postings_no_update');
        await tx.manager.query('UPDATE postings SET amount_fen = amount_fen * 2 WHERE entry_id = ?', [victim!.id]);
        await tx.manager.query(
          "UPDATE ledger_accounts SET balance_fen = balance_fen + 10000 WHERE code = 'bank:sandbox'",
        );
        await tx.manager.query('UPDATE ledger_accounts SET balance_fen = balance_fen - 10000 WHERE code = ?', [
          `fund:${project.id}:received`,
        ]);
        await tx.manager.query(
          "UPDATE pledges SET amount_fen = 20000 WHERE id IN (SELECT pledge_id FROM receipts WHERE number LIKE '%-000003')",
        );
        await tx.manager.query("UPDATE receipts SET amount_fen = 20000 WHERE number LIKE '%-000003'");
        await tx.manager.query(
          "UPDATE ledger_days SET change_fen = change_fen + 10000 WHERE account_code = 'bank:sandbox'",
        );
        await tx.manager.query('UPDATE ledger_days SET change_fen = change_fen - 10000 WHERE account_code = ?', [
          `fund:${project.id}:received`,
        ]);
        for (const table of ['project_counters', 'project_days'])
          await tx.manager.query(`UPDATE ${table} SET raised_fen = raised_fen + 10000`);
      });
      const broken = (await runChecks(app.server)).filter(({ rows }) => rows.length > 0);
      expect(broken).toEqual([
        {
          name: 'every journal entry is, row by row, the leaf that was signed',
          rows: [{ position: 2, entry: victim!.id, fault: 'the entry is not what it was when it was taken in' }],
        },
      ]);
      const { code, stdout } = await verifyOffline(app);
      expect(code).toBe(1);
      expect(stdout).toContain('FAILED    ledger-differs: The entries 3 to 3 are not those that were signed');
    } finally {
      await app.close();
    }
  });
});
