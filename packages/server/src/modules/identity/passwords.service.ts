import { requireViewer, type RequestContext } from '../../context.js';
import { badInput } from '../../errors.js';
import { countPassword, forgetPasswords } from './attempts.js';
import { passwordRefused } from './identity.trace.js';
import { isPassword } from './passwords.js';
import { recordFailure } from './record-failure.js';
import { Credential } from './user.entity.js';

/** Returns the viewer's credential after the password was typed again. A wrong one is refused under `field`. */
export async function requirePassword(context: RequestContext, field: string, password: string): Promise<Credential> {
  const { userId } = requireViewer(context);
  const credential = await context.db.read.findOneByOrFail(Credential, { userId });
  await countPassword(context, userId);
  if (!(await isPassword(password, credential.passwordHash))) {
    await recordFailure(context, passwordRefused, userId);
    throw badInput(field, 'password.wrong');
  }
  await forgetPasswords(context, userId);
  return credential;
}
