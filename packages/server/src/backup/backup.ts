import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Services } from '../context.js';
import { Database } from '../db/database.js';
import type { Env } from '../env.js';
import type { Clock } from '../lib/clock.js';
import { OWNER_ONLY } from '../lib/file-modes.js';
import { entities, migrations } from '../modules.js';
import { decrypt, encrypt, newBackupKey } from './age.js';
import { dumpLines, tablesOf } from './dump.js';
import { BACKUP_FORMAT, type BackupEnd, type BackupHead, type BackupLine, type Cell } from './format.js';
import { openLoader } from './load.js';

/** How many values go into one statement. MySQL takes no more than 65,535 placeholders. */
const CELLS_AT_ONCE = 8_000;

/** What was written or read. */
export interface BackupSummary extends Pick<BackupHead, 'at' | 'heads'>, Pick<BackupEnd, 'files'> {
  readonly rows: number;
}

const rowsIn = ({ rows }: BackupEnd): number => Object.values(rows).reduce((sum, count) => sum + count, 0);

/** Makes a key for backups in `file`, which only its owner can read. Returns the recipient for BACKUP_RECIPIENTS. */
export async function writeBackupKey(file: string): Promise<string> {
  const { identity, recipient } = await newBackupKey();
  writeFileSync(file, `# recipient: ${recipient}\n${identity}\n`, { mode: OWNER_ONLY.file, flag: 'wx' });
  return recipient;
}

/** Reads the identity of a key file, as `writeBackupKey` and `age-keygen` write it. */
export function readIdentity(file: string): string {
  const identity = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identity === undefined) throw new Error(`${file} holds no identity that begins with AGE-SECRET-KEY-`);
  return identity;
}

/**
 * Writes an encrypted backup of database and uploads to `file`, while the server runs. The file has its name only when
 * it is complete and on the disk.
 */
export async function writeBackup(services: Services, file: string): Promise<BackupSummary> {
  const { backupRecipients } = services.env;
  if (backupRecipients.length === 0)
    throw new Error('BACKUP_RECIPIENTS names nobody who could read the backup; `cli backup-key FILE` makes a key');
  if (existsSync(file)) throw new Error(`${file} exists already; a backup replaces no file`);
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  let head: BackupHead | undefined;
  let end: BackupEnd | undefined;
  async function* text(): AsyncGenerator<string> {
    for await (const line of dumpLines(services)) {
      if (isHead(line)) head = line;
      else if (isEnd(line)) end = line;
      yield `${JSON.stringify(line)}\n`;
    }
  }
  try {
    const gzip = createGzip();
    // Both ends are awaited, because an error of the dump has to end the backup as well.
    const zipped = pipeline(Readable.from(text(), { objectMode: true, highWaterMark: 64 }), gzip);
    const written = encrypt(gzip, backupRecipients).then((sealed) =>
      pipeline(sealed, createWriteStream(part, { mode: OWNER_ONLY.file })),
    );
    await Promise.all([zipped, written]);
    const handle = await open(part, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return { at: head!.at, heads: head!.heads, rows: rowsIn(end!), files: end!.files };
}

const isHead = (line: BackupLine): line is BackupHead => typeof line === 'object' && 'format' in line;
const isEnd = (line: BackupLine): line is BackupEnd => typeof line === 'object' && 'end' in line;

/** Yields the lines of an encrypted backup. */
export async function* backupLines(file: string, identity: string): AsyncGenerator<BackupLine> {
  const plain = await decrypt(createReadStream(file), identity);
  const unzipped = createGunzip();
  const piped = pipeline(plain, unzipped);
  // The error is thrown below; here it must only not count as unhandled.
  piped.catch(() => undefined);
  for await (const line of createInterface({ input: unzipped, crlfDelay: Infinity }))
    yield JSON.parse(line) as BackupLine;
  await piped;
}

/**
 * Restores a backup into an empty database and an upload folder of either kind of database, and brings the tables to
 * the version of this program. Throws when the database is not empty, or when the backup was changed, is cut off, or
 * comes from a newer version.
 */
export async function restoreBackup(env: Env, clock: Clock, file: string, identity: string): Promise<BackupSummary> {
  const lines = backupLines(file, identity);
  const first = await lines.next();
  const head = first.value as BackupLine | undefined;
  if (head === undefined || !isHead(head) || head.format !== BACKUP_FORMAT)
    throw new Error(`${file} is no backup of this platform`);
  await prepareTables(env, clock, head);
  const summary = await loadLines(env, head, lines);
  const db = await Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations, clock });
  await db.migrate().finally(() => db.close());
  return summary;
}

/** Creates the tables as they were in the version of the backup. */
async function prepareTables(env: Env, clock: Clock, head: BackupHead): Promise<void> {
  const known = new Map(migrations.map((Migration) => [new Migration().name ?? '', Migration]));
  const unknown = head.migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Error(`the backup comes from a newer version of the platform (${unknown}); restore it with that version`);
  const then = head.migrations.map((name) => known.get(name)!);
  const db = await Database.open({ url: env.databaseUrl, file: env.sqliteFile, entities, migrations: then, clock });
  try {
    if ((await tablesOf(db.read, db.dialect)).length > 0)
      throw new Error('the database has tables already; a backup is restored into an empty one only');
    await db.migrate();
  } finally {
    await db.close();
  }
}

async function loadLines(env: Env, head: BackupHead, lines: AsyncGenerator<BackupLine>): Promise<BackupSummary> {
  const loader = await openLoader(env);
  const rows: Record<string, number> = {};
  let table: { name: string; columns: readonly string[] } | undefined;
  let batch: (readonly Cell[])[] = [];
  let output: { path: string; pieces: Buffer[] } | undefined;
  let files = 0;
  let end: BackupEnd | undefined;
  const flush = async (): Promise<void> => {
    if (table !== undefined && batch.length > 0) await loader.insert(table.name, table.columns, batch);
    batch = [];
    if (output !== undefined) await writeUpload(env, output.path, Buffer.concat(output.pieces));
    output = undefined;
  };
  try {
    for await (const line of lines) {
      if (typeof line === 'string') output!.pieces.push(Buffer.from(line, 'base64'));
      else if (Array.isArray(line)) {
        batch.push(line as Cell[]);
        rows[table!.name]! += 1;
        if (batch.length * table!.columns.length >= CELLS_AT_ONCE) await flush();
      } else if ('table' in line) {
        await flush();
        table = { name: line.table, columns: line.columns };
        rows[line.table] = 0;
      } else if ('file' in line) {
        await flush();
        output = { path: line.file, pieces: [] };
        files += 1;
      } else if (isEnd(line)) {
        await flush();
        end = line;
      }
    }
    if (end === undefined) throw new Error('the backup is cut off');
    if (JSON.stringify({ rows, files }) !== JSON.stringify({ rows: end.rows, files: end.files }))
      throw new Error('the backup does not hold as many rows and files as its last line says');
    await loader.finish();
  } catch (error) {
    await loader.abandon();
    throw error;
  }
  return { at: head.at, heads: head.heads, rows: rowsIn(end), files };
}

/** Writes an upload. Who knows the recipient can make a backup, so no path leads out of the folder. */
async function writeUpload({ uploadDir }: Env, path: string, content: Buffer): Promise<void> {
  const target = normalize(join(uploadDir, path));
  if (!target.startsWith(`${uploadDir}${sep}`)) throw new Error('the backup names a file outside the uploads');
  await mkdir(dirname(target), { recursive: true, mode: OWNER_ONLY.folder });
  const handle = await open(target, 'w', OWNER_ONLY.file);
  await handle
    .writeFile(content)
    .then(() => handle.sync())
    .finally(() => handle.close());
}
