import type { Services } from '../../context.js';
import { defineDueLetters } from '../../due-letters.js';
import { mailData } from '../../lib/mail-text.js';
import type { Mail } from '../../mail.js';
import { LANGUAGES, translate } from '../../messages/index.js';
import { verifiedEmailsOf } from '../identity/index.js';
import { noticeKinds } from './notice-kinds.js';
import { Notice, NoticeEvent } from './notice.entities.js';

/** Mails the notifications that are due. */
export const mailDueNotices = defineDueLetters(Notice, letterOf);

/**
 * Returns the letter in all our languages, because an account does not store which one its holder reads. An address
 * that nobody has verified gets none. Texts that somebody typed hold no link.
 */
async function letterOf(services: Services, notice: Notice): Promise<Mail | null> {
  const event = await services.db.read.findOneByOrFail(NoticeEvent, { id: notice.eventId });
  const kind = noticeKinds.find(event.kind);
  const to = (await verifiedEmailsOf(services, [notice.userId])).get(notice.userId);
  if (kind === null || to === undefined) return null;
  const { publicUrl } = services.env;
  const written = LANGUAGES.map((language) => {
    const { title, text, path } = kind.words(
      language,
      mailData(JSON.parse(event.data) as object),
      mailData(JSON.parse(notice.data) as object),
    );
    return {
      title,
      text: translate(language, 'notice.mail.text', {
        text,
        link: publicUrl + path,
        settings: `${publicUrl}/account#notices`,
      }),
    };
  });
  return {
    to,
    subject: written.map(({ title }) => title).join(' / '),
    text: `${written.map(({ text }) => text).join('\n\n---\n\n')}\n`,
  };
}
