import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { TestApp, TestUser } from './app.ts';

/** The parts of CBOR that a device sends: numbers, texts, bytes and maps. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, size: number) =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 0xff]);
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].map(([key, one]) => Buffer.concat([cbor(key), cbor(one as Buffer)]));
  return Buffer.concat([head(5, value.size), ...entries]);
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;

interface Signing {
  /** The page that asks. */
  origin?: string;
  site?: string;
  /** Whether the device verified its owner by a PIN or a finger. */
  isVerified?: boolean;
  challenge?: string;
  counter?: number;
}

/** A device with one passkey, as WebAuthn describes it: it makes a key pair and signs challenges with ES256. */
export class Device {
  readonly id = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly coordinates: { x: Buffer; y: Buffer };
  counter = 0;

  constructor(private readonly publicUrl: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    this.privateKey = privateKey;
    this.coordinates = { x: Buffer.from(x!, 'base64url'), y: Buffer.from(y!, 'base64url') };
  }

  private parts(type: string, asked: string, signing: Signing, flags: number, rest: Buffer = Buffer.alloc(0)) {
    const { hostname, origin } = new URL(this.publicUrl);
    const { challenge } = JSON.parse(asked) as { challenge: string };
    const client = Buffer.from(
      JSON.stringify({ type, challenge: signing.challenge ?? challenge, origin: signing.origin ?? origin }),
    );
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(signing.counter ?? this.counter);
    const seen = PRESENT | (signing.isVerified === false ? 0 : VERIFIED) | flags;
    const data = Buffer.concat([sha256(signing.site ?? hostname), Buffer.from([seen]), counter, rest]);
    return { client, data };
  }

  private credential(response: Record<string, unknown>): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }

  /** What the browser returns for the options of `startPasskey`. */
  create(asked: string, signing: Signing = {}): string {
    const key = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, this.coordinates.x],
        [-3, this.coordinates.y],
      ]),
    );
    const length = Buffer.from([0, this.id.length]);
    const rest = Buffer.concat([Buffer.alloc(16), length, this.id, key]);
    const { client, data } = this.parts('webauthn.create', asked, signing, HAS_KEY, rest);
    const attestation = cbor(
      new Map<string, string | Buffer | Map<number, unknown>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]),
    );
    return this.credential({
      clientDataJSON: client.toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What the browser returns for the options of `askForPasskey`. */
  sign(asked: string, signing: Signing = {}): string {
    const { client, data } = this.parts('webauthn.get', asked, signing, 0);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.privateKey);
    return this.credential({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }
}

/** Begins to add a passkey, and returns the options for the browser. */
export async function startPasskey({ client, password }: TestUser): Promise<string> {
  const answer = await client.must('mutation StartPasskey($password: String!) { startPasskey(password: $password) }', {
    password,
  });
  return answer.startPasskey;
}

/** Adds a passkey to an account. Returns its device, and the recovery codes with the first second factor. */
export async function addPasskey(
  app: TestApp,
  person: TestUser,
  name = '我的电脑',
): Promise<{ device: Device; codes: string[] }> {
  const device = new Device(app.server.env.publicUrl);
  const { addPasskey: codes } = await person.client.must(
    'mutation AddPasskey($name: String!, $response: String!) { addPasskey(name: $name, response: $response) }',
    { name, response: device.create(await startPasskey(person)) },
  );
  return { device, codes };
}
