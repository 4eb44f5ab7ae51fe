import {
  createCipheriv,
  createECDH,
  createPrivateKey,
  type ECDH,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';

/** Where and for whom a browser takes messages: its push service, its public key and its shared secret. */
export interface Subscription {
  readonly endpoint: string;
  /** An uncompressed point of P-256, in base64url. */
  readonly p256dh: string;
  /** 16 bytes in base64url. */
  readonly auth: string;
}

/** The key by which push services recognise this server (RFC 8292). */
export interface ServerKey {
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const CURVE = 'prime256v1';
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The size of the only record. A push service has to take 4,096 bytes (RFC 8030). */
const RECORD_BYTES = 4_096;
const HEADER_BYTES = 16 + 4 + 1 + 65;
/** The most bytes that a message may have before it is encrypted. */
export const MESSAGE_BYTES = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;
/** The order of P-256: a private key is a number from 1 to one less. */
const ORDER = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
/** How long a token for a push service is good. The RFC allows a day. */
const TOKEN_SECONDS = 12 * 3_600;

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

/** Derives the server's key from its secret bytes, so that it is the same on every node and after a restart. */
export function serverKeyFrom(seed: Buffer): ServerKey {
  // Sixteen bytes more than the key has make every number equally likely (FIPS 186-5, A.2.1).
  const wide = derive(seed, Buffer.alloc(0), 'hongchuang web push v1', 48);
  const scalar = Buffer.from(
    ((BigInt(`0x${wide.toString('hex')}`) % (ORDER - 1n)) + 1n).toString(16).padStart(64, '0'),
    'hex',
  );
  const pair = createECDH(CURVE);
  pair.setPrivateKey(scalar);
  const point = pair.getPublicKey();
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: scalar.toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  return { publicKey: point.toString('base64url'), privateKey };
}

/** Whether `text` is a point of P-256, to which messages can be encrypted. */
export function isPublicKey(text: string): boolean {
  const point = Buffer.from(text, 'base64url');
  if (point.length !== 65 || point[0] !== 4) return false;
  try {
    const pair = createECDH(CURVE);
    pair.generateKeys();
    pair.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

/** Chance, which a test fixes to compare with the example of the RFC. */
export interface Chance {
  readonly salt: Buffer;
  readonly pair: ECDH;
}

function newChance(): Chance {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  return { salt: randomBytes(KEY_BYTES), pair };
}

/** Encrypts a message for one browser (RFC 8291): the push service cannot read it. */
export function encryptFor(
  { p256dh, auth }: Pick<Subscription, 'p256dh' | 'auth'>,
  message: Buffer,
  { salt, pair }: Chance = newChance(),
): Buffer {
  if (message.length > MESSAGE_BYTES) throw new Error(`a message has at most ${MESSAGE_BYTES} bytes`);
  const reader = Buffer.from(p256dh, 'base64url');
  const sender = pair.getPublicKey();
  const input = derive(
    pair.computeSecret(reader),
    Buffer.from(auth, 'base64url'),
    Buffer.concat([Buffer.from('WebPush: info\0'), reader, sender]),
    32,
  );
  const key = derive(input, salt, 'Content-Encoding: aes128gcm\0', KEY_BYTES);
  const nonce = derive(input, salt, 'Content-Encoding: nonce\0', NONCE_BYTES);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2 marks the last record.
  const record = Buffer.concat([cipher.update(message), cipher.update(Buffer.of(2)), cipher.final()]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_BYTES);
  return Buffer.concat([salt, size, Buffer.of(sender.length), sender, record, cipher.getAuthTag()]);
}

/** Returns the headers that say who sends to a push service, and how long it keeps the message for a browser that is off. */
export function pushHeaders(
  key: ServerKey,
  endpoint: URL,
  { now, contact, keptSeconds }: { readonly now: Date; readonly contact: string; readonly keptSeconds: number },
): Record<string, string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: endpoint.origin, exp: Math.floor(now.getTime() / 1_000) + TOKEN_SECONDS, sub: contact };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    authorization: `vapid t=${signed}.${signature.toString('base64url')}, k=${key.publicKey}`,
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: String(keptSeconds),
    urgency: 'normal',
    'user-agent': 'Hongchuang-Push/1',
  };
}
