import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { toFen } from '../../lib/money.js';
import { dayOfDeed, FUND, fundAccounts, JournalEntry, Posting, readAccountCode } from '../ledger/index.js';
import { BookLine, type BookLineKind } from './book-line.js';
import { shownEntries, shownEntry, type ShownEntry } from './line-kinds.js';
import { beginsWith, ownPlaceOf } from './own-means.js';
import { firstIdAfter, firstIdOn, type Scope } from './books.scope.js';

/**
 * Returns SQL conditions for lines of these kinds, on the accounts of funds and on the charity's own. A line fits when
 * one of them holds. Where only one kind of entry uses a side of a fund's account, the condition on the account is
 * enough.
 */
function placesOf(kinds: readonly BookLineKind[] | null, projectId: string | null): string[] {
  const all = shownEntries();
  const asked = all.filter(({ line }) => kinds === null || kinds.includes(line.name));
  return asked.flatMap(({ entryKind, on }) => {
    const ofKind = `entry.kind = '${entryKind}'`;
    // The charity's own movements belong to no project.
    if ('words' in on)
      return projectId === null ? [`(${beginsWith('posting.accountCode', on.words)} AND ${ofKind})`] : [];
    // For one project the accounts are named, so that the query can use an index.
    const account =
      projectId === null ? `posting.accountCode LIKE '${FUND}:%:${on.part}'` : `posting.accountCode = :${on.part}`;
    const side = `posting.amountFen ${on.side === 'CREDIT' ? '<' : '>'} 0`;
    const isShared = all.some((other) => other.entryKind !== entryKind && isSamePlace(other.on, on));
    return [`(${[account, side, ...(isShared ? [ofKind] : [])].join(' AND ')})`];
  });
}

const isSamePlace = (a: ShownEntry['on'], b: ShownEntry['on']): boolean =>
  'part' in a && 'part' in b && a.part === b.part && a.side === b.side;

type BookPosting = Posting & { entry: JournalEntry };

/**
 * Returns a query for the postings that are lines of the books in `scope`. An entry has at most one such posting, so
 * ordering by entry is a total order.
 */
function bookPostings(
  manager: EntityManager,
  { projectId, kinds, from, to, newestLateId, entryIds }: Scope,
): SelectQueryBuilder<BookPosting> {
  const query = manager
    .createQueryBuilder(Posting, 'posting')
    .innerJoinAndMapOne('posting.entry', JournalEntry, 'entry', 'entry.id = posting.entryId');
  const places = placesOf(kinds, projectId);
  query.where(places.length === 0 ? '1 = 0' : `(${places.join(' OR ')})`);
  if (projectId !== null) query.setParameters(fundAccounts(projectId));
  // No entry is recorded before its day, so an id can be the lower bound. An entry can be recorded after its day, so
  // the newest late entry moves the upper bound.
  if (from !== null)
    query.andWhere('posting.entryId >= :fromId AND (entry.deedDay IS NULL OR entry.deedDay >= :from)', {
      fromId: firstIdOn(from),
      from,
    });
  if (to !== null && newestLateId === null)
    query.andWhere('posting.entryId < :beforeId', { beforeId: firstIdAfter(to) });
  if (to !== null && newestLateId !== null)
    query.andWhere('posting.entryId <= :newestLateId AND (posting.entryId < :beforeId OR entry.deedDay <= :to)', {
      beforeId: firstIdAfter(to),
      newestLateId,
      to,
    });
  if (entryIds !== null)
    query.andWhere(entryIds.length > 0 ? 'posting.entryId IN (:...entryIds)' : '1 = 0', { entryIds });
  return query as unknown as SelectQueryBuilder<BookPosting>;
}

function toBookLine({ entry, accountCode, amountFen }: BookPosting): BookLine {
  const { ownerId, fundId } = readAccountCode(accountCode);
  // A credit is money that came in, on the charity's own accounts as well.
  return Object.assign(new BookLine(), {
    id: entry.id,
    at: entry.postedAt,
    day: dayOfDeed(entry),
    entryKind: entry.kind,
    kind: shownEntry(entry.kind).line.name,
    amount: toFen(0 - amountFen),
    projectId: fundId === null ? null : ownerId,
    own: ownPlaceOf(accountCode),
    sourceKey: entry.sourceKey,
    document: entry.document,
    reversesId: entry.reversesId,
  });
}

/** Returns a page of the public books, newest first. */
export async function listBookLines(manager: EntityManager, scope: Scope, args: PageArgs): Promise<Page<BookLine>> {
  const page = await paginate(
    bookPostings(manager, scope),
    [{ column: 'posting.entryId', of: ({ entryId }) => entryId, direction: 'DESC' }],
    args,
  );
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: toBookLine(node), cursor })) };
}

/** Returns the number of lines in `scope`, and how much money came in and went out. */
export async function sumLines(
  manager: EntityManager,
  scope: Scope,
): Promise<{ lines: number; moneyIn: number; moneyOut: number }> {
  const sum = await bookPostings(manager, scope)
    .select('COUNT(*)', 'line_count')
    .addSelect('SUM(CASE WHEN posting.amountFen < 0 THEN 0 - posting.amountFen ELSE 0 END)', 'in_fen')
    .addSelect('SUM(CASE WHEN posting.amountFen > 0 THEN posting.amountFen ELSE 0 END)', 'out_fen')
    .getRawOne<{ line_count: number | string; in_fen: number | string | null; out_fen: number | string | null }>();
  return { lines: Number(sum?.line_count ?? 0), moneyIn: toFen(sum?.in_fen ?? 0), moneyOut: toFen(sum?.out_fen ?? 0) };
}

/** Yields all lines in `scope`, oldest first, in batches of `size`, so that memory does not grow with the books. */
export async function* readBookLines(manager: EntityManager, scope: Scope, size = 500): AsyncGenerator<BookLine[]> {
  let last = '';
  for (;;) {
    const postings = await bookPostings(manager, scope)
      .andWhere('posting.entryId > :last', { last })
      .orderBy('posting.entryId', 'ASC')
      .limit(size)
      .getMany();
    if (postings.length > 0) yield postings.map(toBookLine);
    if (postings.length < size) return;
    last = postings.at(-1)!.entryId;
  }
}
