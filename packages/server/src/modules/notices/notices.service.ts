import { In, IsNull } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, requireViewer, type RequestContext, type Services } from '../../context.js';
import { readId, readList } from '../../input.js';
import { mailData } from '../../lib/mail-text.js';
import { translate, type Language } from '../../messages/index.js';
import { User } from '../identity/index.js';
import { noticeKinds, type NoticeWords } from './notice-kinds.js';
import { Notice, NoticeEvent } from './notice.entities.js';
import type { NoticeTopic } from './notice.enums.js';
import { OWN_NOTICES } from './notices.topics.js';

/** New notifications are counted only up to this number. */
const MAX_COUNTED = 100;

const eventLoader = defineLoader<string, NoticeEvent>(async ({ db }, ids) => {
  const events = new Map((await db.read.findBy(NoticeEvent, { id: In([...ids]) })).map((event) => [event.id, event]));
  return ids.map((id) => events.get(id)!);
});

/** Returns the viewer's notifications of a topic or of all topics, newest first. */
export function listNotices(
  context: RequestContext,
  args: PageArgs,
  { topic, unread }: { topic: NoticeTopic | null; unread: boolean },
): Promise<Page<Notice>> {
  const { userId } = requireViewer(context);
  const query = context.db.read.createQueryBuilder(Notice, 'notice').where('notice.userId = :userId', { userId });
  if (topic !== null) query.andWhere('notice.topic = :topic', { topic });
  if (unread) query.andWhere('notice.readAt IS NULL');
  return paginate(query, [{ column: 'notice.id', of: ({ id }) => id, direction: 'DESC' }], args);
}

export async function countUnread(context: RequestContext): Promise<number> {
  const { userId } = requireViewer(context);
  return (
    await context.db.read.find(Notice, { select: { id: true }, where: { userId, readAt: IsNull() }, take: MAX_COUNTED })
  ).length;
}

/** Returns the notification in the words of its kind and in the viewer's language. */
export async function wordsOf(context: RequestContext, notice: Notice): Promise<NoticeWords> {
  const event = await eventLoader(context).load(notice.eventId);
  const kind = noticeKinds.find(event.kind);
  if (kind === null) return { title: translate(context.language, 'notice.unknown'), text: '', path: '/notices' };
  return kind.words(context.language, JSON.parse(event.data) as object, JSON.parse(notice.data) as object);
}

export const kindOf = async (context: RequestContext, notice: Notice): Promise<string> =>
  (await eventLoader(context).load(notice.eventId)).kind;

/**
 * Marks the viewer's notifications with these ids as read, or all when no ids are given. Notifications of other people
 * do not change.
 */
export async function readNotices(
  context: RequestContext,
  rawIds: readonly string[] | null | undefined,
): Promise<User> {
  const { userId } = requireViewer(context);
  const ids =
    rawIds == null
      ? null
      : readList('ids', rawIds, { min: 1, max: 100 }).map((id, index) => readId(`ids.${index}`, id));
  await context.db.transact(async (tx) => {
    await tx.manager.update(
      Notice,
      { userId, readAt: IsNull(), ...(ids !== null && { id: In(ids) }) },
      { readAt: tx.now },
    );
    tx.changed(OWN_NOTICES.of(userId));
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** The subject line of a notification and the page to which it leads, for one who is told by another way than mail. */
export async function subjectOf(
  { db }: Services,
  id: string,
  language: Language,
): Promise<(Pick<NoticeWords, 'title' | 'path'> & { readonly isRead: boolean }) | null> {
  const notice = await db.read.findOneBy(Notice, { id });
  const event = notice === null ? null : await db.read.findOneBy(NoticeEvent, { id: notice.eventId });
  const kind = event === null ? null : noticeKinds.find(event.kind);
  if (notice === null || event === null || kind === null) return null;
  const { title, path } = kind.words(
    language,
    mailData(JSON.parse(event.data) as object),
    mailData(JSON.parse(notice.data) as object),
  );
  return { title, path, isRead: notice.readAt !== null };
}
