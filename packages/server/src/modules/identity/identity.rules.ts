import { domainToASCII } from 'node:url';
import { badInput } from '../../errors.js';
import { readText } from '../../input.js';

export const PASSWORD_LENGTH = { min: 8, max: 200 };
export const NAME_LENGTH = { max: 50 };

/** Recovery codes of 24 letters out of 30 have 117 bits. */
export const AUTHENTICATORS = {
  most: 5,
  setupMs: 3_600_000,
  challengeMs: 10 * 60_000,
  recoveryCodes: 10,
  recoveryCodeLength: 24,
};

/** How long the readers of both addresses have to confirm a change. */
export const ADDRESS_CHANGE_LIFETIME_MS = 7 * 86_400_000;

/** The algorithms are EdDSA, ES256 and RS256, by their numbers in COSE. Lengths are those of base64url. */
export const PASSKEYS = {
  most: 10,
  challengeMs: 5 * 60_000,
  algorithms: [-8, -7, -257],
  longestId: 1_400,
  longestKey: 1_000,
} as const;

const EMAIL_LENGTH = { max: 254 };
// Invisible characters are refused, because they would make two addresses that look like one.
const LOCAL_PART = /^[^\s\p{Cf}@<>,;:"()[\]\\]{1,64}$/u;
// Node's domainToASCII drops everything after / ? # and decodes %, so these characters would let it accept a part of an
// address.
const DOMAIN = /^[^\s@/?#%:\\[\]]{1,253}$/u;
const ASCII_DOMAIN = /^(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Returns the address in the one form in which it is stored and compared. Comparisons do not rely on the collation of
 * the database.
 */
export function readEmail(field: string, raw: string): string {
  const text = readText(field, raw, EMAIL_LENGTH).normalize('NFKC').toLowerCase();
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const email = `${local}@${DOMAIN.test(domain) ? domainToASCII(domain) : ''}`;
  if (at < 1 || !LOCAL_PART.test(local) || !ASCII_DOMAIN.test(email.slice(at + 1)) || email.length > EMAIL_LENGTH.max)
    throw badInput(field, 'email.malformed');
  return email;
}

// Nobody can type these characters, and every half of a surrogate pair would have the same hash.
const UNTYPABLE = /[\p{Cc}\p{Cs}]/u;

/** Returns the password as typed. It is never trimmed, because spaces may be part of it. */
export function readPassword(field: string, raw: string): string {
  const { length } = [...raw];
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max)
    throw badInput(field, 'password.length', PASSWORD_LENGTH);
  if (UNTYPABLE.test(raw)) throw badInput(field, 'text.controlCharacter');
  return raw.normalize('NFC');
}
