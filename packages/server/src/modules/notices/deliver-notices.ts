import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { insertRows } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { GuestAddress, GuestNotice } from './guest-address.entity.js';
import { tellGuestsOnce } from './guest-addresses.service.js';
import { noticeKinds, noticeTellers, topicOf, type AnyNoticeKind } from './notice-kinds.js';
import { Notice, NoticeChoice, NoticeEvent } from './notice.entities.js';
import { NoticeWay } from './notice.enums.js';
import { OWN_NOTICES } from './notices.topics.js';
import { planMail } from './telling.rules.js';

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
  const kind = noticeKinds.find(event.kind);
  // When this version no longer has the event's kind, nobody is notified.
  const concerned = (await kind?.recipients(services, JSON.parse(event.data) as object)) ?? new Map<string, object>();
  const recipients = await tellGuestsOnce(services, concerned, (own) => kind?.isGeneral?.(own) === true);
  const userIds = [...recipients.keys()].sort();
  while (!(await deliverNext(services, event, kind, userIds, recipients)));
}

/** Notifies the next recipients. Returns whether there are no more. */
function deliverNext(
  services: Services,
  { id }: NoticeEvent,
  kind: AnyNoticeKind | null,
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
    // Guests are told by mail alone: they have no page.
    const guests =
      next.length === 0 ? [] : await tx.manager.find(GuestAddress, { select: { id: true }, where: { id: In(next) } });
    const guestIds = new Set(guests.map(({ id: guestId }) => guestId));
    const people = next.filter((recipient) => !guestIds.has(recipient));
    insertRows(
      tx,
      GuestNotice,
      guests.map((guest) => ({
        id: newId(event.createdAt),
        eventId: id,
        addressId: guest.id,
        data: JSON.stringify(recipients.get(guest.id)),
        createdAt: event.createdAt,
        mailDueAt: tx.now,
        mailAttempts: 0,
      })),
    );
    const choices = next.length === 0 ? [] : await tx.manager.findBy(NoticeChoice, { userId: In(next) });
    const ways = new Map(choices.map(({ userId, topic, way }) => [`${userId} ${topic}`, way]));
    const notices = people.map((userId) => {
      const own = recipients.get(userId)!;
      const topic = topicOf(kind!, own);
      const way = ways.get(`${userId} ${topic}`) ?? NoticeWay.AT_ONCE;
      return { id: newId(event.createdAt), userId, topic, way, own };
    });
    insertRows(
      tx,
      Notice,
      notices.map(({ way, own, ...notice }) => ({
        ...notice,
        eventId: id,
        data: JSON.stringify(own),
        createdAt: event.createdAt,
        readAt: null,
        mailAttempts: 0,
        ...planMail(way, tx.now),
      })),
    );
    if (notices.length > 0) for (const tell of noticeTellers) await tell(tx, notices);
    for (const userId of people) tx.changed(OWN_NOTICES.of(userId));
    const done = next.length < RECIPIENTS_AT_ONCE;
    await tx.manager.update(NoticeEvent, { id }, { toldUpTo: next.at(-1) ?? toldUpTo, ...(done && { dueAt: null }) });
    return done;
  });
}
