import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import type { RetentionRule } from '../../retention.js';
import { forgetGuestAddress, GuestAddress } from '../notices/index.js';
import { keptUntil } from './phone-retention.js';
import { Pledge } from './pledge.entity.js';

/** Addresses of one transaction, so that nobody waits for the job. */
const AT_ONCE = 200;

export const addressRetention: RetentionRule = {
  name: 'mail-addresses-of-guests',
  removes: 'Mail addresses of guests, 90 days after their promise lapsed and three years after their gift.',
  run: removeOldAddresses,
};

/** Removes the addresses that have no purpose any more, and returns how many. */
async function removeOldAddresses({ db }: Services, signal: AbortSignal): Promise<number> {
  for (let removed = 0; ;) {
    signal.throwIfAborted();
    const looked = await db.transact(async (tx) => {
      const addresses = await tx.manager.find(GuestAddress, {
        where: { checkAt: LessThanOrEqual(tx.now) },
        order: { checkAt: 'ASC' },
        take: AT_ONCE,
      });
      const pledges = await tx.manager.findBy(Pledge, { id: In(addresses.map(({ id }) => id)) });
      const ends = new Map(pledges.map((pledge) => [pledge.id, keptUntil(pledge)]));
      for (const { id } of addresses) {
        const until = ends.get(id) ?? 0;
        if (until > tx.now.getTime()) await tx.manager.update(GuestAddress, { id }, { checkAt: new Date(until) });
        else if (await forgetGuestAddress(tx, id)) removed += 1;
      }
      return addresses.length;
    });
    if (looked < AT_ONCE) return removed;
  }
}
