import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { badInput } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';

type Keys = Pick<Services, 'env'>;

const PLACE = { table: 'payee_numbers', column: 'number_sealed' };

export const payeeNumber: SealedColumn = {
  ...PLACE,
  key: 'id',
  index: { column: 'number_index', with: 'id', text: (number) => number },
};

/** Returns an account number as it is stored: 8 to 32 digits. People type it in groups, or with full-width digits. */
export function readAccountNumber(field: string, raw: string): string {
  const number = raw.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, '');
  if (!/^[0-9]{8,32}$/.test(number)) throw badInput(field, 'payee.number');
  return number;
}

/** Returns the row of a number, which the first account with this number creates. */
export async function numberIdOf(keys: Keys, tx: Tx, number: string): Promise<string> {
  const dataKeys = dataKeysOf(keys.env);
  const digests = blindIndexes(dataKeys, number, placeOf(PLACE));
  const find = async (lock = ''): Promise<string | null> => {
    const [row] = await tx.manager.query<{ id: string }[]>(
      `SELECT id FROM payee_numbers WHERE ${sqlIn('number_index', digests)}${lock}`,
      digests,
    );
    return row?.id ?? null;
  };
  const known = await find();
  if (known !== null) return known;
  const keep = tx.dialect === 'mysql' ? 'ON DUPLICATE KEY UPDATE id = id' : 'ON CONFLICT (number_index) DO NOTHING';
  await tx.manager.query(`INSERT INTO payee_numbers (id, number_sealed, number_index) VALUES (?, ?, ?) ${keep}`, [
    newId(tx.now),
    seal(dataKeys, number, placeOf(PLACE)),
    digests[0],
  ]);
  // Another transaction may have added the same number at the same time. Its row counts for both, and only a read with
  // a lock sees it.
  return (await find(tx.forUpdate))!;
}

export const openNumber = ({ env }: Keys, sealed: string): string => open(dataKeysOf(env), sealed, placeOf(PLACE));

/** Shows only the end of a number, by which people recognise their account. */
export const maskNumber = (number: string): string => `**** ${number.slice(-4)}`;

/** Returns the number in groups of four, as people read it on a card or a paper. */
export const groupNumber = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ');

/** The scope whose payments of a month count for the limit: all that went to the same account, of whatever unit. */
export const accountScope = (numberId: string): string => `account:${numberId}`;
