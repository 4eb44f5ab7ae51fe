import type { EntityManager, ObjectLiteral } from 'typeorm';
import type { Logger } from 'pino';
import type { RequestContext } from '../../context.js';
import type { Database, Tx } from '../../db/database.js';
import { findRows } from '../../db/rows.js';
import { Registry } from '../../lib/registry.js';
import { FORMS_VERSION, formsOf, packForms, type Texts } from './forms.js';
import type { Audience, Scope } from './found-things.js';
import { SearchEntry } from './search-entry.entity.js';
import type { SearchKind } from './search-kind.js';

/** What searches know of one thing. */
export interface Facts {
  readonly id: string;
  /** The unit to which it belongs. A unit belongs to itself. */
  readonly unitId: string;
  readonly audience: Audience;
  /** 0 to 15: which of two equally fitting things comes first. */
  readonly standing: number;
  readonly texts: Texts;
}

/** How a found thing is shown. */
export interface Shown {
  readonly title: string;
  readonly text: string;
  readonly path: string;
}

/** A kind of stored thing that searches find. Downstream modules declare it. */
export interface IndexedKind<T extends ObjectLiteral = ObjectLiteral> {
  readonly name: SearchKind;
  readonly entity: new () => T;
  factsOf(row: T): Facts;
  /** Which things the viewer may find. */
  scopeOf(context: RequestContext): Promise<Scope>;
  /** Returns how things are shown to the viewer; null for things that the viewer may not see. */
  show(context: RequestContext, ids: readonly string[]): Promise<(Shown | null)[]>;
}

export const indexedKinds = new Registry<IndexedKind>('kind of search');

/** Declares a kind of stored thing for searches. */
export const defineIndexedKind = <T extends ObjectLiteral>(kind: IndexedKind<T>): IndexedKind<T> => kind;

const REVISION_KEY = 'search_revisions';
const RAISE = {
  sqlite:
    'INSERT INTO search_revisions (id, revision) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET revision = search_revisions.revision + 1',
  mysql: 'INSERT INTO search_revisions (id, revision) VALUES (1, 1) ON DUPLICATE KEY UPDATE revision = revision + 1',
} as const;
const ROWS_AT_ONCE = 200;
/** The name under which the version of the forms is stored. */
const VERSION_NAME = 'search_entries.forms';

type Stored = Omit<SearchEntry, 'revision'>;

function entryOf<T extends ObjectLiteral>(kind: IndexedKind<T>, row: T): Stored {
  const { id, unitId, audience, standing, texts } = kind.factsOf(row);
  return { id, kind: kind.name, unitId, audience, standing, forms: packForms(formsOf(texts)) };
}

/** Writes what searches know of `row`, in the transaction that made or changed it. */
export const putInSearch = <T extends ObjectLiteral>(tx: Tx, kind: IndexedKind<T>, row: T): void =>
  putEntry(tx, entryOf(kind, row));

/** The transactions that raise the revision at their end. Each does so once, before the first of its entries. */
const raising = new WeakSet<Tx>();

function putEntry(tx: Tx, { id, kind, unitId, audience, standing, forms }: Stored): void {
  if (!raising.has(tx)) {
    raising.add(tx);
    tx.deferToEnd(REVISION_KEY, RAISE[tx.dialect], []);
  }
  tx.deferToEnd(
    `search_entries ${id}`,
    `REPLACE INTO search_entries (id, kind, unit_id, audience, standing, forms, revision)
     VALUES (?, ?, ?, ?, ?, ?, (SELECT revision FROM search_revisions WHERE id = 1))`,
    [id, kind, unitId, audience, standing, forms],
  );
}

/** Returns the next rows of a kind with what is stored of them. */
async function readRows(
  manager: EntityManager,
  kind: IndexedKind,
  after: string,
  { isMissing, lock }: { isMissing: boolean; lock: string },
): Promise<{ rows: ObjectLiteral[]; stored: Map<string, Stored> }> {
  const { tableName: table } = manager.connection.getMetadata(kind.entity);
  const missing = isMissing ? ` AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.id = ${table}.id)` : '';
  const rows = await findRows(manager, kind.entity, `id > ?${missing} ORDER BY id LIMIT ${ROWS_AT_ONCE}${lock}`, [
    after,
  ]);
  const ids = rows.map((row) => row.id as string);
  const entries =
    ids.length === 0 || isMissing
      ? []
      : await findRows(manager, SearchEntry, `id IN (${ids.map(() => '?').join(', ')})`, ids);
  return {
    rows,
    stored: new Map(entries.map((entry) => [entry.id, entry])),
  };
}

const isSame = (a: Stored | undefined, b: Stored): boolean =>
  a !== undefined &&
  a.kind === b.kind &&
  a.unitId === b.unitId &&
  Number(a.audience) === b.audience &&
  Number(a.standing) === b.standing &&
  a.forms === b.forms;

/**
 * Writes the entries of things that have none, and of all things when the form of the entries is not this program's.
 * Only entries that differ are written, one batch per transaction. So several servers may do it at once, and a later
 * start continues where one was stopped.
 */
export async function refreshSearchEntries(db: Database, log: Logger): Promise<void> {
  const [known] = await db.read.query<{ version: number | string }[]>(
    'SELECT version FROM search_versions WHERE search_column = ?',
    [VERSION_NAME],
  );
  const isCurrent = Number(known?.version ?? 0) === FORMS_VERSION;
  for (const kind of indexedKinds.all()) {
    let count = 0;
    for (let after = ''; ;) {
      const { last, written } = await db.transact(async (tx) => {
        const { rows, stored } = await readRows(tx.manager, kind, after, { isMissing: isCurrent, lock: tx.forUpdate });
        const entries = rows.map((row) => entryOf(kind, row)).filter((entry) => !isSame(stored.get(entry.id), entry));
        for (const entry of entries) putEntry(tx, entry);
        return {
          last: rows.length < ROWS_AT_ONCE ? undefined : (rows.at(-1)!.id as string),
          written: entries.length,
        };
      });
      count += written;
      if (last === undefined) break;
      after = last;
    }
    if (count > 0) log.info({ kind: kind.name, entries: count }, 'entries for searches were made anew');
  }
  if (isCurrent) return;
  await db.transact(async (tx) => {
    tx.defer('DELETE FROM search_versions WHERE search_column = ?', [VERSION_NAME]);
    tx.defer('INSERT INTO search_versions (search_column, version) VALUES (?, ?)', [VERSION_NAME, FORMS_VERSION]);
  });
}

/** Returns the things whose entry is not what the thing says, and the entries without a thing. */
export async function findStaleEntries(db: Database): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (const kind of indexedKinds.all()) {
    const { tableName: table } = db.read.connection.getMetadata(kind.entity);
    for (let after = ''; ;) {
      const { rows, stored } = await readRows(db.read, kind, after, { isMissing: false, lock: '' });
      for (const row of rows) {
        const entry = entryOf(kind, row);
        const was = stored.get(entry.id);
        if (!isSame(was, entry)) found.push({ id: entry.id, kind: kind.name, stored: was?.forms, is: entry.forms });
      }
      if (rows.length < ROWS_AT_ONCE) break;
      after = rows.at(-1)!.id as string;
    }
    found.push(
      ...(await db.read.query<Record<string, unknown>[]>(
        `SELECT e.id, e.kind FROM search_entries e WHERE e.kind = ? AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.id = e.id)`,
        [kind.name],
      )),
    );
  }
  return found;
}
