import { requireViewer, type RequestContext } from '../../context.js';
import { badInput } from '../../errors.js';
import { record } from '../trace/index.js';
import { requireCode } from './authenticators.service.js';
import { identityProved } from './identity.trace.js';
import { requirePassword } from './passwords.service.js';
import { usePasskey } from './passkeys.service.js';
import { renewSession } from './sessions.service.js';
import { User } from './user.entity.js';

/** With what a person proves again who they are: exactly one of these. */
export interface Proof {
  readonly password: string | null | undefined;
  /** A code of an authenticator app, or a recovery code. */
  readonly code: string | null | undefined;
  /** What the browser returned for a passkey. */
  readonly passkey: string | null | undefined;
}

/** Takes a proof of who the viewer is, for the permissions that need a recent one. The session gets a new token. */
export async function proveIdentity(context: RequestContext, { password, code, passkey }: Proof): Promise<User> {
  const { userId, sessionId } = requireViewer(context);
  const given = (['password', 'code', 'passkey'] as const).filter((one) => ({ password, code, passkey })[one] != null);
  if (given.length !== 1) throw badInput(given.at(-1) ?? 'password', 'identity.oneProof');
  if (password != null) await requirePassword(context, 'password', password);
  if (code != null) await requireCode(context, 'code', code);
  if (passkey != null) await usePasskey(context, passkey, userId);
  await context.db.transact(async (tx) => {
    await renewSession(tx, context);
    record(tx, context, identityProved, { subject: sessionId, person: userId });
  });
  return context.db.read.findOneByOrFail(User, { id: userId });
}
