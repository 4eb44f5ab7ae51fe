import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { toFen } from '../../lib/money.js';
import { fundAccounts, JournalEntry, Posting } from '../ledger/index.js';
import { BookLine, BookLineKind } from './book-line.js';

/** Which lines: of one project or of all, of some kinds or of all. */
export interface Scope {
  projectId: string | null;
  kinds: readonly BookLineKind[] | null;
}

/** The account of a fund and the side of it that a line of each kind stands on: a credit came in, a debit went out. */
const PLACE_OF_KIND: Record<BookLineKind, { part: keyof ReturnType<typeof fundAccounts>; side: '<' | '>' }> = {
  [BookLineKind.GIFT]: { part: 'received', side: '<' },
  [BookLineKind.CORRECTION]: { part: 'received', side: '>' },
  [BookLineKind.RELEASE]: { part: 'released', side: '>' },
  [BookLineKind.REFUND]: { part: 'refunded', side: '>' },
};

type FundPosting = Posting & { entry: JournalEntry };

/** The postings to funds in `scope`. An entry has one at most, so entries put them in a total order. */
function fundPostings(manager: EntityManager, { projectId, kinds }: Scope): SelectQueryBuilder<FundPosting> {
  const query = manager.createQueryBuilder(Posting, 'posting').innerJoinAndMapOne('posting.entry', JournalEntry, 'entry', 'entry.id = posting.entryId');
  const places = (kinds ?? Object.values(BookLineKind)).map((kind) => PLACE_OF_KIND[kind]);
  // The accounts of one project are named, so that an index finds them.
  const account = (part: keyof ReturnType<typeof fundAccounts>) => (projectId === null ? `posting.accountCode LIKE 'fund:%:${part}'` : `posting.accountCode = :${part}`);
  query.where(places.length === 0 ? '1 = 0' : `(${places.map(({ part, side }) => `(${account(part)} AND posting.amountFen ${side} 0)`).join(' OR ')})`);
  if (projectId !== null) query.setParameters(fundAccounts(projectId));
  return query as unknown as SelectQueryBuilder<FundPosting>;
}

function toBookLine({ entry, accountCode, amountFen }: FundPosting): BookLine {
  const [, fundId = '', account = ''] = accountCode.split(':');
  const kind = Object.values(BookLineKind).find((candidate) => PLACE_OF_KIND[candidate].part === account && (PLACE_OF_KIND[candidate].side === '<') === amountFen < 0);
  if (kind === undefined) throw new Error(`${amountFen} fen on ${accountCode} is no movement of a fund`);
  // A credit to a fund is money that came in.
  return Object.assign(new BookLine(), { id: entry.id, at: entry.postedAt, kind, amount: toFen(0 - amountFen), fundId, sourceKey: entry.sourceKey, document: entry.document });
}

/** A page of the public books, newest first. */
export async function listBookLines(manager: EntityManager, scope: Scope, args: PageArgs): Promise<Page<BookLine>> {
  const page = await paginate(fundPostings(manager, scope), [{ column: 'posting.entryId', of: ({ entryId }) => entryId, direction: 'DESC' }], args);
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: toBookLine(node), cursor })) };
}

/** All lines in `scope`, oldest first, `size` at a time: memory does not grow with the books. */
export async function* readBookLines(manager: EntityManager, scope: Scope, size = 500): AsyncGenerator<BookLine[]> {
  let last = '';
  for (;;) {
    const postings = await fundPostings(manager, scope).andWhere('posting.entryId > :last', { last }).orderBy('posting.entryId', 'ASC').limit(size).getMany();
    if (postings.length > 0) yield postings.map(toBookLine);
    if (postings.length < size) return;
    last = postings.at(-1)!.entryId;
  }
}
