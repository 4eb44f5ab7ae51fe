import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import type { LetterKind } from './letters.rules.js';
import { queueLetter } from './letters.service.js';
import { Credential } from './user.entity.js';

/** What happens to an account and matters for its security. */
export type AccountEvent =
  | 'SIGNED_UP'
  | 'SIGNED_IN'
  | 'SIGNED_IN_ON_NEW_DEVICE'
  | 'EMAIL_VERIFIED'
  | 'PASSWORD_CHANGED'
  | 'PASSWORD_RESET'
  | 'FACTOR_ADDED'
  | 'FACTOR_REMOVED'
  | 'RECOVERY_CODES_RENEWED'
  | 'RECOVERY_CODE_USED';

/** The events of which the holder is told by mail, with the kind of the letter. */
const LETTER_OF: Partial<Record<AccountEvent, LetterKind>> = {
  SIGNED_IN_ON_NEW_DEVICE: 'NEW_DEVICE',
  PASSWORD_CHANGED: 'PASSWORD_CHANGED',
  PASSWORD_RESET: 'PASSWORD_CHANGED',
  FACTOR_ADDED: 'FACTORS_CHANGED',
  FACTOR_REMOVED: 'FACTORS_CHANGED',
  RECOVERY_CODES_RENEWED: 'FACTORS_CHANGED',
  RECOVERY_CODE_USED: 'RECOVERY_CODE_USED',
};

/**
 * Notes an event in the transaction in which it happens. Every event that matters for the security of an account passes
 * here, so whatever is to follow from one is added here.
 */
export async function noteAccountEvent(services: Services, tx: Tx, event: AccountEvent, userId: string): Promise<void> {
  const letter = LETTER_OF[event];
  if (letter === undefined) return;
  const { email } = await tx.manager.findOneByOrFail(Credential, { userId });
  await queueLetter(services, tx, letter, { email, userId });
}
