import type { ClassType } from 'type-graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Brackets, type ObjectLiteral, type SelectQueryBuilder, type WhereExpressionBuilder } from 'typeorm';
import { sqlTime } from './db/columns.js';
import type { Database } from './db/database.js';
import { askTogether } from './db/gathered-read.js';
import { badInput, limitExceeded } from './errors.js';
import { decodeCursor, encodeCursor, PAGE_DEFAULT, PAGE_MAX, type CursorKey, type LastKey } from './lib/page.js';

/** Relay's forward pagination. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: PAGE_DEFAULT, description: `How many at most, 1 to ${PAGE_MAX}.` })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Those behind this cursor; from the beginning without it.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether some come before.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row of this page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row; give it as `after` for the next page.' })
  endCursor: string | null;
}

/** One page and, on demand, the length of the whole list. */
export interface Page<T> {
  edges: { node: T; cursor: string }[];
  pageInfo: PageInfo;
  count: () => Promise<number>;
}

/** The Relay connection and edge types of `node`, named after `name`. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class Edge {
    @Field(() => node, { description: 'The row itself.' })
    node: T;

    @Field(() => String, { description: 'Its place in the list.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'The rows of this page.' })
    edges: Edge[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;

    count: () => Promise<number>;

    @Field(() => Int, { description: 'The length of the whole list.' })
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection as unknown as ClassType<Page<T>>;
}

/** One part of a list's order: a number, a moment or, last of all, the id, so that the order is total. */
export interface OrderPart<T> {
  /** The column in the query, for example "project.createdAt". */
  column: string;
  /** The same value of a loaded row, as the cursor keeps it and SQL compares it. */
  of: (row: T) => string | number;
  direction: 'ASC' | 'DESC';
  /** Of the last part, where rows are told apart by something else than an id. */
  kind?: LastKey;
}

function readFirst(args: PageArgs): number {
  const first = args.first ?? PAGE_DEFAULT;
  if (first < 1) throw badInput('first', 'number.outOfRange', { min: 1, max: PAGE_MAX });
  if (first > PAGE_MAX) throw limitExceeded('page.tooLong', { max: PAGE_MAX }, 'first');
  return first;
}

/** The page that `args` ask for, by keyset: its cost does not grow with its place in the list. */
export async function paginate<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: readonly OrderPart<T>[],
  args: PageArgs,
  count?: () => Promise<number>,
): Promise<Page<T>> {
  const first = readFirst(args);
  const counting = query.clone();
  const orderName = order.map(({ column, direction }) => `${column} ${direction}`).join();
  if (args.after != null) {
    const key = decodeCursor(orderName, args.after, order.length, order.at(-1)?.kind);
    if (key === null) throw badInput('after', 'page.badCursor');
    query.andWhere(new Brackets((where) => behind(where, order, key)));
  }
  order.forEach(({ column, direction }, index) => (index === 0 ? query.orderBy(column, direction) : query.addOrderBy(column, direction)));
  const rows = await query.limit(first + 1).getMany();
  const edges = rows.slice(0, first).map((node) => ({ node, cursor: encodeCursor(orderName, order.map((part) => part.of(node))) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: args.after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count: count ?? (() => counting.getCount()),
  };
}

/** What a hand-written list is made of: tables, and the condition under which a row takes part. */
export interface ListSql {
  readonly from: string;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** One part of a hand-written list's order; the last column tells rows apart. */
export type KeyPart = Pick<OrderPart<never>, 'column' | 'direction'>;

/**
 * The same for what many read at once: the keys of a page by hand, from an index alone where there is one, asked once for all who ask the
 * same; the rows from the loader that everybody shares.
 */
export async function readPage<T>(db: Database, { from, where, values }: ListSql, order: readonly KeyPart[], args: PageArgs, load: (ids: readonly string[]) => Promise<readonly (T | null)[]>, count?: () => Promise<number>): Promise<Page<T>> {
  const first = readFirst(args);
  const orderName = order.map(({ column, direction }) => `${column} ${direction}`).join();
  const after = args.after == null ? null : decodeCursor(orderName, args.after, order.length);
  if (args.after != null && after === null) throw badInput('after', 'page.badCursor');
  const place = after === null ? null : behindKey(order, after);
  const rows = await askTogether(
    db,
    `SELECT ${order.map(({ column }, index) => `${column} AS k${index}`).join(', ')} FROM ${from} WHERE ${where}${place === null ? '' : ` AND ${place.sql}`}
     ORDER BY ${order.map(({ column, direction }) => `${column} ${direction}`).join(', ')} LIMIT ${first + 1}`,
    [...values, ...(place?.values ?? [])],
  );
  const keys = rows.slice(0, first).map((row) => order.map((_, index) => asKey(row[`k${index}`])));
  const nodes = await load(keys.map((key) => String(key.at(-1))));
  const edges = nodes.flatMap((node, index) => (node === null ? [] : [{ node, cursor: encodeCursor(orderName, keys[index]!) }]));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, hasPreviousPage: after !== null, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    count: count ?? (async () => Number((await askTogether(db, `SELECT COUNT(*) AS total FROM ${from} WHERE ${where}`, values))[0]!.total)),
  };
}

/** A sort value as a cursor keeps it and SQL compares it. */
const asKey = (stored: unknown): string | number => (stored instanceof Date ? sqlTime(stored) : (stored as string | number));

/** The page of a list that is worked out in memory, in the order of its keys: texts of which each row has its own. */
export function pageOf<T>(list: readonly T[], keyOf: (row: T) => string, args: PageArgs): Page<T> {
  const first = readFirst(args);
  const after = args.after == null ? '' : readKey(args.after);
  const rows = list.map((node) => ({ node, key: keyOf(node) })).filter(({ key }) => key > after).sort((a, b) => (a.key < b.key ? -1 : 1));
  const edges = rows.slice(0, first).map(({ node, key }) => ({ node, cursor: Buffer.from(`${KEY_MARK}${key}`).toString('base64url') }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > first, hasPreviousPage: after !== '', startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    count: () => Promise.resolve(list.length),
  };
}

const KEY_MARK = 'key:';

function readKey(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!text.startsWith(KEY_MARK)) throw badInput('after', 'page.badCursor');
  return text.slice(KEY_MARK.length);
}

/**
 * (a, b, c) behind (x, y, z): a > x, or a = x and b > y, or … And a >= x, which says nothing new, but by which both databases begin to
 * read at that place of an index instead of at its beginning.
 */
function behindKey(order: readonly KeyPart[], key: CursorKey): { sql: string; values: (string | number)[] } {
  const [{ column, direction }] = order as readonly [KeyPart];
  const values: (string | number)[] = [key[0]!];
  const steps = order.map((part, last) => {
    values.push(...key.slice(0, last + 1));
    return [...order.slice(0, last).map((before) => `${before.column} = ?`), `${part.column} ${part.direction === 'ASC' ? '>' : '<'} ?`].join(' AND ');
  });
  return { sql: `${column} ${direction === 'ASC' ? '>=' : '<='} ? AND (${steps.join(' OR ')})`, values };
}

/** The same for TypeORM's builder. */
function behind(where: WhereExpressionBuilder, order: readonly KeyPart[], key: CursorKey): void {
  const { sql, values } = behindKey(order, key);
  where.where(values.reduce<string>((text, _, index) => text.replace('?', `:after${index}`), sql), Object.fromEntries(values.map((value, index) => [`after${index}`, value])));
}
