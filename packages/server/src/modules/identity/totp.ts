import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// Time-based one-time passwords (RFC 6238) as authenticator apps make them: SHA-1, six digits, a new one every half
// minute.

const STEP_MS = 30_000;
const DIGITS = 6;
/** A code of the step before or after counts as well, because clocks differ and people type slowly. */
const STEPS_APART = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Returns a new secret of 160 bits in base32, as authenticator apps read it. */
export const newTotpSecret = (): string => Array.from(randomBytes(32), (byte) => BASE32[byte % BASE32.length]).join('');

/** The address that authenticator apps read from a QR code. */
export const totpUri = (secret: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(`Hongchuang:${account}`)}?${new URLSearchParams({ secret, issuer: 'Hongchuang' }).toString()}`;

function bytesOf(secret: string): Buffer {
  let bits = '';
  for (const letter of secret) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Returns the number of the half minute since 1970 that contains `moment`. */
export const stepOf = (moment: Date): number => Math.floor(moment.getTime() / STEP_MS);

/** Returns the code of a step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * Returns the step whose code was typed, or null when the code is wrong. `usedStep` is the last step of which a code was
 * accepted: neither its code nor an older one works again.
 */
export function findTotpStep(secret: string, typed: string, now: Date, usedStep: number): number | null {
  const code = typed.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return null;
  const current = stepOf(now);
  for (let step = current - STEPS_APART; step <= current + STEPS_APART; step += 1) {
    if (step > usedStep && timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code))) return step;
  }
  return null;
}
