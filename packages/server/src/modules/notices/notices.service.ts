import { In, IsNull } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, requireViewer, type RequestContext } from '../../context.js';
import { badInput } from '../../errors.js';
import { readId, readList } from '../../input.js';
import { translate } from '../../messages/index.js';
import { User } from '../identity/index.js';
import { findNoticeKind, listNoticeKinds, type NoticeWords } from './notice-kinds.js';
import { Notice, NoticeEvent, NoticeMailRefusal, type NoticeSetting } from './notice.entities.js';

/** Above this many, new notices are no longer counted one by one. */
const MAX_COUNTED = 100;

const eventLoader = defineLoader<string, NoticeEvent>(async ({ db }, ids) => {
  const events = new Map((await db.read.findBy(NoticeEvent, { id: In([...ids]) })).map((event) => [event.id, event]));
  return ids.map((id) => events.get(id)!);
});

/** The viewer's notices, newest first. */
export function listNotices(context: RequestContext, args: PageArgs): Promise<Page<Notice>> {
  const { userId } = requireViewer(context);
  const query = context.db.read.createQueryBuilder(Notice, 'notice').where('notice.userId = :userId', { userId });
  return paginate(query, [{ column: 'notice.id', of: ({ id }) => id, direction: 'DESC' }], args);
}

export async function countUnread(context: RequestContext): Promise<number> {
  const { userId } = requireViewer(context);
  return (await context.db.read.find(Notice, { select: { id: true }, where: { userId, readAt: IsNull() }, take: MAX_COUNTED })).length;
}

/** The notice in the words of its kind, in the language of whoever asks. */
export async function wordsOf(context: RequestContext, notice: Notice): Promise<NoticeWords> {
  const event = await eventLoader(context).load(notice.eventId);
  const kind = findNoticeKind(event.kind);
  if (kind === null) return { title: translate(context.language, 'notice.unknown'), text: '', path: '/notices' };
  return kind.words(context.language, JSON.parse(event.data) as object, JSON.parse(notice.data) as object);
}

export const kindOf = async (context: RequestContext, notice: Notice): Promise<string> => (await eventLoader(context).load(notice.eventId)).kind;

/** Marks notices of the viewer's as read: these, or all. Those of other people are nobody's business, and stay as they are. */
export async function readNotices(context: RequestContext, rawIds: readonly string[] | null | undefined): Promise<User> {
  const { userId } = requireViewer(context);
  const ids = rawIds == null ? null : readList('ids', rawIds, { min: 1, max: 100 }).map((id, index) => readId(`ids.${index}`, id));
  await context.db.transact((tx) => tx.manager.update(Notice, { userId, readAt: IsNull(), ...(ids !== null && { id: In(ids) }) }, { readAt: tx.now }));
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Every kind, with whether the viewer wants it by mail. */
export async function listSettings(context: RequestContext): Promise<NoticeSetting[]> {
  const { userId } = requireViewer(context);
  const refused = new Set((await context.db.read.findBy(NoticeMailRefusal, { userId })).map(({ kind }) => kind));
  return listNoticeKinds().map(({ name, label }) => ({ kind: name, label: translate(context.language, label), mailed: !refused.has(name) }));
}

/** Whether notices of a kind come by mail from now on. Letters that are on their way stay so. */
export async function setNoticeMail(context: RequestContext, kind: string, mailed: boolean): Promise<User> {
  const { userId } = requireViewer(context);
  if (findNoticeKind(kind) === null) throw badInput('kind', 'notice.noSuchKind');
  await context.db.transact(async (tx) => {
    // Two answers at once, from two windows, come one after the other.
    await tx.lock(User, { id: userId });
    await tx.manager.delete(NoticeMailRefusal, { userId, kind });
    if (!mailed) await tx.manager.insert(NoticeMailRefusal, { userId, kind });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}
