import { ConfirmSecondFactorDocument } from '@hongchuang/schema';
import {
  backupLines,
  readIdentity,
  restoreBackup,
  writeBackup,
  writeBackupKey,
} from '@hongchuang/server/backup/backup.ts';
import { createApp } from '@hongchuang/server/app.ts';
import { dumpLines } from '@hongchuang/server/backup/dump.ts';
import type { BackupLine } from '@hongchuang/server/backup/format.ts';
import { parseEnv, type Env } from '@hongchuang/server/env.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, useTestApp, type TestApp } from '../support/app.ts';
import { give } from '../support/city.ts';
import { freshDatabase, type DatabaseKind, type FreshDatabase } from '../support/database.ts';
import { addApp, shownCode, challengeOf } from '../support/authenticator.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, projectAt, type Town } from '../support/town.ts';

const app = useTestApp();
let folder: string;
let town: Town;
let projectId: string;
let keyFile: string;
let recipient: string;
const databases: FreshDatabase[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hc-backup-'));
  keyFile = join(folder, 'backup.key');
  recipient = await writeBackupKey(keyFile);
  town = await createTown(app);
  projectId = (await projectAt(app, town, 'FUNDRAISING')).id;
  for (let gift = 0; gift < 5; gift += 1)
    await give(town.donor.client, projectId, { message: `第${gift + 1}笔 😀 "quoted"\n` });
  await app.server.tick();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The server with other settings, for commands that read them. */
const services = (changes: Partial<Env> = {}) => ({ ...app.server, env: { ...app.server.env, ...changes } });

let count = 0;
async function backup(): Promise<string> {
  const file = join(folder, `${(count += 1)}.age`);
  await writeBackup(services({ backupRecipients: [recipient] }), file);
  return file;
}

/** The keys of the server whose backup is restored, which are in no backup. */
const oldKeys = () => ({
  PROOF_SIGNING_KEY: readFileSync(app.server.env.proofKeyFile, 'utf8').trim(),
  DATA_KEYS: `file:${readFileSync(app.server.env.dataKeyFile, 'utf8').trim()}`,
});

/** The settings of a server on a new, empty database. */
async function emptyPlace(kind: DatabaseKind = app.database): Promise<Env> {
  const database = await freshDatabase(kind);
  databases.push(database);
  return parseEnv({ PORT: '0', LOG_LEVEL: 'silent', WEB_DIR: '', ...oldKeys(), ...database.env });
}

type Lines = AsyncIterable<BackupLine>;

/** The rows and files of a backup or a database, line by line, each with the name of its table. */
async function contentOf(lines: Lines): Promise<string[]> {
  const content: string[] = [];
  let of = '';
  for await (const line of lines) {
    if (typeof line === 'object' && ('format' in line || 'end' in line)) continue;
    if (typeof line === 'object' && 'table' in line) of = line.table;
    else if (typeof line === 'object' && 'file' in line) of = line.file;
    else content.push(`${of} ${JSON.stringify(line)}`);
  }
  return content.sort();
}

/** What is in a restored database, before any server runs on it. */
async function contentIn(env: Env): Promise<string[]> {
  const opened = await createApp({ env, clock: app.clock });
  try {
    return await contentOf(dumpLines(opened));
  } finally {
    await opened.close();
  }
}

describe('a backup', () => {
  it('cannot be read without its key, and names no person', async () => {
    const bytes = readFileSync(await backup());
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    expect(bytes.includes(Buffer.from(town.donor.email))).toBe(false);
    const other = join(folder, 'other.key');
    await writeBackupKey(other);
    const file = await backup();
    await expect(restoreBackup(await emptyPlace(), app.clock, file, readIdentity(other))).rejects.toThrow();
  });

  it('is refused without a recipient, and replaces no file', async () => {
    await expect(writeBackup(services(), join(folder, 'none.age'))).rejects.toThrow('BACKUP_RECIPIENTS');
    const file = await backup();
    await expect(writeBackup(services({ backupRecipients: [recipient] }), file)).rejects.toThrow('exists already');
    await expect(writeBackupKey(keyFile), 'a key file is not replaced either').rejects.toThrow('EEXIST');
  });

  it('is one moment of the database, although people go on giving', async () => {
    let over = false;
    const gifts = (async () => {
      while (!over) await give(town.donor.client, projectId);
    })();
    const file = await backup();
    over = true;
    await gifts;
    const env = await emptyPlace();
    await restoreBackup(env, app.clock, file, readIdentity(keyFile));
    const restored = await serverOn(env);
    await expect(restored.checkInvariants()).resolves.toBeUndefined();
    await restored.close();
  });
});

/** A server on the restored database. It has the key of the old one, as the operator would give it. */
const serverOn = (env: Env): Promise<TestApp> =>
  startTestApp({
    database: env.databaseUrl === null ? 'sqlite' : 'mariadb',
    clock: app.clock,
    env: {
      DATABASE_URL: env.databaseUrl ?? '',
      DATA_DIR: join(env.uploadDir, '..'),
      ...oldKeys(),
    },
  });

describe('a restore', () => {
  it('has every row and every file again: ledger, trace and their signed heads are the same', async () => {
    const careful = await app.signUp();
    const { secret } = await addApp(app, careful);
    app.clock.advance(60_000);
    // A file that is kept in the database.
    await town.donor.client.must(MUTATIONS.exportBooks, { format: 'XLSX', projectId });
    const done = async () => (await app.db.read.query<unknown[]>("SELECT 1 FROM works WHERE state = 'DONE'")).length;
    await expect.poll(done, { timeout: 20_000 }).toBeGreaterThan(0);
    // The tree takes up the gifts of the tests before.
    await app.server.tick();
    const file = await backup();
    const env = await emptyPlace();
    const summary = await restoreBackup(env, app.clock, file, readIdentity(keyFile));
    const before = await contentOf(backupLines(file, readIdentity(keyFile)));
    expect(before.filter((line) => line.startsWith('work_result_parts ')).length).toBeGreaterThan(0);
    expect(await contentIn(env)).toEqual(before);
    expect(summary.heads.ledger!.size, 'the ledger has heads to compare').toBeGreaterThan(0);
    expect(summary.heads.trace!.size).toBeGreaterThan(0);
    const ledger = (lines: string[]) =>
      lines.filter((line) => /^(journal_entries|postings|receipts|pledges) /.test(line));
    expect(ledger(before)).toEqual(ledger(await contentOf(dumpLines(app.server))));
    const restored = await serverOn(env);
    try {
      const heads = '{ treeHead { size root signature } proofKeys { publicKey } }';
      expect(await restored.anonymous().must(heads)).toEqual(await app.anonymous().must(heads));
      await restored.checkInvariants();
      await expect(
        restored.db.transact((tx) => tx.manager.query("UPDATE journal_entries SET kind = 'X'")),
        'append-only again',
      ).rejects.toThrow('append-only');
      await give(await restored.as(town.donor), projectId);
      const challenge = await challengeOf(restored, careful);
      const code = shownCode(secret, app.clock.now());
      await restored.anonymous().must(ConfirmSecondFactorDocument, { challenge, code });
      await restored.server.tick();
      await restored.checkInvariants();
    } finally {
      await restored.close();
    }
  });

  it('moves a city from one kind of database to the other', async ({ skip }) => {
    if (app.database === 'sqlite') skip('the stories on SQLite have no second database');
    const env = await emptyPlace('sqlite');
    const file = await backup();
    await restoreBackup(env, app.clock, file, readIdentity(keyFile));
    expect(await contentIn(env)).toEqual(await contentOf(backupLines(file, readIdentity(keyFile))));
    const restored = await serverOn(env);
    await restored.checkInvariants();
    await restored.close();
  });

  it('into a database that is not empty is refused, and changes nothing', async () => {
    const file = await backup();
    const gifts = '{ cityTotals { raised } }';
    const before = await app.anonymous().must(gifts);
    await expect(restoreBackup(app.server.env, app.clock, file, readIdentity(keyFile))).rejects.toThrow('empty');
    expect(await app.anonymous().must(gifts)).toEqual(before);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['is cut off', (bytes) => bytes.subarray(0, bytes.length - 100)],
    [
      'was changed',
      (bytes) => Buffer.concat([bytes.subarray(0, -50), Buffer.alloc(1, bytes.at(-50)! ^ 1), bytes.subarray(-49)]),
    ],
    ['is none', () => Buffer.from('nothing')],
  ])('of a file that %s is refused', async (_, change) => {
    const file = join(folder, `broken-${(count += 1)}.age`);
    writeFileSync(file, change(readFileSync(await backup())));
    const env = await emptyPlace();
    await expect(restoreBackup(env, app.clock, file, readIdentity(keyFile))).rejects.toThrow();
  });

  it('reads each line of the backup as it was written', async () => {
    const file = await backup();
    const heads: unknown[] = [];
    for await (const line of backupLines(file, readIdentity(keyFile)))
      if (typeof line === 'object' && ('format' in line || 'end' in line)) heads.push(line);
    expect(heads).toMatchObject([{ format: 'hongchuang backup v1' }, { end: true }]);
  });
});
