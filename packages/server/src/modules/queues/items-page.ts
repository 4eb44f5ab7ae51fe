import { pageOf, type Page } from '../../connection.js';
import { badInput } from '../../errors.js';
import type { WaitingItem } from './queue.js';
import { QueueSort, type QueueArgs } from './queue.types.js';

/** Returns a text that sorts by a number from 0 to 2^53 and then by id. */
const placeOf = (number: number, id: string): string => `${String(number).padStart(16, '0')} ${id}`;

function keyOf({ id, cameAt, deadline, amountFen }: WaitingItem, sort: QueueSort): string {
  switch (sort) {
    case QueueSort.DEADLINE:
      return placeOf((deadline ?? cameAt).getTime(), id);
    case QueueSort.OLDEST:
      return placeOf(cameAt.getTime(), id);
    case QueueSort.NEWEST:
      return placeOf(Number.MAX_SAFE_INTEGER - cameAt.getTime(), id);
    case QueueSort.LARGEST:
      if (amountFen === null) throw badInput('sort', 'queue.noAmounts');
      return placeOf(Number.MAX_SAFE_INTEGER - amountFen, id);
  }
}

/** Returns a page of items that were computed in memory, in the order that `args` ask for. `load` reads their rows. */
export async function pageOfItems<T>(
  items: readonly WaitingItem[],
  args: QueueArgs,
  load: (ids: readonly string[]) => Promise<readonly (T | null)[]>,
): Promise<Page<T>> {
  const page = pageOf(items, (item) => keyOf(item, args.sort ?? QueueSort.DEADLINE), args);
  const rows = await load(page.edges.map(({ node }) => node.id));
  return {
    ...page,
    edges: page.edges.flatMap(({ cursor }, index) => {
      const node = rows[index];
      return node == null ? [] : [{ cursor, node }];
    }),
  };
}
