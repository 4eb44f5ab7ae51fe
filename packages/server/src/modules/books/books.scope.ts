import { Brackets, In, type EntityManager } from 'typeorm';
import { hasAllWords } from '../../db/search-conditions.js';
import { badInput, limitExceeded } from '../../errors.js';
import { readOptionalText } from '../../input.js';
import { addDays, beginningOf } from '../../lib/days.js';
import { idsFrom } from '../../lib/ids.js';
import { foldForSearch } from '../../lib/folding.js';
import { JournalEntry } from '../ledger/index.js';
import { FormerName, Organization } from '../organizations/index.js';
import { ANONYMOUS_NAME, isGiven, Pledge, readReceiptNumber, Receipt, receiptNumbersLike } from '../pledges/index.js';
import type { BookLineKind } from './book-line.js';
import type { BooksFilter } from './books-filter.js';

/**
 * Selects lines. Days are days of the deed. Ids of entries begin with the time of recording, so ids bound the index.
 */
export interface Scope {
  /** Only lines of this project; null for all. */
  projectId: string | null;
  /** Null for all kinds. */
  kinds: readonly BookLineKind[] | null;
  /** The first day, included. */
  from: string | null;
  /** The last day, included. */
  to: string | null;
  /**
   * The id of the newest entry that was recorded after the last day but has a day up to it; null when there is none.
   */
  newestLateId: string | null;
  /** Only lines of these entries; null for all. */
  entryIds: readonly string[] | null;
}

/** The scope of all lines. */
export const WHOLE: Scope = { projectId: null, kinds: null, from: null, to: null, newestLateId: null, entryIds: null };

const SEARCH = { max: 50 };
/** A search that finds more gifts or units than this is refused, because its cost must stay bounded. */
const MAX_FOUND = 500;
const KEYS_PER_QUERY = 100;

/** Translates `filter` into a scope, including the gifts that its search finds. */
export async function readScope(manager: EntityManager, projectId: string | null, filter: BooksFilter): Promise<Scope> {
  const { kinds = null, from = null, to = null } = filter;
  if (from !== null && to !== null && to < from) throw badInput('to', 'date.beforeFrom');
  const search = readOptionalText('search', filter.search, SEARCH);
  return {
    projectId,
    kinds,
    from,
    to,
    newestLateId: to === null ? null : await findNewestLate(manager, from, to),
    entryIds: search === null ? null : await entriesOf(manager, await findGifts(manager, projectId, search)),
  };
}

/** Finds the newest transfer that was recorded after the period. Its day is in the period although its id is not. */
async function findNewestLate(manager: EntityManager, from: string | null, to: string): Promise<string | null> {
  const [row] = await manager.query<{ id: string }[]>(
    'SELECT id FROM journal_entries WHERE deed_day >= ? AND deed_day <= ? AND id >= ? ORDER BY id DESC LIMIT 1',
    [from ?? '', to, firstIdAfter(to)],
  );
  return row?.id ?? null;
}

/**
 * Returns the lowest possible id of an entry that is recorded on `day`. `firstIdAfter` returns that of the following
 * day.
 */
export const firstIdOn = (day: string): string => idsFrom(beginningOf(day).getTime());
export const firstIdAfter = (day: string): string => firstIdOn(addDays(day, 1));

/**
 * Returns the ids of gifts that `search` finds. The search uses only what the public sees, never the name of an
 * anonymous donor.
 */
async function findGifts(manager: EntityManager, projectId: string | null, search: string): Promise<string[]> {
  const receipts = await manager.findBy(Receipt, { number: In(await receiptNumbersLike(manager, search)) });
  const spelled = readReceiptNumber(search);
  if (spelled !== null && receipts.length > 0) return receipts.map(({ pledgeId }) => pledgeId);
  const folded = foldForSearch(search);
  const unitIds = await findUnits(manager, search);
  const query = manager
    .createQueryBuilder(Pledge, 'pledge')
    .select(['pledge.id', 'pledge.status'])
    .limit(MAX_FOUND + 1);
  query.where(
    new Brackets((where) => {
      // A range instead of LIKE, because both databases then use the index for the start of the name.
      where.where('(pledge.donorSearch >= :search AND pledge.donorSearch < :behind AND pledge.anonymous = :no)', {
        search: folded,
        behind: `${folded}\u{10ffff}`,
        no: false,
      });
      if (receipts.length > 0)
        where.orWhere('pledge.id IN (:...receiptOf)', { receiptOf: receipts.map(({ pledgeId }) => pledgeId) });
      if (unitIds.length > 0) where.orWhere('pledge.onBehalfOfId IN (:...unitIds)', { unitIds });
      if (foldForSearch(ANONYMOUS_NAME).startsWith(folded)) where.orWhere('pledge.anonymous = :yes', { yes: true });
    }),
  );
  if (projectId !== null) query.andWhere('pledge.projectId = :projectId', { projectId });
  const found = await query.getMany();
  if (found.length > MAX_FOUND) throw limitExceeded('books.searchTooWide', { max: MAX_FOUND }, 'search');
  // A transfer that has not arrived, or was taken back, is not a gift.
  return found.filter(isGiven).map(({ id }) => id);
}

async function findUnits(manager: EntityManager, search: string): Promise<string[]> {
  const units = await manager
    .createQueryBuilder(Organization, 'unit')
    .select('unit.id')
    .where(hasAllWords(search, 'unit.publicSearchText'))
    .limit(MAX_FOUND + 1)
    .getMany();
  // Old gifts show the unit's name of their time, so former names are searched, too.
  const former = await manager
    .createQueryBuilder(FormerName, 'former')
    .where(hasAllWords(search, 'former.searchText'))
    .limit(MAX_FOUND + 1)
    .getMany();
  if (units.length + former.length > MAX_FOUND)
    throw limitExceeded('books.searchTooWide', { max: MAX_FOUND }, 'search');
  return [...new Set([...units.map(({ id }) => id), ...former.map(({ organizationId }) => organizationId)])];
}

/** Returns the entries that gifts caused. All source keys of a gift have the same start. */
async function entriesOf(manager: EntityManager, pledgeIds: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < pledgeIds.length; start += KEYS_PER_QUERY) {
    const query = manager.createQueryBuilder(JournalEntry, 'entry').select('entry.id');
    pledgeIds.slice(start, start + KEYS_PER_QUERY).forEach((id, index) => {
      query.orWhere(`(entry.sourceKey >= :from${index} AND entry.sourceKey < :behind${index})`, {
        [`from${index}`]: `pledge:${id}:`,
        [`behind${index}`]: `pledge:${id};`,
      });
    });
    ids.push(...(await query.getMany()).map((entry) => entry.id));
  }
  return ids;
}
