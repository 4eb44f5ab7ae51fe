import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { open, seal } from '../../lib/sealed.js';
import type { Language } from '../../messages/index.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';
import { GuestAddress, GuestNotice } from './guest-address.entity.js';
import { NoticeLanguage } from './notice.enums.js';

export const guestEmail: SealedColumn = { table: 'guest_addresses', key: 'id', column: 'email_sealed' };

/** Returns the row of an address for the thing with this id. The caller inserts it together with the thing. */
export const newGuestAddress = (
  { env }: Pick<Services, 'env'>,
  {
    id,
    email,
    language,
    createdAt,
    checkAt,
  }: Omit<GuestAddress, 'emailSealed' | 'language'> & {
    readonly email: string;
    readonly language: Language;
  },
): GuestAddress => ({
  id,
  emailSealed: seal(dataKeysOf(env), email, placeOf(guestEmail)),
  language: language === 'en' ? NoticeLanguage.EN : NoticeLanguage.ZH_CN,
  createdAt,
  checkAt,
});

export const openGuestEmail = ({ env }: Pick<Services, 'env'>, { emailSealed }: GuestAddress): string =>
  open(dataKeysOf(env), emailSealed, placeOf(guestEmail));

/** Removes an address with everything that waits to be mailed there. Returns whether it was still there. */
export async function forgetGuestAddress(tx: Tx, id: string): Promise<boolean> {
  // Deleted first, so that a follower that stores a notification at the same moment waits or fails, and tries again.
  await tx.manager.delete(GuestNotice, { addressId: id });
  const { affected } = await tx.manager.delete(GuestAddress, { id });
  return affected === 1;
}
