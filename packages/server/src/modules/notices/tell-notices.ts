import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { findNoticeKind } from './notice-kinds.js';
import { Notice, NoticeEvent, NoticeMailRefusal } from './notice.entities.js';

/** Events that one look takes on. */
const EVENTS_AT_ONCE = 20;
/** People told in one transaction. */
const RECIPIENTS_AT_ONCE = 1_000;
/** One that cannot be told now waits, so that it keeps no other waiting. */
const RETRY_MS = 60_000;

/**
 * Tells what is due to be told. Each person is told of an event once, however often this is interrupted and however many nodes
 * do it at the same time: who was told, and how far the event has come, is one transaction under the event's lock.
 */
export async function tellDueNotices(services: Services): Promise<void> {
  const due = await services.db.read.find(NoticeEvent, { where: { dueAt: LessThanOrEqual(services.clock.now()) }, order: { dueAt: 'ASC', id: 'ASC' }, take: EVENTS_AT_ONCE });
  for (const event of due) {
    try {
      await tell(services, event);
    } catch (error) {
      services.log.error({ err: error, event: event.id, kind: event.kind }, 'an event could not be told');
      await services.db.transact((tx) => tx.manager.update(NoticeEvent, { id: event.id, dueAt: event.dueAt! }, { dueAt: new Date(tx.now.getTime() + RETRY_MS) }));
    }
  }
}

async function tell(services: Services, event: NoticeEvent): Promise<void> {
  // Of a kind that this version no longer has, nobody can be told anything.
  const recipients: ReadonlyMap<string, object> = (await findNoticeKind(event.kind)?.recipients(services, JSON.parse(event.data) as object)) ?? new Map();
  const userIds = [...recipients.keys()].sort();
  while (!(await tellNextOf(services, event, userIds, recipients)));
}

/** Tells the next people in line; answers whether there are no more. */
function tellNextOf(services: Services, { id, kind }: NoticeEvent, userIds: readonly string[], recipients: ReadonlyMap<string, object>): Promise<boolean> {
  return services.db.transact(async (tx) => {
    const event = await tx.lock(NoticeEvent, { id });
    if (event === null || event.dueAt === null) return true;
    const { toldUpTo } = event;
    const next = (toldUpTo === null ? userIds : userIds.filter((userId) => userId > toldUpTo)).slice(0, RECIPIENTS_AT_ONCE);
    const refusals = next.length === 0 ? [] : await tx.manager.findBy(NoticeMailRefusal, { kind, userId: In(next) });
    const unmailed = new Set(refusals.map(({ userId }) => userId));
    insertRows(tx, Notice, next.map((userId) => ({
      id: newId(event.createdAt),
      eventId: id,
      userId,
      data: JSON.stringify(recipients.get(userId)),
      createdAt: event.createdAt,
      readAt: null,
      mailDueAt: unmailed.has(userId) ? null : tx.now,
      mailAttempts: 0,
    })));
    const done = next.length < RECIPIENTS_AT_ONCE;
    await tx.manager.update(NoticeEvent, { id }, { toldUpTo: next.at(-1) ?? toldUpTo, ...(done && { dueAt: null }) });
    return done;
  });
}
