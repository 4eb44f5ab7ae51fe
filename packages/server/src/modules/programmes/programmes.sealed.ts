import type { Services } from '../../context.js';
import { dataKeysOf } from '../../data-keys.js';
import type { Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { newId } from '../../lib/ids.js';
import { blindIndexes, open, seal } from '../../lib/sealed.js';
import { placeOf, type SealedColumn } from '../../sealed-columns.js';

/** What names a person to the bank. */
export interface Payee {
  readonly name: string;
  readonly account: string;
}

const PLACE = { table: 'programme_recipients', column: 'payee_sealed' };

const textOf = ({ name, account }: Payee): string => JSON.stringify({ name, account });

export const recipientPayee: SealedColumn = {
  ...PLACE,
  key: 'id',
  index: { column: 'payee_index', with: 'id', text: (payee) => payee },
};

export const openPayee = ({ env }: Pick<Services, 'env'>, sealed: string): Payee =>
  JSON.parse(open(dataKeysOf(env), sealed, placeOf(PLACE))) as Payee;

/**
 * Returns the ids of the rows of people, in the order of `payees`. The first grant to a person adds the row. All people
 * of a list are found by few queries.
 */
export async function recipientIdsOf(
  { env }: Pick<Services, 'env'>,
  tx: Tx,
  payees: readonly Payee[],
): Promise<string[]> {
  const keys = dataKeysOf(env);
  const digests = payees.map((payee) => blindIndexes(keys, textOf(payee), placeOf(PLACE)));
  const find = async (lock = ''): Promise<Map<string, string>> => {
    const rows = await tx.manager.query<{ id: string; payee_index: string }[]>(
      `SELECT id, payee_index FROM programme_recipients WHERE ${sqlIn('payee_index', digests.flat())}${lock}`,
      digests.flat(),
    );
    return new Map(rows.map(({ id, payee_index }) => [payee_index, id]));
  };
  const idOf = (known: ReadonlyMap<string, string>, index: number): string | undefined =>
    digests[index]!.map((digest) => known.get(digest)).find((id) => id !== undefined);
  const known = await find();
  const fresh = payees.flatMap((payee, index) =>
    idOf(known, index) === undefined
      ? [[newId(tx.now), seal(keys, textOf(payee), placeOf(PLACE)), digests[index]![0]]]
      : [],
  );
  if (fresh.length === 0) return payees.map((_, index) => idOf(known, index)!);
  const keep = tx.dialect === 'mysql' ? 'ON DUPLICATE KEY UPDATE id = id' : 'ON CONFLICT (payee_index) DO NOTHING';
  await tx.manager.query(
    `INSERT INTO programme_recipients (id, payee_sealed, payee_index) VALUES ${fresh.map(() => '(?, ?, ?)').join(', ')} ${keep}`,
    fresh.flat(),
  );
  // Another transaction may have added the same person at the same time. Only a read with a lock sees its row.
  const all = await find(tx.forUpdate);
  return payees.map((_, index) => idOf(all, index)!);
}
