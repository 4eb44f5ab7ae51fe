import { In, MoreThan } from 'typeorm';
import { requireHolder, requireViewer, type RequestContext } from '../../context.js';
import { badInput, notFound } from '../../errors.js';
import { readList, readSearch } from '../../input.js';
import { translate } from '../../messages/index.js';
import { holds } from '../../permission.js';
import { namesOf, User } from '../identity/index.js';
import { absentColleaguesOf } from './deputies.service.js';
import { queues, type Queue, type WaitingItem, type Worker } from './queue.js';
import { QueueClaim } from './queue.entities.js';
import { CLAIMS } from './queues.topics.js';
import { QueueItem, QueueLooker, QueueState } from './queue.types.js';

/**
 * How long an item counts as open after the page last renewed the claim. The page renews it after less than half of
 * this time.
 */
const CLAIM_MS = 5 * 60_000;
/** The largest number of items is that of the longest page of a list. */
const ITEMS = { min: 0, max: 100 };
/**
 * A receipt's number, or an id with an optional suffix that distinguishes several items of one id. No other text
 * reaches the database.
 */
const ITEM_ID = /^(?:[A-Z]{2}-\d{4}-\d+|[0-9a-f]{8}-[0-9a-f-]{27}(?::[\w:]+)?)$/;
const isItemId = (id: string): boolean => id.length <= 100 && ITEM_ID.test(id);

/** Returns the queue of this name, for people who may see it, or only for people who may work on it. */
function readQueue(
  context: RequestContext,
  name: string,
  whose: 'see' | 'work' = 'see',
): { queue: Queue; worker: Worker } {
  requireViewer(context);
  const queue = queues.find(name);
  if (queue === null) throw badInput('queue', 'queue.noSuchQueue');
  return { queue, worker: requireHolder(context, queue[whose]) };
}

async function stateOf(
  context: RequestContext,
  queue: Queue,
  worker: Worker,
  search: string | null,
): Promise<QueueState> {
  const { name, label, path, topics } = queue;
  const figures = await queue.figures(context, worker, search);
  return Object.assign(new QueueState(), {
    name,
    label: translate(context.language, label),
    path,
    topics,
    viewerWorks: holds(worker, queue.work),
    ...figures,
  });
}

/** Returns the figures of the queues that the viewer may see. Donors and signed-out visitors see none. */
export async function listQueueStates(context: RequestContext): Promise<QueueState[]> {
  const { viewer } = context;
  if (viewer === null) return [];
  const worked = queues.all().filter((queue) => holds(viewer, queue.see));
  return Promise.all(worked.map((queue) => stateOf(context, queue, viewer, null)));
}

/** Returns the figures of one queue: of all its items, or of what a search finds. */
export async function getQueueState(
  context: RequestContext,
  name: string,
  rawSearch: string | null | undefined,
): Promise<QueueState> {
  const { queue, worker } = readQueue(context, name);
  return stateOf(context, queue, worker, readSearch(rawSearch));
}

async function withLookers(
  context: RequestContext,
  queue: Queue,
  worker: Worker,
  items: readonly WaitingItem[],
): Promise<QueueItem[]> {
  const now = context.clock.now();
  const claims =
    items.length === 0 || !holds(worker, queue.work)
      ? []
      : await context.db.read.find(QueueClaim, {
          where: { queue: queue.name, itemId: In(items.map(({ id }) => id)), until: MoreThan(now) },
          order: { since: 'ASC', userId: 'ASC' },
        });
  const others = claims.filter(({ userId }) => userId !== worker.userId);
  const names = await namesOf(context, [...new Set(others.map(({ userId }) => userId))]);
  return items.map(({ id, cameAt, deadline }) =>
    Object.assign(new QueueItem(), {
      id,
      cameAt,
      deadline,
      isOverdue: deadline !== null && deadline < now,
      lookedAtBy: others
        .filter(({ itemId }) => itemId === id)
        .map(({ userId, since }) => Object.assign(new QueueLooker(), { name: names.get(userId) ?? '', since })),
    }),
  );
}

/** Returns the state of items. Leaves out items that no longer wait. */
export async function listQueueItems(
  context: RequestContext,
  name: string,
  rawIds: readonly string[],
): Promise<QueueItem[]> {
  const { queue, worker } = readQueue(context, name);
  const ids = readList('ids', rawIds, ITEMS).filter(isItemId);
  return withLookers(context, queue, worker, await queue.waitingOf(context, worker, ids));
}

/**
 * Records that the viewer has an item open, or still has it open. It replaces the viewer's earlier claim in the same
 * queue. It does not keep others from opening or deciding the item. Returns whether the item still waits.
 */
export async function claimItem(context: RequestContext, name: string, id: string): Promise<boolean> {
  const { queue, worker } = readQueue(context, name, 'work');
  const { userId } = worker;
  if (!isItemId(id)) throw notFound('id');
  if ((await queue.waitingOf(context, worker, [id])).length === 0) return false;
  await context.db.transact(async (tx) => {
    // The lock orders two pages of one person.
    await tx.lock(User, { id: userId });
    const key = { queue: queue.name, userId };
    const before = await tx.manager.findOneBy(QueueClaim, key);
    const isSame = before !== null && before.itemId === id && before.until > tx.now;
    const claim = { itemId: id, since: isSame ? before.since : tx.now, until: new Date(tx.now.getTime() + CLAIM_MS) };
    if (before === null) await tx.manager.insert(QueueClaim, { ...key, ...claim });
    else await tx.manager.update(QueueClaim, key, claim);
    // A renewal changes nothing that others see.
    if (!isSame) tx.changed(CLAIMS);
  });
  return true;
}

/**
 * Records that the viewer has closed an item. A deputy closes it for the absent colleagues as well. Returns whether the
 * viewer had it open until then.
 */
export async function releaseItem(context: RequestContext, name: string, id: string): Promise<boolean> {
  const { queue, worker } = readQueue(context, name, 'work');
  if (!isItemId(id)) throw notFound('id');
  const people = [worker.userId, ...(await absentColleaguesOf(context, worker.userId))];
  return context.db.transact(async (tx) => {
    const claims = await tx.manager.findBy(QueueClaim, { queue: queue.name, itemId: id, userId: In(people) });
    await tx.manager.delete(QueueClaim, { queue: queue.name, itemId: id, userId: In(people) });
    const open = claims.filter(({ until }) => until > tx.now);
    if (open.length > 0) tx.changed(CLAIMS);
    return open.some(({ userId }) => userId === worker.userId);
  });
}
