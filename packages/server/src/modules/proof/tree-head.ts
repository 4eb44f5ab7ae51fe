import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { TreeHead } from './proof.entities.js';

/** The content of a head, without its signature. */
export type HeadStatement = Omit<TreeHead, 'signature'>;

/** The bytes to sign, as docs/proof.md defines them. `title` is that of the log. */
const signedBytes = (title: string, { size, root, signedAt, keyId }: HeadStatement): Buffer =>
  Buffer.from(`${title}\nsize ${size}\nroot ${root}\ntimestamp ${signedAt.toISOString()}\nkeyId ${keyId}\n`);

// Node reads an Ed25519 key in DER. The bytes before the key's 32 bytes are always the same (RFC 8410).
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The key with which a server signs heads. */
export class SigningKey {
  readonly keyId: string;
  /** The public key in base64. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  /** Makes a key from 32 secret bytes. */
  constructor(seed: Buffer) {
    this.key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
    this.publicKey = publicKey.toString('base64');
    this.keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  }

  /** Returns the signature of a text, in base64. The first line of the text says what kind of statement it is. */
  signText(text: string): string {
    return sign(null, Buffer.from(text), this.key).toString('base64');
  }

  sign(title: string, head: Omit<HeadStatement, 'keyId'>): TreeHead {
    const statement = { ...head, keyId: this.keyId };
    return { ...statement, signature: sign(null, signedBytes(title, statement), this.key).toString('base64') };
  }
}

/** Whether the owner of `publicKey` signed exactly this head of the log with `title`. */
export const isSignedBy = (publicKey: string, title: string, head: TreeHead): boolean =>
  isTextSignedBy(publicKey, signedBytes(title, head).toString(), head.signature);

/** Whether the owner of `publicKey` signed exactly this text. */
export function isTextSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}
