import { IsNull } from 'typeorm';
import type { ClosingStep } from '../../closing.js';
import { FactorRemoval } from './factor-removal.entity.js';

/** Ends what would still be done to an account that is closed. */
export const endWaitingRemovals: ClosingStep = async (_services, tx, userId) => {
  const waiting = { userId, doneAt: IsNull(), cancelledAt: IsNull() };
  await tx.manager.update(FactorRemoval, waiting, { cancelledAt: tx.now });
};
