import { In, LessThanOrEqual } from 'typeorm';
import type { Services } from '../../context.js';
import { DAY_MS } from '../../lib/days.js';
import type { RetentionRule } from '../../retention.js';
import { Donor, Pledge } from './pledge.entity.js';
import { PledgeStatus } from './pledge.enums.js';

/** How long a guest's number is kept after a promise lapsed. A number is looked at this long after it came, too. */
export const LAPSED_PHONE_MS = 90 * DAY_MS;
const PAID_PHONE_MS = 3 * 365 * DAY_MS;

/** Donors of one transaction, so that nobody waits for the job. */
const AT_ONCE = 200;

export const phoneRetention: RetentionRule = {
  name: 'phones-of-guests',
  removes:
    'Telephone numbers of guests, 90 days after their last promise lapsed and three years after their last gift.',
  run: removeOldPhones,
};

const GIVEN: readonly PledgeStatus[] = [PledgeStatus.PAID, PledgeStatus.REFUNDED];

/** The moment from which the number, or the mail address, behind a pledge has no purpose. */
export const keptUntil = ({ status, createdAt, expiresAt }: Pledge): number =>
  GIVEN.includes(status) ? createdAt.getTime() + PAID_PHONE_MS : expiresAt.getTime() + LAPSED_PHONE_MS;

/**
 * Removes the numbers that have no purpose any more, and returns how many. Each number has a moment of its next look,
 * so the job reads a few rows of an index and not all donors.
 */
async function removeOldPhones({ db }: Services, signal: AbortSignal): Promise<number> {
  for (let removed = 0; ;) {
    signal.throwIfAborted();
    const looked = await db.transact(async ({ manager, now }) => {
      const donors = await manager.find(Donor, {
        where: { phoneCheckAt: LessThanOrEqual(now) },
        order: { phoneCheckAt: 'ASC' },
        take: AT_ONCE,
      });
      if (donors.length === 0) return 0;
      const pledges = await manager.findBy(Pledge, { donorId: In(donors.map(({ id }) => id)) });
      for (const { id } of donors) {
        const until = Math.max(0, ...pledges.filter(({ donorId }) => donorId === id).map(keptUntil));
        const isOver = until <= now.getTime();
        await manager.update(
          Donor,
          { id },
          isOver ? { phoneSealed: null, guestKey: null, phoneCheckAt: null } : { phoneCheckAt: new Date(until) },
        );
        if (isOver) removed += 1;
      }
      return donors.length;
    });
    if (looked < AT_ONCE) return removed;
  }
}
