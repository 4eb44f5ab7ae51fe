import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { DAY_MS } from '../../lib/days.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { KeptDonorName, Pledge } from './pledge.entity.js';
import { guestText } from './pledge.rules.js';

type Keys = Pick<Services, 'env'>;

export const donorPhone: SealedColumn = {
  table: 'donors',
  key: 'id',
  column: 'phone_sealed',
  plain: 'guest_phone',
  index: { column: 'guest_key', with: 'guest_name', text: (phone, name) => guestText({ name, phone })! },
};

export const keptName: SealedColumn = { table: 'kept_donor_names', key: 'pledge_id', column: 'name_sealed' };

export const sealPhone = ({ env }: Keys, phone: string | null): string | null =>
  phone === null ? null : seal(dataKeysOf(env), phone, placeOf(donorPhone));

export const openPhone = ({ env }: Keys, sealed: string): string => open(dataKeysOf(env), sealed, placeOf(donorPhone));

/** The key by which a returning guest is found. Null without a phone. */
export function guestKey({ env }: Keys, guest: { name: string; phone: string | null }): string | null {
  const text = guestText(guest);
  return text === null ? null : blindIndexes(dataKeysOf(env), text, placeOf(donorPhone))[0];
}

/** Vouchers of the accounts are kept for 30 years. */
const NAME_KEPT_MS = 30 * 365.25 * DAY_MS;

/** Keeps the names on the receipts of a person who closes the account, apart from everything else. */
export async function keepReceiptNames({ env }: Services, tx: Tx, userId: string): Promise<void> {
  const gifts = await tx.manager
    .createQueryBuilder(Pledge, 'pledge')
    .select(['pledge.id', 'pledge.donorName', 'pledge.paidAt'])
    .where('pledge.userId = :userId AND pledge.paidAt IS NOT NULL', { userId })
    .getMany();
  insertRows(
    tx,
    KeptDonorName,
    gifts.map(({ id, donorName, paidAt }) => ({
      pledgeId: id,
      nameSealed: seal(dataKeysOf(env), donorName, placeOf(keptName)),
      keptUntil: new Date(paidAt!.getTime() + NAME_KEPT_MS),
    })),
  );
}

export const openKeptName = ({ env }: Keys, sealed: string): string => open(dataKeysOf(env), sealed, placeOf(keptName));
