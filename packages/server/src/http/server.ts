import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sirv from 'sirv';
import type { RequestContext, Services } from '../context.js';
import { limitExceeded } from '../errors.js';
import { languageOf } from '../messages/index.js';
import { presentErrors, serveGraphql } from './graphql-http.js';
import type { Metrics } from './metrics.js';
import { sendJson, sendText } from './responses.js';
import { SlowArrivals } from './slow-arrivals.js';

/** A database that neither answers nor refuses is no database to a load balancer. */
const READY_WITHIN_MS = 2_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpParts {
  services: Services;
  schema: GraphQLSchema;
  apollo: ApolloServer<RequestContext>;
  metrics: Metrics;
  /** Handlers of modules, by the beginning of the path. */
  routes: Readonly<Record<string, Handler>>;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Browsers that came by https once come by https for a year, whatever a link or a network says. Over http they ignore it. */
const HTTPS_ONLY = 'max-age=31536000';

/** What a page at `host` may load, and where it may send data: to its own server, by HTTP and by WebSocket. */
const pagePolicy = (host: string | undefined): string => {
  // Not every browser takes the WebSocket of a page's own server for 'self'.
  const sockets = host !== undefined && /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    // Ant Design and ECharts style elements in place; scripts come only from our own files.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${sockets}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
};

/** One port for everything: GraphQL, health, metrics, uploads and the web pages. */
export function createHttpServer(parts: HttpParts): Server {
  const { services, apollo, metrics } = parts;
  const pages = servePages(services);
  const fixed: Record<string, Handler> = {
    '/graphql': (request, response) => serveGraphql(services, apollo, request, response),
    '/healthz': readOnly((_, response) => sendText(response, 200, 'ok')),
    '/readyz': readOnly(async (_, response) => {
      const ready = await Promise.race([services.db.ping().then(() => true, () => false), sleep(READY_WITHIN_MS, false, { ref: false })]);
      sendJson(response, ready ? 200 : 503, { database: ready ? 'answers' : 'does not answer' });
    }),
    '/metrics': readOnly(async (_, response) => sendText(response, 200, await metrics.text(), metrics.contentType)),
  };
  const handlerOf = (path: string): Handler => fixed[path] ?? Object.entries(parts.routes).find(([prefix]) => path.startsWith(prefix))?.[1] ?? pages;

  const arrivals = new SlowArrivals();
  const endSlow = (request: IncomingMessage, response: ServerResponse) => {
    const errors = presentErrors(services, [{ error: limitExceeded('body.tooSlow'), formatted: { message: '' } }], languageOf(request.headers['accept-language']));
    if (response.headersSent) return request.destroy();
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
    return sendJson(response, 408, { errors });
  };
  const headers = Object.entries(services.env.publicUrl.startsWith('https:') ? { ...HEADERS, 'strict-transport-security': HTTPS_ONLY } : HEADERS);

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    for (const [name, value] of headers) response.setHeader(name, value);
    arrivals.watch(request, () => endSlow(request, response));
    const done = metrics.startRequest(path in fixed ? path : 'other');
    response.once('close', () => done(response.statusCode));
    // Asynchronous, so that what is thrown at once is caught here, too.
    const answer = async () => handlerOf(path)(request, response);
    answer().catch((error: unknown) => {
      // A request that came too slowly is answered already.
      if (response.writableEnded) return;
      // Never the URL's query or the body: they may hold personal data.
      services.log.error({ err: error, path }, 'a request failed');
      if (!response.headersSent) sendText(response, 500, 'Internal error');
      else response.destroy();
    });
  });
  // A scan of 16 MiB from a phone on a slow line takes its time; the headers of a request do not.
  server.requestTimeout = 300_000;
  server.headersTimeout = 10_000;
  server.once('close', () => arrivals.close());
  // Longer than proxies and clients keep a connection: if this side ended it first, a gift that is sent on it just then would meet a reset.
  server.keepAliveTimeout = 75_000;
  return server;
}

/** `handler` for those who read; anything else changed nothing, and is not told that it did. */
const readOnly =
  (handler: Handler): Handler =>
  (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handler(request, response);
    response.setHeader('allow', 'GET, HEAD');
    return sendText(response, 405, 'Method not allowed');
  };

/** The built web pages; unknown paths get the application, which shows its own 404. */
function servePages({ env: { webDir }, log }: Services): Handler {
  if (webDir === null || !existsSync(join(webDir, 'index.html'))) {
    return (_, response) => sendText(response, 404, 'The web pages are not built. GraphQL is at /graphql.');
  }
  const serve = sirv(webDir, {
    single: true,
    etag: true,
    // The build puts smaller forms of a file beside it.
    brotli: true,
    gzip: true,
    setHeaders(response: ServerResponse, path) {
      // Built files carry a hash of their content in the name; the page that names them must be asked for anew.
      response.setHeader('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('content-security-policy', pagePolicy(response.req.headers.host));
    },
  });
  return readOnly((request, response) => {
    // Pages are small and sent whole, as every server may: sirv takes ranges as they come, and throws at one that ends before it begins.
    delete request.headers.range;
    // A file that is gone, or that no more files can be open beside, ends the answer that it was for, and not the process.
    response.on('pipe', (file) => file.on('error', (error) => {
      log.error({ err: error }, 'a page could not be read');
      response.destroy();
    }));
    serve(request, response, () => sendText(response, 404, 'Not found'));
  });
}
