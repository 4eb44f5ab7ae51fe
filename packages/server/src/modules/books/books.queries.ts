import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { toFen } from '../../lib/money.js';
import { dayOfDeed, fundAccounts, JournalEntry, Posting } from '../ledger/index.js';
import { BookLine, BookLineKind } from './book-line.js';
import { ownKindOf, ownLines, ownPlaceOf, type OwnKind } from './own-means.js';
import { firstIdAfter, firstIdOn, type Scope } from './books.scope.js';

type FundKind = Exclude<BookLineKind, OwnKind | BookLineKind.REVERSAL>;

/** The account of a fund and the side of it that a line of each kind stands on: a credit came in, a debit went out. */
const PLACE_OF_KIND: Record<FundKind, { part: keyof ReturnType<typeof fundAccounts>; side: '<' | '>' }> = {
  [BookLineKind.GIFT]: { part: 'received', side: '<' },
  [BookLineKind.CORRECTION]: { part: 'received', side: '>' },
  [BookLineKind.RELEASE]: { part: 'released', side: '>' },
  [BookLineKind.REFUND]: { part: 'refunded', side: '>' },
};

const isFundKind = (kind: BookLineKind): kind is FundKind => kind in PLACE_OF_KIND;

type BookPosting = Posting & { entry: JournalEntry };

/** The postings that are lines of the books in `scope`. An entry has one at most, so entries put them in a total order. */
function bookPostings(manager: EntityManager, { projectId, kinds, from, to, newestLateId, entryIds }: Scope): SelectQueryBuilder<BookPosting> {
  const query = manager.createQueryBuilder(Posting, 'posting').innerJoinAndMapOne('posting.entry', JournalEntry, 'entry', 'entry.id = posting.entryId');
  const asked = kinds ?? Object.values(BookLineKind);
  const places = asked.filter(isFundKind).map((kind) => PLACE_OF_KIND[kind]);
  // The accounts of one project are named, so that an index finds them.
  const account = (part: keyof ReturnType<typeof fundAccounts>) => (projectId === null ? `posting.accountCode LIKE 'fund:%:${part}'` : `posting.accountCode = :${part}`);
  const ofFunds = places.map(({ part, side }) => `(${account(part)} AND posting.amountFen ${side} 0)`);
  // What is the charity's own belongs to no project.
  const own = projectId === null ? asked.flatMap((kind) => ownLines(kind, 'posting.accountCode', 'entry.kind')) : [];
  query.where([...ofFunds, ...own].length === 0 ? '1 = 0' : `(${[...ofFunds, ...own].join(' OR ')})`);
  if (projectId !== null) query.setParameters(fundAccounts(projectId));
  // Nothing is recorded before its day, so ids bound the index from below; from above, what was recorded late moves the bound.
  if (from !== null) query.andWhere('posting.entryId >= :fromId AND (entry.deedDay IS NULL OR entry.deedDay >= :from)', { fromId: firstIdOn(from), from });
  if (to !== null && newestLateId === null) query.andWhere('posting.entryId < :beforeId', { beforeId: firstIdAfter(to) });
  if (to !== null && newestLateId !== null) query.andWhere('posting.entryId <= :newestLateId AND (posting.entryId < :beforeId OR entry.deedDay <= :to)', { beforeId: firstIdAfter(to), newestLateId, to });
  if (entryIds !== null) query.andWhere(entryIds.length > 0 ? 'posting.entryId IN (:...entryIds)' : '1 = 0', { entryIds });
  return query as unknown as SelectQueryBuilder<BookPosting>;
}

function toBookLine({ entry, accountCode, amountFen }: BookPosting): BookLine {
  const own = ownKindOf(accountCode, entry.kind);
  const [, fund = '', account = ''] = accountCode.split(':');
  const fundId = own === null ? fund : null;
  const kind = own ?? Object.values(BookLineKind).filter(isFundKind).find((candidate) => PLACE_OF_KIND[candidate].part === account && (PLACE_OF_KIND[candidate].side === '<') === amountFen < 0);
  if (kind === undefined) throw new Error(`${amountFen} fen on ${accountCode} is no line of the books`);
  // A credit is money that came in, also where it is the charity's own.
  return Object.assign(new BookLine(), { id: entry.id, at: entry.postedAt, day: dayOfDeed(entry), kind, amount: toFen(0 - amountFen), fundId, own: ownPlaceOf(accountCode), sourceKey: entry.sourceKey, document: entry.document, reversesId: entry.reversesId });
}

/** A page of the public books, newest first. */
export async function listBookLines(manager: EntityManager, scope: Scope, args: PageArgs): Promise<Page<BookLine>> {
  const page = await paginate(bookPostings(manager, scope), [{ column: 'posting.entryId', of: ({ entryId }) => entryId, direction: 'DESC' }], args);
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: toBookLine(node), cursor })) };
}

/** How many lines `scope` has, and what of their money came in and went out. */
export async function sumLines(manager: EntityManager, scope: Scope): Promise<{ lines: number; moneyIn: number; moneyOut: number }> {
  const sum = await bookPostings(manager, scope)
    .select('COUNT(*)', 'line_count')
    .addSelect('SUM(CASE WHEN posting.amountFen < 0 THEN 0 - posting.amountFen ELSE 0 END)', 'in_fen')
    .addSelect('SUM(CASE WHEN posting.amountFen > 0 THEN posting.amountFen ELSE 0 END)', 'out_fen')
    .getRawOne<{ line_count: number | string; in_fen: number | string | null; out_fen: number | string | null }>();
  return { lines: Number(sum?.line_count ?? 0), moneyIn: toFen(sum?.in_fen ?? 0), moneyOut: toFen(sum?.out_fen ?? 0) };
}

/** All lines in `scope`, oldest first, `size` at a time: memory does not grow with the books. */
export async function* readBookLines(manager: EntityManager, scope: Scope, size = 500): AsyncGenerator<BookLine[]> {
  let last = '';
  for (;;) {
    const postings = await bookPostings(manager, scope).andWhere('posting.entryId > :last', { last }).orderBy('posting.entryId', 'ASC').limit(size).getMany();
    if (postings.length > 0) yield postings.map(toBookLine);
    if (postings.length < size) return;
    last = postings.at(-1)!.entryId;
  }
}
