import type { Services } from '../../context.js';
import { defineDueLetters } from '../../due-letters.js';
import { mailData } from '../../lib/mail-text.js';
import type { Mail } from '../../mail.js';
import { translate } from '../../messages/index.js';
import { GuestAddress, GuestNotice } from './guest-address.entity.js';
import { openGuestEmail } from './guest-addresses.service.js';
import { noticeKinds } from './notice-kinds.js';
import { NoticeEvent } from './notice.entities.js';
import { oneClickUrl, stopPage } from './stop-mail.service.js';
import { languagesOf } from './telling.rules.js';

/** Mails what guests are told of their gifts, in the language in which they gave. */
export const mailGuests = defineDueLetters({
  entity: GuestNotice,
  letterOf: (services, [notice]) => letterOf(services, notice!),
});

async function letterOf(services: Services, { eventId, addressId, data }: GuestNotice): Promise<Mail | null> {
  const address = await services.db.read.findOneBy(GuestAddress, { id: addressId });
  const event = await services.db.read.findOneBy(NoticeEvent, { id: eventId });
  const kind = event === null ? null : noticeKinds.find(event.kind);
  if (address === null || event === null || kind === null) return null;
  const [language] = languagesOf(address.language);
  const { title, text, path } = kind.words(
    language!,
    mailData(JSON.parse(event.data) as object),
    mailData(JSON.parse(data) as object),
  );
  const stop = { guest: addressId };
  return {
    to: openGuestEmail(services, address),
    subject: title,
    text: `${translate(language!, 'notice.mail.guest', {
      text,
      link: services.env.publicUrl + path,
      stop: stopPage(services, stop),
    })}\n`,
    unsubscribe: oneClickUrl(services, stop),
  };
}
