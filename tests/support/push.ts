import { createDecipheriv, createECDH, createHmac, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
  const made = createHmac('sha256', key);
  for (const part of parts) made.update(part);
  return made.digest();
};

/** A browser: it has keys of its own, and decrypts as RFC 8291 and RFC 8188 say, with no code of the server's. */
export class PushBrowser {
  private readonly pair: ECDH = createECDH('prime256v1');
  private readonly secret = randomBytes(16);
  readonly point: Buffer;
  constructor(readonly endpoint: string) {
    this.point = this.pair.generateKeys();
  }

  /** What a page sends of the browser's PushSubscription. */
  get input() {
    return {
      endpoint: this.endpoint,
      p256dh: this.point.toString('base64url'),
      auth: this.secret.toString('base64url'),
    };
  }

  decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const idLength = body[20]!;
    const sender = body.subarray(21, 21 + idLength);
    const record = body.subarray(21 + idLength);
    if (record.length > body.readUInt32BE(16)) throw new Error('more than one record');
    const shared = this.pair.computeSecret(sender);
    const input = hmac(hmac(this.secret, shared), 'WebPush: info\0', this.point, sender, Buffer.of(1));
    const base = hmac(salt, input);
    const key = hmac(base, 'Content-Encoding: aes128gcm\0', Buffer.of(1)).subarray(0, 16);
    const nonce = hmac(base, 'Content-Encoding: nonce\0', Buffer.of(1)).subarray(0, 12);
    const cipher = createDecipheriv('aes-128-gcm', key, nonce);
    cipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
    const end = padded.lastIndexOf(2);
    if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no last record');
    return padded.subarray(0, end).toString('utf8');
  }
}

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A push service: a real server that keeps what it gets and answers as a story wants. */
export class PushService {
  readonly got: Pushed[] = [];
  status = 201;
  private browsers = 0;
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(): Promise<PushService> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        service.got.push({ path: request.url!, headers: request.headers, body: Buffer.concat(chunks) });
        response.writeHead(service.status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const service = new PushService(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return service;
  }

  browser(): PushBrowser {
    this.browsers += 1;
    return new PushBrowser(`${this.origin}/send/${this.browsers}`);
  }

  sentTo({ endpoint }: PushBrowser): Pushed[] {
    return this.got.filter(({ path }) => endpoint.endsWith(path));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Verifies the token of a message as RFC 8292 says, and returns its claims and the key of the sender. */
export function vapidOf({ headers }: Pushed): { claims: { aud: string; exp: number; sub: string }; key: string } {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization!)!;
  const [head, body, signature] = token!.split('.') as [string, string, string];
  const point = Buffer.from(key!, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new Error('the token is not signed by its key');
  return { claims: JSON.parse(Buffer.from(body, 'base64url').toString('utf8')), key: key! };
}
