import type { ClassType } from 'type-graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Brackets, type ObjectLiteral, type SelectQueryBuilder, type WhereExpressionBuilder } from 'typeorm';
import { sqlTime } from './db/columns.js';
import type { Database } from './db/database.js';
import { sharedQuery } from './db/batched-read.js';
import { badInput, limitExceeded } from './errors.js';
import { decodeCursor, encodeCursor, PAGE_DEFAULT, PAGE_MAX, type CursorKey, type LastKey } from './lib/page.js';

/** Relay's forward pagination. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: PAGE_DEFAULT,
    description: `The most rows that the page may have, 1 to ${PAGE_MAX}.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Returns the rows after this cursor. Without it the page begins at the start of the list.',
  })
  after?: string | null;
}

@ObjectType({ description: 'The position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more rows follow this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether rows come before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first row of this page; null when the page is empty.',
  })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last row of this page; null when the page is empty. Give it as `after` to get the next page.',
  })
  endCursor: string | null;
}

/** One page of a list. `count` reads the length of the whole list on demand. */
export interface Page<T> {
  edges: { node: T; cursor: string }[];
  pageInfo: PageInfo;
  count: () => Promise<number>;
}

/** Returns the Relay connection type of `node`, with its edge type. Both are named after `name`. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} in a list.` })
  class Edge {
    @Field(() => node, { description: 'The row itself.' })
    node: T;

    @Field(() => String, { description: 'The position of the row in the list.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })
  class Connection implements Page<T> {
    @Field(() => [Edge], { description: 'The rows of this page.' })
    edges: Edge[];

    @Field(() => PageInfo, { description: 'The position of this page in the list.' })
    pageInfo: PageInfo;

    count: () => Promise<number>;

    @Field(() => Int, { description: 'The number of rows in the whole list.' })
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection as unknown as ClassType<Page<T>>;
}

/** One part of a list's sort order: a number, a moment or, as the last part, the id, which makes the order total. */
export interface OrderPart<T> {
  /** The column in the query, for example "project.createdAt". */
  column: string;
  /** Returns the value of the column in a loaded row, in the form in which cursors keep it and SQL compares it. */
  of: (row: T) => string | number;
  direction: 'ASC' | 'DESC';
  /** Set on the last part when rows are identified by something else than an id. */
  kind?: LastKey;
}

/** Returns the most rows of a page. Throws when `first` is out of range. */
export function firstOf(args: PageArgs): number {
  const first = args.first ?? PAGE_DEFAULT;
  if (first < 1) throw badInput('first', 'number.outOfRange', { min: 1, max: PAGE_MAX });
  if (first > PAGE_MAX) throw limitExceeded('page.tooLong', { max: PAGE_MAX }, 'first');
  return first;
}

/**
 * Returns the page that `args` ask for, by keyset pagination: its cost does not grow with its place in the list. Throws
 * for a bad `first` or cursor.
 */
export async function paginate<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: readonly OrderPart<T>[],
  args: PageArgs,
  count?: () => Promise<number>,
): Promise<Page<T>> {
  const first = firstOf(args);
  const counting = query.clone();
  const orderName = nameOf(order);
  behindKeys(query, order, args, order.at(-1)?.kind);
  order.forEach(({ column, direction }, index) =>
    index === 0 ? query.orderBy(column, direction) : query.addOrderBy(column, direction),
  );
  const rows = await query.limit(first + 1).getMany();
  const edges = rows.slice(0, first).map((node) => ({
    node,
    cursor: encodeCursor(
      orderName,
      order.map((part) => part.of(node)),
    ),
  }));
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

/** The SQL of a hand-written list: its tables, and the condition for its rows. */
export interface ListSql {
  readonly from: string;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/** One part of a hand-written list's sort order. The last column identifies the row. */
export type KeyPart = Pick<OrderPart<never>, 'column' | 'direction'>;

/**
 * Like `paginate`, for lists that many clients read at once. A hand-written query reads the page's keys, from an index
 * alone where there is one, and identical queries share one execution. The rows come from the shared loader `load`.
 */
export async function readPage<T>(
  db: Database,
  { from, where, values }: ListSql,
  order: readonly KeyPart[],
  args: PageArgs,
  load: (ids: readonly string[]) => Promise<readonly (T | null)[]>,
  count?: () => Promise<number>,
): Promise<Page<T>> {
  const first = firstOf(args);
  const after = args.after == null ? null : decodeCursor(nameOf(order), args.after, order.length);
  if (args.after != null && after === null) throw badInput('after', 'page.badCursor');
  const place = after === null ? null : behindKey(order, after);
  const rows = await sharedQuery(
    db,
    `SELECT ${order.map(({ column }, index) => `${column} AS k${index}`).join(', ')} FROM ${from} WHERE ${where}${place === null ? '' : ` AND ${place.sql}`}
     ORDER BY ${order.map(({ column, direction }) => `${column} ${direction}`).join(', ')} LIMIT ${first + 1}`,
    [...values, ...(place?.values ?? [])],
  );
  return keyPage(
    rows,
    order,
    first,
    args.after ?? null,
    load,
    count ??
      (async () =>
        Number((await sharedQuery(db, `SELECT COUNT(*) AS total FROM ${from} WHERE ${where}`, values))[0]!.total)),
  );
}

/**
 * Returns the page whose keys were read as `k0`, `k1`, …, with one row more than the page has. `load` reads the page's
 * rows by id.
 */
export async function keyPage<T>(
  rows: readonly Record<string, unknown>[],
  order: readonly KeyPart[],
  first: number,
  after: string | null,
  load: (ids: readonly string[]) => Promise<readonly (T | null)[]>,
  count: () => Promise<number>,
): Promise<Page<T>> {
  const orderName = nameOf(order);
  const keys = rows.slice(0, first).map((row) => order.map((_, index) => asKey(row[`k${index}`])));
  const nodes = await load(keys.map((key) => String(key.at(-1))));
  const edges = nodes.flatMap((node, index) =>
    node === null ? [] : [{ node, cursor: encodeCursor(orderName, keys[index]!) }],
  );
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    count,
  };
}

/** Returns the name that tells cursors of one sort order from those of another. */
const nameOf = (order: readonly KeyPart[]): string =>
  order.map(({ column, direction }) => `${column} ${direction}`).join();

/**
 * Restricts `query` to the rows behind the cursor in `args`, and returns the cursor or null. `last` says what
 * identifies a row. Throws for a bad cursor.
 */
export function behindKeys<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: readonly KeyPart[],
  args: PageArgs,
  last?: LastKey,
): string | null {
  if (args.after == null) return null;
  const key = decodeCursor(nameOf(order), args.after, order.length, last);
  if (key === null) throw badInput('after', 'page.badCursor');
  query.andWhere(new Brackets((where) => behind(where, order, key)));
  return args.after;
}

/** Converts a stored sort value into the form that cursors keep and SQL compares. */
const asKey = (stored: unknown): string | number =>
  stored instanceof Date ? sqlTime(stored) : (stored as string | number);

/** Returns a page of a list in memory, sorted by key. `keyOf` returns a text that is unique to the row. */
export function pageOf<T>(list: readonly T[], keyOf: (row: T) => string, args: PageArgs): Page<T> {
  const first = firstOf(args);
  const after = args.after == null ? '' : readKey(args.after);
  const rows = list
    .map((node) => ({ node, key: keyOf(node) }))
    .filter(({ key }) => key > after)
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const edges = rows
    .slice(0, first)
    .map(({ node, key }) => ({ node, cursor: Buffer.from(`${KEY_MARK}${key}`).toString('base64url') }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== '',
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
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
 * Returns the SQL condition for (a, b, c) behind (x, y, z): a > x, or a = x and b > y, and so on. The additional a >= x
 * is redundant, but with it both databases begin to read an index at that place instead of at its beginning.
 */
function behindKey(order: readonly KeyPart[], key: CursorKey): { sql: string; values: (string | number)[] } {
  const [{ column, direction }] = order as readonly [KeyPart];
  const values: (string | number)[] = [key[0]!];
  const steps = order.map((part, last) => {
    values.push(...key.slice(0, last + 1));
    return [
      ...order.slice(0, last).map((before) => `${before.column} = ?`),
      `${part.column} ${part.direction === 'ASC' ? '>' : '<'} ?`,
    ].join(' AND ');
  });
  return { sql: `${column} ${direction === 'ASC' ? '>=' : '<='} ? AND (${steps.join(' OR ')})`, values };
}

/** Adds the condition of `behindKey` to a query builder of TypeORM. */
function behind(where: WhereExpressionBuilder, order: readonly KeyPart[], key: CursorKey): void {
  const { sql, values } = behindKey(order, key);
  where.where(
    values.reduce<string>((text, _, index) => text.replace('?', `:after${index}`), sql),
    Object.fromEntries(values.map((value, index) => [`after${index}`, value])),
  );
}
