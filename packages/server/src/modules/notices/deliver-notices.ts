import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { noticeKinds } from './notice-kinds.js';
import { Notice, NoticeEvent, NoticeMailRefusal } from './notice.entities.js';
import { OWN_NOTICES } from './notices.topics.js';

/** How many events one run takes. */
const EVENTS_AT_ONCE = 20;
/** How many people one transaction notifies. */
const RECIPIENTS_AT_ONCE = 1_000;
/** How long an event waits after a failure, so that it does not block other events. */
const RETRY_MS = 60_000;

/**
 * Notifies the recipients of all due events. Each person is notified of an event once, even after interruptions and
 * with several nodes at the same time. One transaction, under the event's lock, stores both the notifications and how
 * far the event has come.
 */
export async function deliverDueNotices(services: Services): Promise<void> {
  const due = await services.db.read.find(NoticeEvent, {
    where: { dueAt: LessThanOrEqual(services.clock.now()) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: EVENTS_AT_ONCE,
  });
  for (const event of due) {
    try {
      await deliver(services, event);
    } catch (error) {
      services.log.error({ err: error, event: event.id, kind: event.kind }, 'an event could not be told');
      await services.db.transact((tx) =>
        tx.manager.update(
          NoticeEvent,
          { id: event.id, dueAt: event.dueAt! },
          { dueAt: new Date(tx.now.getTime() + RETRY_MS) },
        ),
      );
    }
  }
}

async function deliver(services: Services, event: NoticeEvent): Promise<void> {
  // When this version no longer has the event's kind, nobody is notified.
  const recipients: ReadonlyMap<string, object> =
    (await noticeKinds.find(event.kind)?.recipients(services, JSON.parse(event.data) as object)) ?? new Map();
  const userIds = [...recipients.keys()].sort();
  while (!(await deliverNext(services, event, userIds, recipients)));
}

/** Notifies the next recipients. Returns whether there are no more. */
function deliverNext(
  services: Services,
  { id, kind }: NoticeEvent,
  userIds: readonly string[],
  recipients: ReadonlyMap<string, object>,
): Promise<boolean> {
  return services.db.transact(async (tx) => {
    const event = await tx.lock(NoticeEvent, { id });
    if (event === null || event.dueAt === null) return true;
    const { toldUpTo } = event;
    const next = (toldUpTo === null ? userIds : userIds.filter((userId) => userId > toldUpTo)).slice(
      0,
      RECIPIENTS_AT_ONCE,
    );
    const refusals = next.length === 0 ? [] : await tx.manager.findBy(NoticeMailRefusal, { kind, userId: In(next) });
    const unmailed = new Set(refusals.map(({ userId }) => userId));
    insertRows(
      tx,
      Notice,
      next.map((userId) => ({
        id: newId(event.createdAt),
        eventId: id,
        userId,
        data: JSON.stringify(recipients.get(userId)),
        createdAt: event.createdAt,
        readAt: null,
        mailDueAt: unmailed.has(userId) ? null : tx.now,
        mailAttempts: 0,
      })),
    );
    for (const userId of next) tx.changed(OWN_NOTICES.of(userId));
    const done = next.length < RECIPIENTS_AT_ONCE;
    await tx.manager.update(NoticeEvent, { id }, { toldUpTo: next.at(-1) ?? toldUpTo, ...(done && { dueAt: null }) });
    return done;
  });
}
