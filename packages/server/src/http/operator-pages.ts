import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Services } from '../context.js';
import { DAY_MS } from '../lib/days.js';
import { sendText } from './responses.js';
import type { Handler } from './server.js';
import type { Metrics } from './metrics.js';

const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Whether a program on this machine asks, and no proxy passes the request on. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  return headers['x-forwarded-for'] === undefined && /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
}

/**
 * `GET /metrics`: for programs on this machine, and for those that send METRICS_TOKEN as `Authorization: Bearer …`.
 * Without that setting nobody else gets them.
 */
export const serveMetrics =
  ({ env: { metricsToken } }: Services, metrics: Metrics): Handler =>
  async (request, response) => {
    const sent = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    // Digests have the same length, so that the comparison takes the same time for every token.
    const isKnown =
      metricsToken !== null && sent !== undefined && timingSafeEqual(digestOf(sent), digestOf(metricsToken));
    if (isKnown || isLocal(request)) return sendText(response, 200, await metrics.text(), metrics.contentType);
    response.setHeader('www-authenticate', 'Bearer');
    return sendText(response, 401, 'METRICS_TOKEN is needed');
  };

/** How long the file says that it is valid. RFC 9116 wants less than a year. */
const VALID_DAYS = 180;

/** `GET /.well-known/security.txt` (RFC 9116): where to report a vulnerability. 404 without SECURITY_CONTACT. */
export const serveSecurityTxt =
  ({ env: { securityContact, publicUrl }, clock }: Services): Handler =>
  (_, response) => {
    if (securityContact === null) return sendText(response, 404, 'Not found');
    const expires = new Date(clock.now().getTime() + VALID_DAYS * DAY_MS).toISOString();
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${expires}`,
      'Preferred-Languages: zh, en',
      `Canonical: ${publicUrl}/.well-known/security.txt`,
    ];
    return sendText(response, 200, `${lines.join('\n')}\n`);
  };

/**
 * Returns a function that warns once when a proxy passes requests on and TRUSTED_PROXIES does not count it. All people
 * would then have the proxy's address, and one of them could use up the limits of all.
 */
export function watchForProxies({ env, log }: Services): (request: IncomingMessage) => void {
  let isWarned = env.trustedProxies > 0;
  return ({ headers }) => {
    if (isWarned || headers['x-forwarded-for'] === undefined) return;
    isWarned = true;
    log.warn(
      'a request came with X-Forwarded-For, and TRUSTED_PROXIES is 0: limits count the address of the proxy for everybody. Set TRUSTED_PROXIES to the number of proxies, or have the header removed',
    );
  };
}
