import type { IncomingMessage } from 'node:http';
import type { RequestContext, Services } from '../context.js';
import { newId } from '../lib/ids.js';
import { languageOf } from '../messages/index.js';
import { findSession } from '../modules/identity/index.js';
import { readDeviceToken, readSessionToken } from './cookies.js';

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;

/**
 * Returns the client's network address. Only the last entries of X-Forwarded-For, which our own proxies added, are
 * trusted.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = (one(request.headers['x-forwarded-for']) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return (trustedProxies > 0 && forwarded.at(-trustedProxies)) || request.socket.remoteAddress || 'unknown';
}

/** Whether people reach this server by https. */
export const isSecure = ({ publicUrl }: Pick<Services['env'], 'publicUrl'>): boolean => publicUrl.startsWith('https:');

/**
 * The header of requests that a page sends by itself, such as after a change by somebody else, while nobody is at it.
 * They keep no session alive, and neither does a WebSocket.
 */
const UNATTENDED = 'x-unattended';

/** Creates the context of `request`, with the viewer of its session and its own loaders. */
export async function createRequestContext(
  services: Services,
  request: IncomingMessage,
  setSessionToken: RequestContext['setSessionToken'],
  setDeviceToken: RequestContext['setDeviceToken'] = () => undefined,
): Promise<RequestContext> {
  const token = readSessionToken(request.headers.cookie, isSecure(services.env));
  const isUse = request.headers.upgrade === undefined && request.headers[UNATTENDED] === undefined;
  const { viewer, end } = token === null ? { viewer: null, end: null } : await findSession(services, token, isUse);
  const { env, db, clock, live, mailer, texter, log } = services;
  return {
    env,
    db,
    clock,
    live,
    mailer,
    texter,
    log,
    viewer,
    sessionEnd: end,
    language: languageOf(request.headers['accept-language']),
    address: addressOf(request, services.env.trustedProxies),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    requestId: newId(),
    deviceToken: readDeviceToken(request.headers.cookie, isSecure(services.env)),
    setDeviceToken,
    setSessionToken,
  };
}
