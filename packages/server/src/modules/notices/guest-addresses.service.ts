import { In } from 'typeorm';
import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import type { Language } from '../../messages/index.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';
import { GuestAddress, GuestNotice } from './guest-address.entity.js';
import { NoticeLanguage } from './notice.enums.js';

/** How many addresses one query reads. */
const ADDRESSES_AT_ONCE = 1_000;

export const guestEmail: SealedColumn = { table: 'guest_addresses', key: 'id', column: 'email_sealed' };

/** Returns the digests that an address may have: the one of the newest key first. Capitals make no other address. */
const emailKeys = ({ env }: Pick<Services, 'env'>, email: string) =>
  blindIndexes(dataKeysOf(env), email.toLowerCase(), 'guest_addresses.email_key');

/** Returns the row of an address for the thing with this id. The caller inserts it together with the thing. */
export const newGuestAddress = (
  { env }: Pick<Services, 'env'>,
  {
    id,
    email,
    language,
    createdAt,
    checkAt,
  }: Omit<GuestAddress, 'emailSealed' | 'emailKey' | 'language'> & {
    readonly email: string;
    readonly language: Language;
  },
): GuestAddress => ({
  id,
  emailSealed: seal(dataKeysOf(env), email, placeOf(guestEmail)),
  emailKey: emailKeys({ env }, email)[0],
  language: language === 'en' ? NoticeLanguage.EN : NoticeLanguage.ZH_CN,
  createdAt,
  checkAt,
});

export const openGuestEmail = ({ env }: Pick<Services, 'env'>, { emailSealed }: GuestAddress): string =>
  open(dataKeysOf(env), emailSealed, placeOf(guestEmail));

/**
 * Removes what a guest left at this and all other gifts, because a person who wants no more mail does not know how many
 * gifts there were.
 */
export async function forgetGuest(services: Pick<Services, 'env'>, tx: Tx, id: string): Promise<void> {
  const address = await tx.manager.findOneBy(GuestAddress, { id });
  if (address === null) return;
  const others = await tx.manager.find(GuestAddress, {
    select: { id: true },
    where: { emailKey: In(emailKeys(services, openGuestEmail(services, address))) },
  });
  for (const one of [...new Set([id, ...others.map((other) => other.id)])].sort()) await forgetGuestAddress(tx, one);
}

/**
 * Removes all but one of the recipients to whose address the same words would be mailed: gifts of one guest. Words that
 * are general go only to an address that gets no others. The recipient with the smallest id stays, so that a repeated
 * delivery chooses the same one.
 */
export async function tellGuestsOnce(
  services: Pick<Services, 'db' | 'env'>,
  recipients: ReadonlyMap<string, object>,
  isGeneral: (own: object) => boolean,
): Promise<ReadonlyMap<string, object>> {
  const ids = [...recipients.keys()].sort();
  const once = new Map(recipients);
  const told = new Set<string>();
  const toldInParticular = new Set<string>();
  const general = new Map<string, string>();
  for (let at = 0; at < ids.length; at += ADDRESSES_AT_ONCE) {
    const addresses = await services.db.read.find(GuestAddress, {
      where: { id: In(ids.slice(at, at + ADDRESSES_AT_ONCE)) },
      order: { id: 'ASC' },
    });
    for (const address of addresses) {
      const own = recipients.get(address.id)!;
      const email = openGuestEmail(services, address).toLowerCase();
      if (isGeneral(own)) general.set(address.id, email);
      else toldInParticular.add(email);
      const mail = JSON.stringify([email, own]);
      if (told.has(mail)) once.delete(address.id);
      else told.add(mail);
    }
  }
  for (const [id, email] of general) if (toldInParticular.has(email)) once.delete(id);
  return once;
}

/** Removes an address with everything that waits to be mailed there. Returns whether it was still there. */
export async function forgetGuestAddress(tx: Tx, id: string): Promise<boolean> {
  // Deleted first, so that a follower that stores a notification at the same moment waits or fails, and tries again.
  await tx.manager.delete(GuestNotice, { addressId: id });
  const { affected } = await tx.manager.delete(GuestAddress, { id });
  return affected === 1;
}
