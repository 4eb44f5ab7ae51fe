import type { EntityManager } from 'typeorm';
import { fromSqlTime } from '../../db/columns.js';
import { toFen } from '../../lib/money.js';
import { idsForQueries } from './signed-log.js';
import { sqlIn } from '../../db/rows.js';

/** A journal entry, as a leaf holds it. */
export interface LeafEntry {
  id: string;
  kind: string;
  sourceKey: string;
  document: string | null;
  postedAt: Date;
  /** The day on which the money moved; null when it is the day of `postedAt`. */
  day: string | null;
  reversesId: string | null;
  lines: readonly { account: string; amountFen: number }[];
}

/**
 * Returns the text of a leaf, as docs/proof.md defines it: JSON without spaces, with these keys in this order and lines
 * in the order of the entry. `assertOwnWords` in the ledger allows only plain ASCII that JSON does not escape, so each
 * text has one form.
 */
export function canonicalLeaf({ id, kind, sourceKey, document, postedAt, day, reversesId, lines }: LeafEntry): string {
  const pairs = lines.map(({ account, amountFen }) => [account, amountFen]);
  const moment = postedAt.toISOString();
  // An entry without a day of its own keeps the form from before days existed, so that leaves that were signed do not
  // change.
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

/** Reads the entries of `ids` from their rows, by id. Leaves out ids that do not exist. */
export async function readEntries(manager: EntityManager, ids: readonly string[]): Promise<Map<string, LeafEntry>> {
  const found = new Map<string, LeafEntry>();
  for (const some of idsForQueries(ids)) for (const entry of await readSome(manager, some)) found.set(entry.id, entry);
  return found;
}

async function readSome(manager: EntityManager, ids: readonly string[]): Promise<LeafEntry[]> {
  const entries = await manager.query<EntryRow[]>(
    `SELECT id, kind, source_key, document, posted_at, deed_day, reverses_id FROM journal_entries WHERE ${sqlIn('id', ids)}`,
    [...ids],
  );
  const postings = await manager.query<PostingRow[]>(
    `SELECT entry_id, account_code, amount_fen FROM postings WHERE ${sqlIn('entry_id', ids)} ORDER BY entry_id, line`,
    [...ids],
  );
  const lines = new Map<string, { account: string; amountFen: number }[]>(entries.map(({ id }) => [id, []]));
  for (const { entry_id, account_code, amount_fen } of postings)
    lines.get(entry_id)?.push({ account: account_code, amountFen: toFen(amount_fen) });
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
