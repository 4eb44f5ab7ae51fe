import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { timeLimit } from './lib/time-limit.js';
import { isPublicAddress } from './public-address.js';

/** The most milliseconds that an attempt may take, from the look-up of the name to the end of the reply. */
const ATTEMPT_MS = 15_000;
/** How much of a reply is read and kept. */
const REPLY_BYTES = 1_000;

/** Why no reply came. */
export type PostFault = 'ADDRESS' | 'TIME' | 'CONNECTION' | 'TLS';
export type Posted = { readonly status: number; readonly reply: string } | { readonly fault: PostFault };

/** The name leads to an address that is not on the public internet. */
class PrivateAddress extends Error {}

/**
 * Resolves a name for the connection itself, so that a name cannot lead elsewhere between a check and the connection.
 * One address that is not public is enough to refuse the name.
 */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const addresses = found as LookupAddress[];
    if (error !== null) return callback(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddress(`${hostname} is not on the public internet`), '', 0);
    if (options.all === true) return (callback as (error: null, all: LookupAddress[]) => void)(null, addresses);
    return callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/**
 * Sends `body` once. Follows no redirect, keeps no connection and reads only the beginning of the reply. With
 * `anyAddress`, for tests, http and private addresses are allowed.
 */
export function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
  { anyAddress, signal }: { readonly anyAddress: boolean; readonly signal?: AbortSignal | undefined },
): Promise<Posted> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  // An address in the place of a name is not looked up.
  if (!anyAddress && (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host))))
    return Promise.resolve({ fault: 'ADDRESS' });
  const limit = timeLimit(ATTEMPT_MS, signal);
  return new Promise((done) => {
    const fail = (error: NodeJS.ErrnoException) => {
      if ((limit.reason as Error | undefined)?.name === 'TimeoutError') return done({ fault: 'TIME' });
      if (error instanceof PrivateAddress) return done({ fault: 'ADDRESS' });
      const isTls = /^ERR_(?:TLS|SSL)|CERT|SELF_SIGNED|UNABLE_TO_/.test(error.code ?? '');
      return done({ fault: isTls ? 'TLS' : 'CONNECTION' });
    };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Hongchuang-Webhooks/1',
        ...headers,
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      },
      maxHeaderSize: 8_192,
      signal: limit,
      ...(anyAddress ? {} : { lookup: publicOnly }),
    });
    request.once('error', fail);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const end = () => {
        const reply = Buffer.concat(chunks).subarray(0, REPLY_BYTES).toString('utf8');
        done({ status: response.statusCode ?? 0, reply: reply.replace(/[^\P{C}\n\t]/gu, '') });
        request.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= REPLY_BYTES) end();
      });
      response.once('end', end);
      response.once('error', fail);
    });
    request.end(body);
  });
}
