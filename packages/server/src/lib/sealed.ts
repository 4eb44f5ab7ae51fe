import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** A key for data at rest. Its id is stored with everything that it seals, so that keys can be changed. */
export interface DataKey {
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Buffer;
}

/** The keys of a server: the first one seals, all of them open. */
export type DataKeys = readonly [DataKey, ...DataKey[]];

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Each purpose has a key of its own, so that a sealed text is never also a key of a search. */
const keyFor = ({ secret }: DataKey, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `hongchuang data ${purpose} v1`, 32));

/**
 * Encrypts `text` with AES-256-GCM. `place` names the column, and often the row, of the text: the same sealed text does
 * not open in another place.
 */
export function seal([key]: DataKeys, text: string, place: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, 'seal'), iv);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${key.id}.${sealed.toString('base64url')}`;
}

/** Whether a stored text has the form of a sealed one. */
export const isSealed = (stored: string): boolean => /^v1\.[a-z0-9-]{1,20}\.[\w-]+$/.test(stored);

/** The id of the key that sealed a text. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? '';

/** Decrypts a sealed text. Throws when its key is unknown, or when the text or its place was changed. */
export function open(keys: DataKeys, sealed: string, place: string): string {
  if (!isSealed(sealed)) throw new Error('the stored text is not sealed');
  const key = keys.find(({ id }) => id === keyIdOf(sealed));
  if (key === undefined) throw new Error(`the data key ${keyIdOf(sealed)} is not in DATA_KEYS`);
  const bytes = Buffer.from(sealed.split('.')[2]!, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, 'seal'), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/**
 * Returns a keyed digest of `text`, by which equal texts are found without being readable: a plain digest of a telephone
 * number is undone by trying all numbers. There is one for each key, that of the sealing key first.
 */
export const blindIndexes = (keys: DataKeys, text: string, place: string): [string, ...string[]] =>
  keys.map((key) =>
    createHmac('sha256', keyFor(key, `index ${place}`))
      .update(text)
      .digest('base64url'),
  ) as [string, ...string[]];
