import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import { open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';

type Keys = Pick<Services, 'env'>;

export const taxNumber: SealedColumn = { table: 'invoice_titles', key: 'id', column: 'tax_number_sealed' };

export const sealTaxNumber = ({ env }: Keys, number: string | null): string | null =>
  number === null ? null : seal(dataKeysOf(env), number, placeOf(taxNumber));

export const openTaxNumber = ({ env }: Keys, sealed: string | null): string | null =>
  sealed === null ? null : open(dataKeysOf(env), sealed, placeOf(taxNumber));
