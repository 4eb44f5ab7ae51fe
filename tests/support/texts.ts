import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestApp, TestUser } from './app.ts';
import { MUTATIONS } from './operations.ts';

let last = Math.floor(Math.random() * 90_000_000);
/** A mobile number that no other test of this run has. */
export const newNumber = (): string => `139${String((last += 1)).padStart(8, '0')}`;

/** The text messages in the outbox, the oldest first. Their names are ids, which are ordered by time. */
export function sentTexts(app: TestApp): string[] {
  const folder = app.server.env.textOutboxDir;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The code in the newest message to `number` in the outbox. */
export function textedCode(app: TestApp, number: string): string {
  const text = sentTexts(app).findLast((one) => one.startsWith(`To: +86${number}\n`));
  const code = /\b\d{6}\b/.exec(text?.split('\n\n')[1] ?? '')?.[0];
  if (code === undefined) throw new Error(`No text message to ${number} with a code lies in the outbox.`);
  return code;
}

/** Asks for a code to a new number, and returns both. */
export async function askedCode(
  app: TestApp,
  { client, password }: Pick<TestUser, 'client' | 'password'>,
  number = newNumber(),
): Promise<{ number: string; code: string }> {
  await client.must(MUTATIONS.askPhoneCode, { number, password });
  return { number, code: textedCode(app, number) };
}

/** Adds a number to somebody's account, and returns it. */
export async function addPhone(app: TestApp, user: Pick<TestUser, 'client' | 'password'>): Promise<string> {
  const { number, code } = await askedCode(app, user);
  await user.client.must(MUTATIONS.confirmPhone, { code });
  return number;
}

/** What a stand-in for the provider does with a request whose signature is right. */
export type Behaviour =
  | { readonly code: string }
  | { readonly status: number; readonly body: string }
  /** Takes the message and never responds. */
  | 'SILENT'
  /** Takes the message and cuts the connection. */
  | 'CUT';

export const PROVIDER_KEY = { id: 'LTAI-a-test', secret: 'a secret of the test' };
export const PROVIDER_TEXTS = { sign: '红创', template: 'SMS_123456' };

export interface TextProvider {
  readonly url: string;
  /** The messages that it took: the number and the parameters of the template. */
  readonly taken: { readonly number: string; readonly params: Record<string, unknown> }[];
  /** What was wrong with requests that it refused. */
  readonly refused: string[];
  behaviour: Behaviour;
  stop(): Promise<void>;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const encode = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/**
 * Returns what is wrong with a request by the published rules of signature version 3, or null. It shares no code with
 * the product: names and values come from the request as it arrived.
 */
function faultOf(request: IncomingMessage, body: string, nonces: Set<string>): string | null {
  const { headers, method = '', url = '' } = request;
  const { pathname, searchParams } = new URL(url, `http://${headers.host}`);
  const authorization =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (authorization === null) return 'the header Authorization has another form';
  const [, id, names = '', signature] = authorization;
  if (id !== PROVIDER_KEY.id) return 'InvalidAccessKeyId.NotFound';
  const signed = names.split(';');
  // Every header of these has to be signed.
  const needed = Object.keys(headers).filter((name) => name.startsWith('x-acs-') || name === 'host');
  if (needed.some((name) => !signed.includes(name))) return 'a header is not signed';
  if (signed.join() !== [...signed].sort().join()) return 'the signed headers are not in order';
  if (headers['x-acs-content-sha256'] !== sha256(body)) return 'the digest of the body is another';
  const at = String(headers['x-acs-date']);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) || Math.abs(Date.now() - Date.parse(at)) > 15 * 60_000)
    return 'InvalidTimeStamp.Expired';
  const nonce = String(headers['x-acs-signature-nonce']);
  if (nonces.has(nonce)) return 'SignatureNonceUsed';
  nonces.add(nonce);
  const query = [...searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    method,
    pathname,
    query,
    signed.map((name) => `${name}:${String(headers[name]).trim()}\n`).join(''),
    names,
    sha256(body),
  ].join('\n');
  const expected = createHmac('sha256', PROVIDER_KEY.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  if (signature !== expected) return 'SignatureDoesNotMatch';
  if (headers['x-acs-action'] !== 'SendSms' || headers['x-acs-version'] !== '2017-05-25')
    return 'InvalidAction.NotFound';
  if (!/^1\d{10}$/.test(searchParams.get('PhoneNumbers') ?? '')) return 'isv.MOBILE_NUMBER_ILLEGAL';
  if (searchParams.get('SignName') !== PROVIDER_TEXTS.sign) return 'isv.SMS_SIGNATURE_ILLEGAL';
  if (searchParams.get('TemplateCode') !== PROVIDER_TEXTS.template) return 'isv.SMS_TEMPLATE_ILLEGAL';
  return null;
}

/** A stand-in for Alibaba Cloud's Short Message Service, which checks each request as the provider does. */
export async function startTextProvider(): Promise<TextProvider> {
  const nonces = new Set<string>();
  const provider = {
    taken: [] as TextProvider['taken'],
    refused: [] as string[],
    behaviour: { code: 'OK' } as Behaviour,
  };
  const respond = (response: ServerResponse, status: number, body: string) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const fault = faultOf(request, body, nonces);
    if (fault !== null) {
      provider.refused.push(fault);
      respond(response, 400, JSON.stringify({ Code: fault, Message: fault, RequestId: 'test' }));
      return;
    }
    const { searchParams } = new URL(request.url ?? '', 'http://provider');
    const { behaviour } = provider;
    const isTaken = typeof behaviour === 'string' || ('code' in behaviour && behaviour.code === 'OK');
    if (isTaken)
      provider.taken.push({
        number: searchParams.get('PhoneNumbers')!,
        params: JSON.parse(searchParams.get('TemplateParam') ?? '{}') as Record<string, unknown>,
      });
    if (behaviour === 'SILENT') return;
    if (behaviour === 'CUT') return void response.destroy();
    if ('body' in behaviour) respond(response, behaviour.status, behaviour.body);
    else
      respond(
        response,
        200,
        JSON.stringify({
          Code: behaviour.code,
          Message: `about ${searchParams.get('PhoneNumbers')}`,
          RequestId: 'test',
          ...(behaviour.code === 'OK' && { BizId: '1' }),
        }),
      );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return Object.assign(provider, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
