import { setImmediate as endOfTurn } from 'node:timers/promises';
import { onePerServer, type Services } from '../../context.js';
import { unpackForms } from './forms.js';
import type { Audience } from './found-things.js';
import { SearchIndex } from './search-index.js';
import type { SearchKind } from './search-kind.js';

const ENTRIES_AT_ONCE = 500;

interface EntryRow {
  id: string;
  kind: SearchKind;
  unit_id: string;
  audience: number | string;
  standing: number | string;
  forms: string;
  revision: number | string;
}

/** The moment in a UUIDv7: ids begin with the milliseconds since 1970. */
const bornMsOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/**
 * The index of this server, which follows the stored entries. Every search first reads what was committed since the
 * last one, by one query along an index. So a search finds what any node has acknowledged before it began.
 */
class FollowedIndex {
  private readonly index = new SearchIndex();
  private last = { revision: 0, id: '' };
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly services: Services) {}

  /** Returns the index with everything that was committed before this call. */
  async current(): Promise<SearchIndex> {
    // A read that is under way may have begun before the commit, so the caller waits for the one after it.
    this.next ??= this.followNext(this.running);
    await this.next;
    return this.index;
  }

  private async followNext(before: Promise<void> | undefined): Promise<void> {
    // Requests of one turn share a read.
    await (before === undefined ? endOfTurn() : before.catch(() => undefined));
    this.next = undefined;
    this.running = this.follow();
    try {
      await this.running;
    } finally {
      this.running = undefined;
    }
  }

  private async follow(): Promise<void> {
    for (;;) {
      const { revision, id } = this.last;
      const rows = await this.services.db.read.query<EntryRow[]>(
        `SELECT id, kind, unit_id, audience, standing, forms, revision FROM search_entries
         WHERE revision >= ? AND (revision > ? OR id > ?) ORDER BY revision, id LIMIT ${ENTRIES_AT_ONCE}`,
        [revision, revision, id],
      );
      for (const row of rows)
        this.index.put(
          {
            id: row.id,
            kind: row.kind,
            unitId: row.unit_id,
            audience: Number(row.audience) as Audience,
            standing: Number(row.standing),
            bornMs: bornMsOf(row.id),
          },
          unpackForms(row.forms),
        );
      const end = rows.at(-1);
      if (end !== undefined) this.last = { revision: Number(end.revision), id: end.id };
      if (rows.length < ENTRIES_AT_ONCE) return;
      // Other requests have their turn while a large index is read.
      await endOfTurn();
    }
  }
}

export const followedIndex = onePerServer((services) => new FollowedIndex(services));
