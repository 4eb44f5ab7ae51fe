import type { EntityManager } from 'typeorm';
import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import { insertRows } from '../../db/rows.js';
import { badInput } from '../../errors.js';
import { newId } from '../../lib/ids.js';
import { Consent } from './consent.entity.js';
import { currentNotice, findNotice } from './privacy-notices.js';

/** What a person accepted, and how they read it. */
export interface GivenConsent {
  readonly version: string;
  readonly language: RequestContext['language'];
}

/**
 * Reads the version of the notice that a client says was accepted. Any published version is taken, because a notice that
 * changes while somebody fills in a form must not lose their gift. Null when the client does not know of notices: then
 * nothing is recorded, since nobody accepted anything, and the pages ask at the next visit.
 */
export function readConsent(
  { language }: Pick<RequestContext, 'language'>,
  field: string,
  version: string | null | undefined,
): GivenConsent | null {
  if (version == null) return null;
  if (findNotice(version) === null)
    throw badInput(field, 'privacy.unknownVersion', { current: currentNotice().version });
  return { version, language };
}

/** Records consents in the transaction of what they were given with. */
export const recordConsents = (
  tx: Tx,
  given: readonly (GivenConsent & Partial<Pick<Consent, 'userId' | 'sessionId' | 'pledgeId'>>)[],
): void =>
  insertRows(
    tx,
    Consent,
    given.map(({ version, language, userId = null, sessionId = null, pledgeId = null }) =>
      Object.assign(new Consent(), {
        id: newId(tx.now),
        version,
        language,
        userId,
        sessionId,
        pledgeId,
        givenAt: tx.now,
      }),
    ),
  );

/** The newest version that the person accepted, or null. */
export async function acceptedVersion(manager: EntityManager, userId: string): Promise<string | null> {
  const [newest] = await manager.find(Consent, { where: { userId }, order: { id: 'DESC' }, take: 1 });
  return newest?.version ?? null;
}
