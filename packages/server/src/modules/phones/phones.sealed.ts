import { timingSafeEqual } from 'node:crypto';
import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';

type Keys = Pick<Services, 'env'>;

export const phoneNumber: SealedColumn = { table: 'account_phones', key: 'user_id', column: 'number_sealed' };
export const waitingNumber: SealedColumn = { table: 'phone_codes', key: 'user_id', column: 'number_sealed' };

export const sealNumber = ({ env }: Keys, column: SealedColumn, number: string): string =>
  seal(dataKeysOf(env), number, placeOf(column));

export const openNumber = ({ env }: Keys, column: SealedColumn, sealed: string): string =>
  open(dataKeysOf(env), sealed, placeOf(column));

interface Sent {
  readonly userId: string;
  readonly number: string;
  readonly code: string;
}

const codeKeys = ({ env }: Keys, { userId, number, code }: Sent) =>
  blindIndexes(dataKeysOf(env), JSON.stringify([userId, number, code]), 'phone_codes.code_key');

/** The keyed digest of a code, which holds for this account and number only. */
export const codeKeyOf = (services: Keys, sent: Sent): string => codeKeys(services, sent)[0];

/** Whether `codeKey` is the digest of the code. After a change of the keys, one of the old keys may have made it. */
export const isCodeOf = (services: Keys, codeKey: string, typed: Sent): boolean =>
  codeKeys(services, typed).some(
    (key) => key.length === codeKey.length && timingSafeEqual(Buffer.from(key), Buffer.from(codeKey)),
  );
