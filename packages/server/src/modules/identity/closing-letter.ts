import { IsNull, Not } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { queueLetter } from './letters.service.js';
import { Credential } from './user.entity.js';

/**
 * Tells the verified address of an account that the account is closed, before the address is deleted. The letter does
 * not belong to the account, which is gone when it is mailed.
 */
export async function tellOfClosing(services: Services, tx: Tx, userId: string): Promise<void> {
  const credential = await tx.manager.findOneBy(Credential, { userId, emailVerifiedAt: Not(IsNull()) });
  if (credential !== null) await queueLetter(services, tx, 'ACCOUNT_CLOSED', { email: credential.email, userId: null });
}
