import type { EntityManager } from 'typeorm';
import { fromSqlTime } from '../../db/columns.js';
import { toFen } from '../../lib/money.js';

/** A journal entry as a leaf has it. */
export interface LeafEntry {
  id: string;
  kind: string;
  sourceKey: string;
  document: string | null;
  postedAt: Date;
  /** The day on which the money moved, where that is not the day of `postedAt`. */
  day: string | null;
  reversesId: string | null;
  lines: readonly { account: string; amountFen: number }[];
}

/**
 * The bytes of a leaf, as docs/proof.md defines them: JSON without spaces, these keys in this order, lines in the order of the entry.
 * Texts of an entry are plain ASCII that JSON escapes nothing of (`assertOwnWords` of the ledger), so there is one way to write each.
 */
export function canonicalLeaf({ id, kind, sourceKey, document, postedAt, day, reversesId, lines }: LeafEntry): string {
  const pairs = lines.map(({ account, amountFen }) => [account, amountFen]);
  const moment = postedAt.toISOString();
  // An entry without a day of its own is written as it was before there were any: leaves that were signed stay what they are.
  return day === null
    ? JSON.stringify({ v: 1, id, kind, sourceKey, document, postedAt: moment, reversesId, lines: pairs })
    : JSON.stringify({ v: 2, id, kind, sourceKey, document, postedAt: moment, day, reversesId, lines: pairs });
}

interface EntryRow {
  id: string;
  kind: string;
  source_key: string;
  document: string | null;
  posted_at: Date | string;
  deed_day: string | null;
  reverses_id: string | null;
}

interface PostingRow {
  entry_id: string;
  account_code: string;
  amount_fen: number | string;
}

/** From a thousand on MariaDB makes a table of the list, and may read all of the journal for it. */
const IDS_A_QUERY = 500;

const marks = (ids: readonly string[]): string => ids.map(() => '?').join();

/** The entries of `ids` by id, straight from the rows; those that do not exist are left out. */
export async function readEntries(manager: EntityManager, ids: readonly string[]): Promise<Map<string, LeafEntry>> {
  const found = new Map<string, LeafEntry>();
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    for (const entry of await readSome(manager, ids.slice(start, start + IDS_A_QUERY))) found.set(entry.id, entry);
  }
  return found;
}

async function readSome(manager: EntityManager, ids: readonly string[]): Promise<LeafEntry[]> {
  const entries = await manager.query<EntryRow[]>(`SELECT id, kind, source_key, document, posted_at, deed_day, reverses_id FROM journal_entries WHERE id IN (${marks(ids)})`, [...ids]);
  const postings = await manager.query<PostingRow[]>(`SELECT entry_id, account_code, amount_fen FROM postings WHERE entry_id IN (${marks(ids)}) ORDER BY entry_id, line`, [...ids]);
  const lines = new Map<string, { account: string; amountFen: number }[]>(entries.map(({ id }) => [id, []]));
  for (const { entry_id, account_code, amount_fen } of postings) lines.get(entry_id)?.push({ account: account_code, amountFen: toFen(amount_fen) });
  return entries.map((row) => ({
    id: row.id,
    kind: row.kind,
    sourceKey: row.source_key,
    document: row.document,
    postedAt: fromSqlTime(row.posted_at),
    day: row.deed_day,
    reversesId: row.reverses_id,
    lines: lines.get(row.id)!,
  }));
}

/** The positions in the tree of those of `ids` that are leaves. */
export async function findPlaces(manager: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  for (let start = 0; start < ids.length; start += IDS_A_QUERY) {
    const some = ids.slice(start, start + IDS_A_QUERY);
    const rows = await manager.query<{ entry_id: string; position: number | string }[]>(`SELECT entry_id, position FROM proof_leaves WHERE entry_id IN (${marks(some)})`, some);
    for (const { entry_id, position } of rows) places.set(entry_id, Number(position));
  }
  return places;
}
