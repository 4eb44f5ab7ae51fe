import { LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { emailsOf } from '../identity/index.js';
import { findNoticeKind } from './notice-kinds.js';
import { Notice, NoticeEvent } from './notice.entities.js';

/** Letters that one look sends. */
const LETTERS_AT_ONCE = 50;
/** How long after each attempt the next one comes, unless that one succeeded; after the last there is none. */
const NEXT_ATTEMPT_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000] as const;
/** So many failures in a row mean that the mail server does not take letters now. */
const FAILURES_TO_STOP = 3;

/** Letters under way in this process: a slow mail server must not be asked by more and more at once. */
const underWay = new WeakMap<Services, Promise<void>>();

/** Mails the notices that are due. A letter may arrive twice if the process dies in between, and never more than five times. */
export async function mailDueNotices(services: Services, signal?: AbortSignal): Promise<void> {
  await underWay.get(services);
  const run = underWay.get(services) ?? mailBatch(services, signal).finally(() => underWay.delete(services));
  underWay.set(services, run);
  await run;
}

async function mailBatch(services: Services, signal: AbortSignal | undefined): Promise<void> {
  const due = await services.db.read.find(Notice, { where: { mailDueAt: LessThanOrEqual(services.clock.now()) }, order: { mailDueAt: 'ASC', id: 'ASC' }, take: LETTERS_AT_ONCE });
  let failures = 0;
  for (const { id } of due) {
    signal?.throwIfAborted();
    const notice = await claim(services, id);
    if (notice === null) continue;
    try {
      const letter = await letterOf(services, notice);
      if (letter !== null) await services.mailer.send(letter, signal);
      await services.db.transact((tx) => tx.manager.update(Notice, { id }, { mailDueAt: null }));
      failures = 0;
    } catch (error) {
      // Without the words of the mail server, which may repeat the address.
      services.log.warn({ code: (error as NodeJS.ErrnoException).code, notice: id, attempt: notice.mailAttempts }, 'a notice could not be mailed');
      failures += 1;
      if (failures === FAILURES_TO_STOP) throw new Error(`the mail server took none of ${FAILURES_TO_STOP} letters in a row`);
    }
  }
}

/** Takes a letter on, so that no other node sends it, and so that one which cannot be sent comes up later and not for ever. */
function claim({ db }: Services, id: string): Promise<Notice | null> {
  return db.transact(async (tx) => {
    const notice = await tx.lock(Notice, { id });
    if (notice === null || notice.mailDueAt === null || notice.mailDueAt > tx.now) return null;
    const wait = NEXT_ATTEMPT_MS[notice.mailAttempts];
    Object.assign(notice, { mailAttempts: notice.mailAttempts + 1, mailDueAt: wait === undefined ? null : new Date(tx.now.getTime() + wait) });
    await tx.manager.update(Notice, { id }, { mailAttempts: notice.mailAttempts, mailDueAt: notice.mailDueAt });
    return notice;
  });
}

/** The letter, in every language of ours: an account does not say which one its holder reads. */
async function letterOf(services: Services, notice: Notice): Promise<Mail | null> {
  const event = await services.db.read.findOneByOrFail(NoticeEvent, { id: notice.eventId });
  const kind = findNoticeKind(event.kind);
  const to = (await emailsOf(services, [notice.userId])).get(notice.userId);
  if (kind === null || to === undefined) return null;
  const { publicUrl } = services.env;
  const written = LANGUAGES.map((language) => {
    const { title, text, path } = kind.words(language, JSON.parse(event.data) as object, JSON.parse(notice.data) as object);
    return { title, text: translate(language, 'notice.mail.text', { text, link: publicUrl + path, settings: `${publicUrl}/account#notices` }) };
  });
  return { to, subject: written.map(({ title }) => title).join(' / '), text: `${written.map(({ text }) => text).join('\n\n---\n\n')}\n` };
}
