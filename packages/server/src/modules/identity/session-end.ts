import type { FindOptionsWhere } from 'typeorm';
import type { RequestContext } from '../../context.js';
import type { Tx } from '../../db/database.js';
import type { Topic } from '../../db/topic-versions.js';
import { SignInChallenge } from './authenticator.entity.js';
import { EmailLink } from './letter.entity.js';
import { Session } from './session.entity.js';

/**
 * Changes when somebody else ends sessions of a person. No client can watch it: the server does, for each socket of the
 * person, and closes the socket when its session is over.
 */
export const sessionsOfTopic = (userId: string): Topic => ({ key: `sessions@${userId}` });

/**
 * Ends all sessions of an account, with their sockets, and everything that could become a session: sign-ins that wait
 * for a code, and links that set a new password. Returns how many sessions there were.
 */
export async function endAccess(tx: Tx, userId: string): Promise<number> {
  const { affected } = await tx.manager.delete(Session, { userId } satisfies FindOptionsWhere<Session>);
  await tx.manager.delete(SignInChallenge, { userId });
  await tx.manager.delete(EmailLink, { userId, kind: 'RESET' });
  tx.changed(sessionsOfTopic(userId));
  return affected ?? 0;
}

/** The topic whose change may mean that the session of `context` is over; null when nobody is signed in. */
export const topicOfSession = ({ viewer }: Pick<RequestContext, 'viewer'>): Topic | null =>
  viewer === null ? null : sessionsOfTopic(viewer.userId);
