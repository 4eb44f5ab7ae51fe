import { IsNull, Not, type EntityManager } from 'typeorm';
import { Suspension } from './suspension.entity.js';
import { User } from './user.entity.js';

/** Whether administrators keep the account from acting. */
export const isSuspended = (manager: EntityManager, userId: string): Promise<boolean> =>
  manager.existsBy(User, { id: userId, suspendedAt: Not(IsNull()) });

/**
 * The ids of all accounts that are suspended now, which are few. They are read from the suspensions in force: SQLite
 * would look for them in all accounts.
 */
export const suspendedUserIds = async (manager: EntityManager): Promise<string[]> =>
  (await manager.find(Suspension, { select: { userId: true, id: true }, where: { restoredAt: IsNull() } })).map(
    ({ userId }) => userId,
  );
