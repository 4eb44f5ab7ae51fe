import { In, IsNull, Not, type EntityManager } from 'typeorm';
import type { Services } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { digest, newReadableCode } from '../../lib/ids.js';
import { noteAccountEvent } from './account-events.js';
import { Authenticator, RecoveryCode } from './authenticator.entity.js';
import { AUTHENTICATORS } from './identity.rules.js';
import { Passkey } from './passkey.entity.js';

/** The condition for apps whose first code was typed. */
export const CONFIRMED = { confirmedAt: Not(IsNull()) };

/** The SQL expression that tells whether the person of a session `s` has a second factor. */
export const HAS_SECOND_FACTOR = `(EXISTS (SELECT 1 FROM authenticators a WHERE a.user_id = s.user_id AND a.confirmed_at IS NOT NULL)
   OR EXISTS (SELECT 1 FROM passkeys p WHERE p.user_id = s.user_id))`;

/** Whether the person has an app or a passkey. */
export const hasSecondFactor = async (manager: EntityManager, userId: string): Promise<boolean> =>
  (await manager.existsBy(Authenticator, { userId, ...CONFIRMED })) || manager.existsBy(Passkey, { userId });

/** Returns which of these people have an app or a passkey. */
export async function secondFactorHolders(
  manager: EntityManager,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const userId = In([...userIds]);
  const apps = await manager.findBy(Authenticator, { userId, ...CONFIRMED });
  const passkeys = await manager.findBy(Passkey, { userId });
  return new Set([...apps, ...passkeys].map((factor) => factor.userId));
}

/** Makes new recovery codes. The old ones no longer work. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const { recoveryCodes, recoveryCodeLength } = AUTHENTICATORS;
  await tx.manager.delete(RecoveryCode, { userId });
  const codes = Array.from({ length: recoveryCodes }, () => newReadableCode(recoveryCodeLength));
  for (const code of codes) await tx.manager.insert(RecoveryCode, { userId, codeHash: digest(code) });
  return codes.map((code) => code.match(/.{4}/g)!.join('-'));
}

/** Deletes the recovery codes of a person who has removed the last second factor. */
export async function dropNeedlessCodes(tx: Tx, userId: string): Promise<void> {
  if (!(await hasSecondFactor(tx.manager, userId))) await tx.manager.delete(RecoveryCode, { userId });
}

/** Removes everything besides the password that a sign-in needs, and tells the holder. */
export async function removeAllFactors(services: Services, tx: Tx, userId: string): Promise<void> {
  await tx.manager.delete(Authenticator, { userId });
  await tx.manager.delete(Passkey, { userId });
  await tx.manager.delete(RecoveryCode, { userId });
  await noteAccountEvent(services, tx, 'FACTOR_REMOVED', userId);
}
