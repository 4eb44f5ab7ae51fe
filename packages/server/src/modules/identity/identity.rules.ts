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

const EMAIL_LENGTH = { max: 254 };
// Characters without a shape would make two addresses that look like one.
const LOCAL_PART = /^[^\s\p{Cf}@<>,;:"()[\]\\]{1,64}$/u;
// Node's domainToASCII drops what stands behind / ? # and decodes %: that is no address but a part of one.
const DOMAIN = /^[^\s@/?#%:\\[\]]{1,253}$/u;
const ASCII_DOMAIN = /^(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The address in the one form in which it is stored and compared; the store's collation is not to be trusted with it. */
export function readEmail(field: string, raw: string): string {
  const text = readText(field, raw, EMAIL_LENGTH).normalize('NFKC').toLowerCase();
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const email = `${local}@${DOMAIN.test(domain) ? domainToASCII(domain) : ''}`;
  if (at < 1 || !LOCAL_PART.test(local) || !ASCII_DOMAIN.test(email.slice(at + 1)) || email.length > EMAIL_LENGTH.max) throw badInput(field, 'email.malformed');
  return email;
}

// Nobody can type these, and half a surrogate pair would be hashed like any other half.
const UNTYPABLE = /[\p{Cc}\p{Cs}]/u;

/** A password as typed: never trimmed, since spaces may be part of it. */
export function readPassword(field: string, raw: string): string {
  const { length } = [...raw];
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max) throw badInput(field, 'password.length', PASSWORD_LENGTH);
  if (UNTYPABLE.test(raw)) throw badInput(field, 'text.controlCharacter');
  return raw.normalize('NFC');
}
