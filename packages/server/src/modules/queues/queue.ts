import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { behindKeys, firstOf, keyPage, type KeyPart, type Page } from '../../connection.js';
import { requireHolder, requirePermission, type RequestContext, type Services } from '../../context.js';
import type { Topic } from '../../db/topic-versions.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { badInput } from '../../errors.js';
import { readSearch } from '../../input.js';
import type { LastKey } from '../../lib/page.js';
import { defineTopic, type Watchable } from '../../live/topics.js';
import { Registry } from '../../lib/registry.js';
import { toFen } from '../../lib/money.js';
import type { MessageKey } from '../../messages/index.js';
import { type Permission, type RoleHolder, scopeOf, unitCondition } from '../../permission.js';
import { QueueSort, type QueueArgs } from './queue.types.js';

/**
 * A person who looks at queues. In most queues everybody sees the same items; in some the items depend on the person.
 */
export interface Worker extends RoleHolder {
  readonly userId: string;
}

/** An item that waits, with enough data to sort it, to count it and to see whether it is overdue. */
export interface WaitingItem {
  readonly id: string;
  readonly cameAt: Date;
  /**
   * The time by which the item has to be decided, by law, by the rules or by a published promise; null when there is
   * none.
   */
  readonly deadline: Date | null;
  readonly amountFen: number | null;
}

/** The figures of a whole queue. */
export interface QueueFigures {
  readonly count: number;
  readonly overdue: number;
  /** The earliest due time of all items. An item without a deadline counts with the time at which it came. */
  readonly firstDueAt: Date | null;
  /** The sum of all items, in fen; null when the items are not amounts of money. */
  readonly totalFen: number | null;
}

/**
 * Work that waits for people with a role. The module that owns the work declares it. List, count and state all come
 * from this one object.
 */
export interface Queue {
  /** The name in lower case with hyphens. It is a part of addresses, topics and stored claims. */
  readonly name: string;
  /** The kind of items, for navigation and letters. */
  readonly label: MessageKey;
  /** The path of the page where people work on the queue. */
  readonly path: string;
  /** The permission to see the queue. */
  readonly see: Permission;
  /** The permission to decide on its items. People with it are notified daily, and see who has an item open. */
  readonly work: Permission;
  /** The queue's own topic, `queue:` and its name. Services change it together with the items. */
  readonly topic: Watchable & Topic;
  /** The names of all topics whose changes may change the queue. Pages watch them. */
  readonly topics: readonly string[];
  figures(services: Services, worker: Worker, search: string | null): Promise<QueueFigures>;
  /** Returns the items among `ids` that wait now. */
  waitingOf(services: Services, worker: Worker, ids: readonly string[]): Promise<readonly WaitingItem[]>;
}

/** The common properties of all queues, whatever the source of their items. */
interface QueueHead extends Pick<Queue, 'name' | 'label' | 'path' | 'see' | 'work'> {
  /** Topics of modules upstream whose changes add or remove items, besides the queue's own topic. */
  readonly follows?: readonly Watchable[];
}

/** Returns the topic of a queue, for everybody who sees the queue, and the names of all topics that pages watch. */
function topicsOf({ name, see, follows = [] }: QueueHead): Pick<Queue, 'topic' | 'topics'> {
  const topic = defineTopic(`queue:${name}`, (context) => requireHolder(context, see));
  return { topic, topics: [topic.name, ...follows.map((followed) => followed.name)] };
}

/** The queues of all modules. */
export const queues = new Registry<Queue>('queue');

interface SqlQueueParts<T extends ObjectLiteral> extends QueueHead {
  /** Builds the query for the rows that wait. The expressions below use its aliases, in TypeORM's notation. */
  readonly rows: (services: Services) => SelectQueryBuilder<ObjectLiteral>;
  /** The id of the unit to which a row belongs. It is needed when a role for a unit gives the permission to see. */
  readonly unit?: string;
  /** Keeps only the rows that a search finds. */
  readonly find: (query: SelectQueryBuilder<ObjectLiteral>, term: string, services: Services) => void | Promise<void>;
  readonly id: string;
  /** The kind of key that `id` is, when it is not an id. */
  readonly idKind?: LastKey;
  readonly cameAt: string;
  readonly deadline?: (services: Services) => string;
  readonly amountFen?: string;
  readonly load: (context: RequestContext, ids: readonly string[]) => Promise<readonly (T | null)[]>;
}

/** A queue whose items are database rows. The database pages them by keyset, counts them and sums them. */
export interface SqlQueue<T> extends Queue {
  list(context: RequestContext, args: QueueArgs): Promise<Page<T>>;
}

export function defineQueue<T extends ObjectLiteral>(parts: SqlQueueParts<T>): SqlQueue<T> {
  const { id, cameAt, amountFen } = parts;
  const deadlineOf = (services: Services) => parts.deadline?.(services) ?? 'NULL';
  const dueAt = (services: Services) =>
    parts.deadline === undefined ? cameAt : `COALESCE(${parts.deadline(services)}, ${cameAt})`;
  if (parts.see.within === 'UNITS' && parts.unit === undefined)
    throw new Error(`The queue ${parts.name} does not say to which unit a row belongs.`);
  const rowsOf = (services: Services, worker: Worker) => {
    const query = parts.rows(services);
    return parts.unit === undefined ? query : query.andWhere(unitCondition(scopeOf(worker, parts.see), parts.unit));
  };
  const rowsFound = async (services: Services, worker: Worker, search: string | null) => {
    const query = rowsOf(services, worker);
    if (search !== null) await parts.find(query, search, services);
    return { query };
  };
  const figures = async (services: Services, worker: Worker, search: string | null): Promise<QueueFigures> => {
    const { query } = await rowsFound(services, worker, search);
    const row = await query
      .select('COUNT(*)', 'n')
      .addSelect(`SUM(CASE WHEN ${deadlineOf(services)} < :figuresAt THEN 1 ELSE 0 END)`, 'overdue')
      .addSelect(`MIN(${dueAt(services)})`, 'first_due')
      .addSelect(amountFen === undefined ? 'NULL' : `COALESCE(SUM(${amountFen}), 0)`, 'total')
      .setParameter('figuresAt', sqlTime(services.clock.now()))
      .getRawOne<Record<'n' | 'overdue' | 'total', number | string | null> & { first_due: Date | string | null }>();
    return {
      count: Number(row!.n),
      overdue: Number(row!.overdue ?? 0),
      firstDueAt: row!.first_due === null ? null : fromSqlTime(row!.first_due),
      totalFen: amountFen === undefined ? null : toFen(row!.total!),
    };
  };
  const orderOf = (services: Services, sort: QueueSort): readonly KeyPart[] => {
    switch (sort) {
      case QueueSort.DEADLINE:
        return [ascending(dueAt(services)), ascending(id)];
      case QueueSort.OLDEST:
        return [ascending(cameAt), ascending(id)];
      case QueueSort.NEWEST:
        return [descending(cameAt), descending(id)];
      case QueueSort.LARGEST:
        if (amountFen === undefined) throw badInput('sort', 'queue.noAmounts');
        return [descending(amountFen), descending(id)];
    }
  };
  return {
    ...parts,
    ...topicsOf(parts),
    figures,
    async waitingOf(services, worker, ids) {
      if (ids.length === 0) return [];
      const rows = await rowsOf(services, worker)
        .andWhere(`${id} IN (:...waitingIds)`, { waitingIds: ids })
        .select(id, 'id')
        .addSelect(cameAt, 'came_at')
        .addSelect(deadlineOf(services), 'due_at')
        .addSelect(amountFen ?? 'NULL', 'amount')
        .getRawMany<{
          id: string;
          came_at: Date | string;
          due_at: Date | string | null;
          amount: number | string | null;
        }>();
      return rows.map((row) => ({
        id: row.id,
        cameAt: fromSqlTime(row.came_at),
        deadline: row.due_at === null ? null : fromSqlTime(row.due_at),
        amountFen: row.amount === null ? null : toFen(row.amount),
      }));
    },
    async list(context, args) {
      const worker = requirePermission(context, parts.see);
      const search = readSearch(args.search);
      const order = orderOf(context, args.sort ?? QueueSort.DEADLINE);
      const first = firstOf(args);
      const { query } = await rowsFound(context, worker, search);
      const after = behindKeys(query, order, args, parts.idKind);
      order.forEach(({ column, direction }, index) => {
        if (index === 0) query.select(column, `k${index}`).orderBy(column, direction);
        else query.addSelect(column, `k${index}`).addOrderBy(column, direction);
      });
      const rows = await query.limit(first + 1).getRawMany<Record<string, unknown>>();
      return keyPage(
        rows,
        order,
        first,
        after,
        async (ids) => (ids.length === 0 ? [] : parts.load(context, ids)),
        async () => (await figures(context, worker, search)).count,
      );
    },
  };
}

const ascending = (column: string): KeyPart => ({ column, direction: 'ASC' });
const descending = (column: string): KeyPart => ({ column, direction: 'DESC' });

interface ListedQueueParts extends QueueHead {
  /** Returns every item that waits and that the search finds. */
  readonly items: (services: Services, worker: Worker, search: string | null) => Promise<readonly WaitingItem[]>;
  /** Whether `items` takes the search into account. Other queues refuse a search. */
  readonly isSearchable: boolean;
}

/**
 * Defines a queue whose items are computed in memory, because they depend on the person or on more than SQL can
 * express.
 */
export const defineListedQueue = (parts: ListedQueueParts): Queue => ({
  ...parts,
  ...topicsOf(parts),
  async figures(services, worker, search) {
    if (search !== null && !parts.isSearchable) throw badInput('search', 'queue.noSearch');
    const items = await parts.items(services, worker, search);
    const now = services.clock.now();
    const dues = items.map(({ deadline, cameAt }) => (deadline ?? cameAt).getTime());
    const amounts = items.map(({ amountFen }) => amountFen);
    return {
      count: items.length,
      overdue: items.filter(({ deadline }) => deadline !== null && deadline < now).length,
      firstDueAt: dues.length === 0 ? null : new Date(dues.reduce((a, b) => Math.min(a, b))),
      totalFen: amounts.some((fen) => fen !== null) ? amounts.reduce<number>((sum, fen) => sum + (fen ?? 0), 0) : null,
    };
  },
  async waitingOf(services, worker, ids) {
    const wanted = new Set(ids);
    return (await parts.items(services, worker, null)).filter(({ id }) => wanted.has(id));
  },
});
