import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { defineDueLetters } from '../../due-letters.js';
import { mailData } from '../../lib/mail-text.js';
import type { Mail } from '../../mail.js';
import { translate, type Language } from '../../messages/index.js';
import { verifiedEmailsOf } from '../identity/index.js';
import { noticeKinds, type AnyNoticeKind, type NoticeWords } from './notice-kinds.js';
import { Notice, NoticeEvent, NoticePreferences } from './notice.entities.js';
import type { NoticeTopic } from './notice.enums.js';
import { oneClickUrl, stopPage } from './stop-mail.service.js';
import { endOfQuiet, languagesOf } from './telling.rules.js';
import { noPreferences, topicLabel } from './telling.service.js';

/** The most notifications that a digest tells. The rest is on the page. */
const MOST_IN_DIGEST = 50;

/** Mails the notifications that are due: each alone, or all of a digest together. */
export const mailDueNotices = defineDueLetters({ entity: Notice, letterOf, together });

async function together({ db, clock }: Services, notice: Notice): Promise<readonly Notice[]> {
  const { userId, digest } = notice;
  if (digest === null) return [notice];
  return db.read.find(Notice, {
    where: { userId, digest, mailDueAt: LessThanOrEqual(clock.now()) },
    order: { id: 'ASC' },
  });
}

/** A notification with what it takes to put it into words. */
interface Told {
  readonly kind: AnyNoticeKind;
  readonly topic: NoticeTopic;
  words(language: Language): NoticeWords;
}

/**
 * Returns the letter in the reader's language, or in all of ours when it is not known. An address that nobody has
 * verified gets none. Texts that somebody typed hold no link.
 */
async function letterOf(services: Services, notices: readonly Notice[]): Promise<Mail | Date | null> {
  const [{ userId, digest }] = notices as [Notice];
  const preferences = (await services.db.read.findOneBy(NoticePreferences, { userId })) ?? noPreferences(userId);
  const quietUntil = endOfQuiet(preferences, services.clock.now());
  if (quietUntil !== null) return quietUntil;
  const to = (await verifiedEmailsOf(services, [userId])).get(userId);
  if (to === undefined) return null;
  // What the person has read on the page needs no place in a digest.
  const told = await tell(services, digest === null ? notices : notices.filter(({ readAt }) => readAt === null));
  if (told.length === 0) return null;
  const written = languagesOf(preferences.language).map((language) =>
    digest === null ? single(services, language, userId, told[0]!) : summary(services, language, userId, digest, told),
  );
  return {
    to,
    subject: written.map(({ title }) => title).join(' / '),
    text: `${written.map(({ text }) => text).join('\n\n---\n\n')}\n`,
    unsubscribe: oneClickUrl(services, { userId, topics: topicsOf(told) }),
  };
}

/** Puts notifications into words, without those that a later one replaces and those that no kind can put into words. */
async function tell({ db }: Services, notices: readonly Notice[]): Promise<Told[]> {
  const events = new Map(
    (await db.read.findBy(NoticeEvent, { id: In(notices.map(({ eventId }) => eventId)) })).map((one) => [one.id, one]),
  );
  const told = notices.flatMap(({ eventId, data, topic }): Told[] => {
    const event = events.get(eventId)!;
    const kind = noticeKinds.find(event.kind);
    if (kind === null) return [];
    const eventData = mailData(JSON.parse(event.data) as object);
    const own = mailData(JSON.parse(data) as object);
    return [{ kind, topic, words: (language) => kind.words(language, eventData, own) }];
  });
  return told.filter(
    ({ kind }, index) => kind.replacesEarlier !== true || !told.slice(index + 1).some((later) => later.kind === kind),
  );
}

const topicsOf = (told: readonly Told[]): NoticeTopic[] => [...new Set(told.map(({ topic }) => topic))];

const settingsPage = ({ env }: Services): string => `${env.publicUrl}/account#notices`;

function single(services: Services, language: Language, userId: string, { topic, words }: Told) {
  const { title, text, path } = words(language);
  return {
    title,
    text: translate(language, 'notice.mail.text', {
      text,
      link: services.env.publicUrl + path,
      topic: topicLabel(language, topic),
      stop: stopPage(services, { userId, topics: [topic] }),
      settings: settingsPage(services),
    }),
  };
}

function summary(
  services: Services,
  language: Language,
  userId: string,
  digest: 'DAILY' | 'WEEKLY',
  told: readonly Told[],
) {
  const { publicUrl } = services.env;
  const shown = told.slice(-MOST_IN_DIGEST);
  const parts = topicsOf(shown).flatMap((topic) => [
    `— ${topicLabel(language, topic)} —`,
    ...shown
      .filter((one) => one.topic === topic)
      .map(({ words }) => {
        const { title, text, path } = words(language);
        return [`· ${title}`, ...text.split('\n'), publicUrl + path].join('\n  ');
      }),
  ]);
  if (told.length > shown.length)
    parts.push(
      translate(language, 'notice.digest.more', { more: told.length - shown.length, link: `${publicUrl}/notices` }),
    );
  const ends = topicsOf(shown).map((topic) =>
    translate(language, 'notice.digest.stop', {
      topic: topicLabel(language, topic),
      stop: stopPage(services, { userId, topics: [topic] }),
    }),
  );
  return {
    title: translate(language, `notice.digest.${digest}`, { notices: told.length }),
    text: [
      ...parts,
      [...ends, translate(language, 'notice.digest.settings', { settings: settingsPage(services) })].join('\n'),
    ].join('\n\n'),
  };
}
