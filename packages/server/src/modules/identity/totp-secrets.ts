import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';

/** The secrets of authenticator apps. Who reads them makes the same codes, so they are sealed. */
export const totpSecret: SealedColumn = {
  table: 'authenticators',
  key: 'id',
  column: 'secret_sealed',
  plain: 'secret_plain',
};

type Keys = Pick<Services, 'env'>;

export const sealTotpSecret = ({ env }: Keys, secret: string): string =>
  seal(dataKeysOf(env), secret, placeOf(totpSecret));

export const openTotpSecret = ({ env }: Keys, sealed: string): string =>
  open(dataKeysOf(env), sealed, placeOf(totpSecret));
