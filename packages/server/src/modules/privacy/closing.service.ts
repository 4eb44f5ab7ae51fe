import type { EntityManager } from 'typeorm';
import { requireViewer, type RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { invalidState } from '../../errors.js';
import { translate } from '../../messages/index.js';
import { requirePassword, tellOfClosing, User } from '../identity/index.js';
import { record } from '../trace/index.js';
import type { ClosingObstacleShown } from './privacy.types.js';
import { accountClosed } from './privacy.trace.js';
import { closingObstacles, closingSteps, personalTables } from './registries.js';

/** What the viewer has to settle before the account can be closed. */
export async function findObstacles(
  { language, clock }: RequestContext,
  manager: EntityManager,
  userId: string,
): Promise<ClosingObstacleShown[]> {
  const found: ClosingObstacleShown[] = [];
  for (const { name, message, path, count } of closingObstacles.all()) {
    const things = await count(manager, userId, clock.now());
    if (things > 0) found.push({ kind: name, text: translate(language, message, { things }), path });
  }
  return found;
}

/**
 * Closes the viewer's account for ever: nobody can sign in to it, and the person's name, address and messages are
 * masked or deleted wherever the inventory of personal data says so. Gifts, receipts and the ledger stay.
 */
export async function closeAccount(context: RequestContext, password: string): Promise<boolean> {
  const { userId } = requireViewer(context);
  await requirePassword(context, 'password', password);
  await context.db.transact(async (tx) => {
    const dependsOn = closingObstacles.all().map(async (one) => (await one.dependsOn?.(tx.manager, userId)) ?? []);
    await tx.lockAll(User, [...new Set([userId, ...(await Promise.all(dependsOn)).flat()])]);
    const [obstacle] = await findObstacles(context, tx.manager, userId);
    if (obstacle !== undefined) throw invalidState('closing.first', { first: obstacle.text });
    await tellOfClosing(context, tx, userId);
    record(tx, context, accountClosed, { subject: userId, person: userId });
    for (const step of closingSteps) await step(context, tx, userId);
    await maskRows(tx, userId);
    await tx.manager.update(User, { id: userId }, { closedAt: tx.now });
  });
  context.setSessionToken(null);
  context.viewer = null;
  return true;
}

/** Masks and deletes the rows of a person, downstream tables first, because those refer to the ones above them. */
async function maskRows({ manager }: Tx, userId: string): Promise<void> {
  for (const { table, holder, atClosing } of [...personalTables].reverse()) {
    const ids = Array.from(holder.matchAll(/\?/g), () => userId);
    if (atClosing === null) continue;
    if ('rows' in atClosing) await manager.query(`DELETE FROM ${table} WHERE ${holder}`, ids);
    else if ('masked' in atClosing) {
      const values = Object.entries(atClosing.masked);
      await manager.query(
        `UPDATE ${table} SET ${values.map(([column]) => `${column} = ?`).join(', ')} WHERE ${holder}`,
        [...values.map(([, value]) => value), ...ids],
      );
    }
  }
}
