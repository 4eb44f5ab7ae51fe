import { parse as parseCookies } from 'cookie';
import { execute, type GraphQLSchema } from 'graphql';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Services } from '../../context.js';
import { LANGUAGES, languageOf, type Language } from '../../messages/index.js';
import { readSessionToken } from '../cookies.js';
import { isSecure } from '../request-context.js';
import type { Handler } from '../server.js';
import { strangerContext } from '../stranger.js';
import { DrawnPages, type DrawnPage, TooBusy } from './drawn-pages.js';
import { openSite, readShell, type Site, type Theme, THEMES } from './site.js';

/** The longest time that a person waits for a drawn page. After that the browser draws the page itself. */
const DRAWN_WITHIN_MS = 1_500;
/** Addresses that are longer were not made by our pages. */
const MAX_ADDRESS = 500;

/**
 * Pages that show what only the holder of a number may see, or for what somebody looks. They are drawn for each request
 * and kept nowhere.
 */
const PERSONAL = new Set(['receipt', 'search']);

/** Codes of refusals that say that there is no such page. */
const NO_SUCH_PAGE = new Set(['NOT_FOUND', 'BAD_USER_INPUT']);

/** Thrown when a query of a page was refused or failed: the browser asks again and shows why. */
class Refused extends Error {
  constructor(readonly codes: readonly unknown[]) {
    super(`a query of the page was refused: ${codes.join(', ')}`);
  }
}

/**
 * Returns a handler that sends pages as HTML with their contents to people who are not signed in. Signed-in people, pages
 * that are not drawn here, and everybody when drawing fails get the shell, in which the browser draws the page.
 */
export function serveDrawnPages(
  {
    services,
    schema,
    isGone,
  }: { services: Services; schema: GraphQLSchema; isGone: (path: string) => Promise<boolean> },
  webDir: string,
  policy: PagePolicy,
): Handler {
  const { env, log, clock } = services;
  const shell = readShell(webDir);
  const pages = new DrawnPages(() => clock.now().getTime());
  let site: Promise<Site | null> | undefined;
  const opened = () =>
    (site ??= openSite(webDir).catch((error: unknown) => {
      log.error({ err: error }, 'the pages cannot be drawn on the server; browsers draw them');
      return null;
    }));

  // Opened before the first person asks.
  void opened();

  const draw = async (drawer: Site, path: string, language: Language, theme: Theme): Promise<DrawnPage> => {
    const contextValue = strangerContext(services, language);
    return drawer.draw({
      path,
      language,
      theme,
      now: clock.now(),
      origin: env.publicUrl,
      signal: AbortSignal.timeout(DRAWN_WITHIN_MS),
      async execute(document, variableValues) {
        const result = await execute({ schema, document, variableValues, contextValue });
        if (result.errors) throw new Refused(result.errors.map(({ extensions }) => extensions?.['code']));
        return { data: result.data ?? null };
      },
    });
  };

  /** A page that is not there may have been there once. */
  const statusOf = async (status: number, path: string): Promise<number> =>
    status === 404 && (await isGone(path.split('?', 1)[0]!)) ? 410 : status;

  return async (request, response) => {
    const path = request.url ?? '/';
    response.setHeader('content-security-policy', policy(request.headers.host));
    response.setHeader('vary', 'Accept-Language, Cookie, Accept-Encoding');
    const drawer = path.length <= MAX_ADDRESS ? await opened() : null;
    const file = drawer?.servedFileOf(path);
    const status = file === 'not-found' ? 404 : 200;
    if (drawer === null || file === undefined || isSignedIn(request, services))
      return send(request, response, { status, html: shell });
    const language = languageFor(request);
    const theme = themeFor(request);
    try {
      const drawNow = () => draw(drawer, path, language, theme);
      const isPersonal = PERSONAL.has(file);
      const page = await (isPersonal ? pages.inTurn(drawNow) : pages.get(`${language} ${theme} ${path}`, drawNow));
      const known = await statusOf(page.status, path);
      return await send(request, response, known === page.status ? page : { ...page, status: known }, isPersonal);
    } catch (error) {
      const isMissing = error instanceof Refused && error.codes.every((code) => NO_SUCH_PAGE.has(String(code)));
      if (!isMissing && !(error instanceof TooBusy)) log.warn({ err: error, page: file }, 'a page was not drawn');
      return send(request, response, { status: isMissing ? await statusOf(404, path) : status, html: shell });
    }
  };
}

/** Returns the Content-Security-Policy of pages at a host. */
export type PagePolicy = (host: string | undefined) => string;

const isSignedIn = ({ headers }: IncomingMessage, { env }: Services): boolean =>
  readSessionToken(headers.cookie, isSecure(env)) !== null;

const cookieOf = ({ headers }: IncomingMessage, name: string): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookies(headers.cookie)[name];

/** The language that the person chose on a page, or else what the browser asks for. */
export function languageFor(request: IncomingMessage): Language {
  const chosen = cookieOf(request, 'hc_language');
  return LANGUAGES.find((one) => one === chosen) ?? languageOf(request.headers['accept-language']);
}

const themeFor = (request: IncomingMessage): Theme => {
  const chosen = cookieOf(request, 'hc_theme');
  return THEMES.find((one) => one === chosen) ?? 'system';
};

type Encoding = 'br' | 'gzip';
const compress: Record<Encoding, (text: string) => Promise<Buffer>> = {
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text) => promisify(gzip)(text),
};

/** The compressed forms of a page, made at the first request for them. */
const forms = new WeakMap<DrawnPage, Partial<Record<Encoding, Promise<Buffer>>>>();

function formOf(page: DrawnPage, encoding: Encoding): Promise<Buffer> {
  const known = forms.get(page) ?? {};
  forms.set(page, known);
  return (known[encoding] ??= compress[encoding](page.html));
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  page: DrawnPage,
  isPersonal = false,
): Promise<void> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = (['br', 'gzip'] as const).find((one) => accepted.includes(one));
  const etag = `"${createHash('sha256').update(page.html).digest('base64url').slice(0, 22)}"`;
  response.setHeader('cache-control', isPersonal ? 'no-store' : 'no-cache');
  if (!isPersonal) {
    response.setHeader('etag', etag);
    if (page.status === 200 && request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
  }
  const body = encoding === undefined ? Buffer.from(page.html) : await formOf(page, encoding);
  response.writeHead(page.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': body.length,
    ...(encoding !== undefined && { 'content-encoding': encoding }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The pages are there when they are built. */
export const arePagesBuilt = (webDir: string): boolean => existsSync(join(webDir, 'index.html'));
