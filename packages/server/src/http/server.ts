import type { ApolloServer } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import sirv from 'sirv';
import type { RequestContext, Services } from '../context.js';
import { limitExceeded } from '../errors.js';
import { languageOf } from '../messages/index.js';
import { presentErrors, serveGraphql } from './graphql-http.js';
import type { Metrics } from './metrics.js';
import { serveRobots, serveSitemap } from './pages/addresses.js';
import { arePagesBuilt, serveDrawnPages } from './pages/serve-pages.js';
import { serveMetrics, serveSecurityTxt, watchForProxies } from './operator-pages.js';
import { isSecure } from './request-context.js';
import { sendJson, sendText } from './responses.js';
import { SlowRequests } from './slow-requests.js';

/**
 * How long the readiness check waits for the database. After that the node is not ready, even if the database has not
 * refused.
 */
const READY_WITHIN_MS = 2_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface HttpParts {
  services: Services;
  schema: GraphQLSchema;
  apollo: ApolloServer<RequestContext>;
  metrics: Metrics;
  /** Handlers of modules, by the prefix of the path. */
  routes: Readonly<Record<string, Handler>>;
  /** Whether a page was public once and is gone for good. */
  isGone: (path: string) => Promise<boolean>;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * HSTS for a year: a browser that came by https once uses only https, whatever a link or a network says. Over http
 * browsers ignore the header.
 */
const HTTPS_ONLY = 'max-age=31536000';

/**
 * Returns the Content-Security-Policy of pages at `host`: pages may load from and send to their own server only, by
 * HTTP and WebSocket.
 */
const pagePolicy = (host: string | undefined): string => {
  // Some browsers do not count the WebSocket of a page's own server as 'self'.
  const sockets =
    host !== undefined && /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i.test(host)
      ? ` ws://${host} wss://${host}`
      : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    // Ant Design and ECharts set inline styles. Scripts come only from our own files.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${sockets}`,
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
  ].join('; ');
};

/** Creates the server for everything on one port: GraphQL, health, metrics, uploads and the web pages. */
export function createHttpServer(parts: HttpParts): Server {
  const { services, schema, apollo, metrics } = parts;
  const pages = servePages(parts);
  const fixed: Record<string, Handler> = {
    '/graphql': (request, response) => serveGraphql(services, schema, apollo, request, response),
    '/healthz': readOnly((_, response) => sendText(response, 200, 'ok')),
    '/readyz': readOnly(async (_, response) => {
      const ready = await Promise.race([
        services.db.ping().then(
          () => true,
          () => false,
        ),
        sleep(READY_WITHIN_MS, false, { ref: false }),
      ]);
      sendJson(response, ready ? 200 : 503, { database: ready ? 'answers' : 'does not answer' });
    }),
    '/metrics': readOnly(serveMetrics(services, metrics)),
    '/.well-known/security.txt': readOnly(serveSecurityTxt(services)),
    '/robots.txt': readOnly(serveRobots(services)),
    '/sitemap.xml': readOnly(serveSitemap(services, schema)),
  };
  const handlerOf = (path: string): Handler =>
    fixed[path] ?? Object.entries(parts.routes).find(([prefix]) => path.startsWith(prefix))?.[1] ?? pages;

  const arrivals = new SlowRequests();
  const endSlow = (request: IncomingMessage, response: ServerResponse) => {
    const errors = presentErrors(
      services,
      [{ error: limitExceeded('body.tooSlow'), formatted: { message: '' } }],
      languageOf(request.headers['accept-language']),
    );
    if (response.headersSent) return request.destroy();
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
    return sendJson(response, 408, { errors });
  };
  const headers = Object.entries(
    isSecure(services.env) ? { ...HEADERS, 'strict-transport-security': HTTPS_ONLY } : HEADERS,
  );

  const noteProxy = watchForProxies(services);
  const server = createServer((request, response) => {
    noteProxy(request);
    const path = (request.url ?? '/').split('?', 1)[0]!;
    for (const [name, value] of headers) response.setHeader(name, value);
    arrivals.watch(request, () => endSlow(request, response));
    const done = metrics.startRequest(path in fixed ? path : 'other');
    response.once('close', () => done(response.statusCode));
    // The function is asynchronous, so that an error that the handler throws synchronously is caught below, too.
    const answer = async () => handlerOf(path)(request, response);
    answer().catch((error: unknown) => {
      // A request that arrived too slowly has its response already.
      if (response.writableEnded) return;
      // The log never holds the URL's query or the body, because they may hold personal data.
      services.log.error({ err: error, path }, 'a request failed');
      if (!response.headersSent) sendText(response, 500, 'Internal error');
      else response.destroy();
    });
  });
  // The body may take five minutes, because a scan of 16 MiB from a phone on a slow line takes that long. The headers
  // need less.
  server.requestTimeout = 300_000;
  server.headersTimeout = 10_000;
  server.once('close', () => arrivals.close());
  // The timeout is longer than proxies and clients keep a connection. If the server closed the connection first, a gift
  // that is sent at that moment would meet a connection reset.
  server.keepAliveTimeout = 75_000;
  return server;
}

/**
 * Wraps `handler` so that it serves GET and HEAD only. Other methods get 405, so that no client takes them for a
 * change.
 */
const readOnly =
  (handler: Handler): Handler =>
  (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handler(request, response);
    response.setHeader('allow', 'GET, HEAD');
    return sendText(response, 405, 'Method not allowed');
  };

/** Serves the built web pages: their files, and pages as HTML. */
function servePages({ services, schema, isGone }: HttpParts): Handler {
  const { webDir } = services.env;
  if (webDir === null || !arePagesBuilt(webDir)) {
    return (_, response) => sendText(response, 404, 'The web pages are not built. GraphQL is at /graphql.');
  }
  const { log } = services;
  const pages = serveDrawnPages({ services, schema, isGone }, webDir, pagePolicy);
  const serve = sirv(webDir, {
    etag: true,
    // The build puts compressed copies of a file beside the file.
    brotli: true,
    gzip: true,
    // Pages are sent by their own handler, the shell among them.
    extensions: [],
    setHeaders(response: ServerResponse, path) {
      // Built files have a hash of their content in their names, so they may be cached for ever.
      response.setHeader(
        'cache-control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      response.setHeader('content-security-policy', pagePolicy(response.req.headers.host));
    },
  });
  return readOnly((request, response) => {
    // The Range header is dropped and pages are sent whole, as HTTP allows. sirv does not validate ranges and throws at
    // one that ends before it begins.
    delete request.headers.range;
    // A file that is gone, or that cannot be opened because too many files are open, must end this response only, not
    // the process.
    response.on('pipe', (file) =>
      file.on('error', (error) => {
        log.error({ err: error }, 'a page could not be read');
        response.destroy();
      }),
    );
    return new Promise<void>((resolve, reject) => {
      response.once('close', resolve);
      serve(request, response, () => {
        Promise.resolve(pages(request, response)).then(resolve, reject);
      });
    });
  });
}
