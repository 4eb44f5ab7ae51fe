import { IsNull, Not } from 'typeorm';
import { requireViewer, type RequestContext, type Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { badInput } from '../../errors.js';
import { translate, type Language } from '../../messages/index.js';
import { User } from '../identity/index.js';
import { noticeKinds } from './notice-kinds.js';
import { Notice, NoticeChoice, NoticePreferences, type NoticeSetting } from './notice.entities.js';
import { NoticeTopic, NoticeWay, type NoticeLanguage } from './notice.enums.js';
import { endOfQuiet, languagesOf, planMail } from './telling.rules.js';

export const topicLabel = (language: Language, topic: NoticeTopic): string =>
  translate(language, `notice.topic.${topic}`);

/** Returns every topic, with how the viewer is told of it. */
export async function listSettings(context: RequestContext): Promise<NoticeSetting[]> {
  const { userId } = requireViewer(context);
  const choices = await context.db.read.findBy(NoticeChoice, { userId });
  const ways = new Map(choices.map(({ topic, way }) => [topic, way]));
  return Object.values(NoticeTopic).map((topic) => ({
    topic,
    label: topicLabel(context.language, topic),
    kinds: noticeKinds
      .all()
      .filter(({ topics }) => topics.includes(topic))
      .map(({ label }) => translate(context.language, label)),
    way: ways.get(topic) ?? NoticeWay.AT_ONCE,
  }));
}

export async function ownPreferences(context: RequestContext): Promise<NoticePreferences> {
  const { userId } = requireViewer(context);
  return (await context.db.read.findOneBy(NoticePreferences, { userId })) ?? noPreferences(userId);
}

export const noPreferences = (userId: string): NoticePreferences =>
  Object.assign(new NoticePreferences(), { userId, language: null, quietFrom: null, quietUntil: null });

/** Sets how the viewer is told of a topic. Mails that wait for their time follow it. */
export async function setNoticeWay(context: RequestContext, topic: NoticeTopic, way: NoticeWay): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact((tx) => chooseWay(tx, userId, topic, way));
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Stores a choice, and plans the mails that wait by it. */
export async function chooseWay(tx: Tx, userId: string, topic: NoticeTopic, way: NoticeWay): Promise<void> {
  // The lock orders two requests that arrive at once from two windows.
  await tx.lock(User, { id: userId });
  await tx.manager.delete(NoticeChoice, { userId, topic });
  await tx.manager.insert(NoticeChoice, { userId, topic, way });
  const waiting = { userId, topic, mailDueAt: Not(IsNull()) };
  const plan = planMail(way, tx.now);
  // A mail of which an attempt was made may have arrived, so it keeps its time unless it is no longer wanted.
  await tx.manager.update(Notice, way === NoticeWay.INBOX ? waiting : { ...waiting, mailAttempts: 0 }, plan);
}

export const setNoticeLanguage = (context: RequestContext, language: NoticeLanguage): Promise<User> =>
  setPreferences(context, { language });

/** Sets the hours in which nothing is mailed to the viewer. Throws BAD_USER_INPUT for one hour without the other. */
export async function setQuietHours(
  context: RequestContext,
  quietFrom: number | null,
  quietUntil: number | null,
): Promise<User> {
  requireViewer(context);
  for (const [field, hour, other] of [
    ['from', quietFrom, quietUntil],
    ['until', quietUntil, quietFrom],
  ] as const) {
    if (hour === null && other !== null) throw badInput(field, 'notice.quiet.both');
    if (hour !== null && (hour < 0 || hour > 23)) throw badInput(field, 'notice.quiet.hour', { min: 0, max: 23 });
  }
  if (quietFrom !== null && quietFrom === quietUntil) throw badInput('until', 'notice.quiet.same');
  return setPreferences(context, { quietFrom, quietUntil });
}

async function setPreferences(context: RequestContext, changes: Partial<NoticePreferences>): Promise<User> {
  const { userId } = requireViewer(context);
  await context.db.transact(async (tx) => {
    await tx.lock(User, { id: userId });
    const before = (await tx.manager.findOneBy(NoticePreferences, { userId })) ?? noPreferences(userId);
    await tx.manager.delete(NoticePreferences, { userId });
    await tx.manager.insert(NoticePreferences, { ...before, ...changes });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}

/** Returns the language of a person's mail, where it is known, and the end of the quiet hours in which the person is now. */
export async function whenAndHow(
  { db, clock }: Services,
  userId: string,
): Promise<{ readonly language: Language | null; readonly quietUntil: Date | null }> {
  const preferences = (await db.read.findOneBy(NoticePreferences, { userId })) ?? noPreferences(userId);
  const { language } = preferences;
  return {
    language: language === null ? null : languagesOf(language)[0]!,
    quietUntil: endOfQuiet(preferences, clock.now()),
  };
}
