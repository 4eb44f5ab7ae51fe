import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { TreeHead } from './proof.entities.js';

/** What a head says, without its signature. */
export type HeadStatement = Omit<TreeHead, 'signature'>;

/** The bytes that are signed, as docs/proof.md defines them. */
const signedBytes = ({ size, root, signedAt, keyId }: HeadStatement): Buffer => Buffer.from(`hongchuang tree head v1\nsize ${size}\nroot ${root}\ntimestamp ${signedAt.toISOString()}\nkeyId ${keyId}\n`);

// Node reads an Ed25519 key in DER; what comes before its 32 bytes is always the same (RFC 8410).
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The key by which a server signs. */
export class SigningKey {
  readonly keyId: string;
  /** In base64. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  /** From 32 secret bytes. */
  constructor(seed: Buffer) {
    this.key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length);
    this.publicKey = publicKey.toString('base64');
    this.keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
  }

  sign(head: Omit<HeadStatement, 'keyId'>): TreeHead {
    const statement = { ...head, keyId: this.keyId };
    return { ...statement, signature: sign(null, signedBytes(statement), this.key).toString('base64') };
  }
}

/** Whether the owner of `publicKey` signed exactly this head. */
export function isSignedBy(publicKey: string, head: TreeHead): boolean {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, 'base64')]), format: 'der', type: 'spki' });
  return verify(null, signedBytes(head), key, Buffer.from(head.signature, 'base64'));
}
