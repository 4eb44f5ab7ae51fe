import type { IncomingMessage } from 'node:http';
import type { RequestContext, Services } from '../context.js';
import { languageOf } from '../messages/index.js';
import { findViewer } from '../modules/identity/index.js';
import { readSessionToken } from './cookies.js';

const one = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header.join(',') : header);

/** The address of whoever asks. Only entries that our own proxies added to X-Forwarded-For are believed: the last ones. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const forwarded = (one(request.headers['x-forwarded-for']) ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  return (trustedProxies > 0 && forwarded.at(-trustedProxies)) || request.socket.remoteAddress || 'unknown';
}

/** Who asks by `request`, with loaders of its own. */
export async function createRequestContext(services: Services, request: IncomingMessage, setSessionToken: RequestContext['setSessionToken']): Promise<RequestContext> {
  const token = readSessionToken(request.headers.cookie);
  const viewer = token === null ? null : await findViewer(services, token);
  const { env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals } = services;
  return {
    env, db, clock, live, mailer, log, submissionRefusals, referenceUses, returnRefusals,
    viewer,
    language: languageOf(request.headers['accept-language']),
    address: addressOf(request, services.env.trustedProxies),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    setSessionToken,
  };
}
