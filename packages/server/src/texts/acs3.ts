import { createHash, createHmac } from 'node:crypto';

/** A call of an Alibaba Cloud API of the RPC style: its parameters are in the query, and the body is empty. */
export interface Acs3Call {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly at: Date;
  /** A text that no other call has. */
  readonly nonce: string;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986. `encodeURIComponent` leaves out the five signs that have to be encoded as well. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Returns the address and the headers of a call, signed by the rules of signature version 3 (ACS3-HMAC-SHA256). */
export function signAcs3(
  { host, action, version, query, at, nonce }: Acs3Call,
  key: { readonly id: string; readonly secret: string },
): { readonly query: string; readonly headers: Readonly<Record<string, string>> } {
  const search = Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name]!)}`)
    .join('&');
  const payload = sha256('');
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': payload,
    'x-acs-date': at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  const names = Object.keys(headers).sort();
  const signed = names.join(';');
  const lines = names.map((name) => `${name}:${headers[name]!.trim()}\n`).join('');
  const request = ['POST', '/', search, lines, signed, payload].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update(`${ALGORITHM}\n${sha256(request)}`)
    .digest('hex');
  return {
    query: search,
    headers: {
      ...headers,
      authorization: `${ALGORITHM} Credential=${key.id},SignedHeaders=${signed},Signature=${signature}`,
    },
  };
}
