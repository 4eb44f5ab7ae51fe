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

/** The last part of a fund's account says why money moved. */
const KIND_OF_ACCOUNT: Record<string, BookLineKind> = { received: BookLineKind.GIFT, released: BookLineKind.RELEASE, refunded: BookLineKind.REFUND };

type FundPosting = Posting & { entry: JournalEntry };

/** The postings to funds in `scope`. An entry has one at most, so entries put them in a total order. */
function fundPostings(manager: EntityManager, { projectId, kinds }: Scope): SelectQueryBuilder<FundPosting> {
  const parts = Object.entries(KIND_OF_ACCOUNT).filter(([, kind]) => kinds === null || kinds.includes(kind)).map(([part]) => part);
  const query = manager.createQueryBuilder(Posting, 'posting').innerJoinAndMapOne('posting.entry', JournalEntry, 'entry', 'entry.id = posting.entryId');
  if (parts.length === 0) query.where('1 = 0');
  // The accounts of one project are named, so that an index finds them.
  else if (projectId !== null) query.where('posting.accountCode IN (:...accounts)', { accounts: parts.map((part) => fundAccounts(projectId)[part as keyof ReturnType<typeof fundAccounts>]) });
  else query.where(`(${parts.map((part) => `posting.accountCode LIKE 'fund:%:${part}'`).join(' OR ')})`);
  return query as unknown as SelectQueryBuilder<FundPosting>;
}

function toBookLine({ entry, accountCode, amountFen }: FundPosting): BookLine {
  const [, fundId = '', part = ''] = accountCode.split(':');
  const kind = KIND_OF_ACCOUNT[part];
  if (kind === undefined) throw new Error(`${accountCode} is no account of a fund`);
  // A credit to a fund is money that came in.
  return Object.assign(new BookLine(), { id: entry.id, at: entry.postedAt, kind, amount: toFen(0 - amountFen), fundId, sourceKey: entry.sourceKey });
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
