import { domainToASCII } from 'node:url';
import { badInput } from '../../errors.js';
import { readText } from '../../input.js';

export const PASSWORD_LENGTH = { min: 8, max: 200 };
export const NAME_LENGTH = { max: 50 };

export const SESSION_LIFETIME_MS = 30 * 86_400_000;
/** A session's last use is noted at most this often, so that reading a page is not a write. */
export const LAST_SEEN_STEP_MS = 5 * 60_000;

/** Failed sign-ins within the window, after which even the right password has to wait. */
export const ATTEMPT_LIMITS = { windowMs: 15 * 60_000, perAccount: 10, perAddress: 100 };

/** The address in the one form in which it is stored and compared; the store's collation is not to be trusted with it. */
export function readEmail(field: string, raw: string): string {
  const text = readText(field, raw, { max: 254 }).normalize('NFKC').toLowerCase();
  const [, local, domain] = /^([^\s@<>,;:"()[\]\\]{1,64})@([^\s@]{1,253})$/.exec(text) ?? [];
  const ascii = domain === undefined ? '' : domainToASCII(domain);
  if (local === undefined || !/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(ascii)) throw badInput(field, 'email.malformed');
  return `${local}@${ascii}`;
}

/** A password as typed: never trimmed, since spaces may be part of it. */
export function readPassword(field: string, raw: string): string {
  const { length } = [...raw];
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max) throw badInput(field, 'password.length', PASSWORD_LENGTH);
  return raw.normalize('NFC');
}
