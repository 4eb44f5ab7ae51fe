import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../../context.js';
import { sendText } from '../../http/responses.js';
import type { Handler } from '../../http/server.js';
import { LANGUAGES, languageOf, type Language } from '../../messages/index.js';
import { CoverFiles } from '../covers/index.js';
import {
  EMBED_SCRIPT,
  EMBED_STYLE,
  EMBED_THEMES,
  embedGone,
  embedPage,
  embedState,
  type EmbedTheme,
} from './embed.page.js';
import { findProjectFacts, type ProjectFacts } from './project-facts.js';
import { findLinkOfProject } from './short-links.service.js';

const EMBED = '/embed/';
const PROJECT = /^\/embed\/projects\/([0-9a-f-]{36})(\.json)?$/;

/**
 * The widget may stand on every site, and only the widget: each other page refuses frames. It brings no inline script
 * or style, and its links open a window of their own.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');

/** A widget on a large site is asked for by all its readers at once; they share what was read so recently. */
const FRESH_MS = 2_000;
const MAX_KEPT = 200;

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/embed/widget.js': ['text/javascript; charset=utf-8', EMBED_SCRIPT],
  '/embed/widget.css': ['text/css; charset=utf-8', EMBED_STYLE],
};

function allowFrames(response: ServerResponse): void {
  response.removeHeader('x-frame-options');
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
}

/**
 * `GET /embed/projects/ID?lang=zh-CN&theme=light` is a widget for other sites; with `.json` its state, which the widget
 * asks for again. Cookies are neither read nor set.
 */
export function embedRoutes(services: Services): Readonly<Record<string, Handler>> {
  const files = new CoverFiles(services.env.uploadDir);
  const kept = new Map<string, { at: number; facts: Promise<ProjectFacts | null> }>();

  const find = (id: string, language: Language): Promise<ProjectFacts | null> => {
    const key = `${id} ${language}`;
    const now = services.clock.now().getTime();
    const known = kept.get(key);
    // The difference counts in both directions, because the clock may be set back.
    if (known !== undefined && Math.abs(now - known.at) < FRESH_MS) return known.facts;
    const facts = findProjectFacts(services, files, { id }, language);
    kept.delete(key);
    kept.set(key, { at: now, facts });
    facts.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break;
      kept.delete(oldest);
    }
    return facts;
  };

  return {
    [EMBED]: async (request, response) => {
      const [path = '', query = ''] = (request.url ?? '').split('?', 2);
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD');
        return sendText(response, 405, 'Method not allowed');
      }
      allowFrames(response);
      const file = FILES[path];
      if (file !== undefined) return send(request, response, 200, ...file, 'public, max-age=3600');
      const [, id, json] = PROJECT.exec(path) ?? [];
      if (id === undefined) return sendText(response, 404, 'Not found');
      const asked = new URLSearchParams(query);
      const language =
        LANGUAGES.find((one) => one === asked.get('lang')) ?? languageOf(request.headers['accept-language']);
      const theme: EmbedTheme = EMBED_THEMES.find((one) => one === asked.get('theme')) ?? 'system';
      const facts = await find(id, language);
      if (facts === null) {
        // Only a project that was public has a short link, so 410 tells nothing new.
        const status = (await findLinkOfProject(services, id)) === null ? 404 : 410;
        if (json !== undefined) return sendText(response, status, 'Not found');
        return send(request, response, status, HTML, embedGone(language, theme));
      }
      return json === undefined
        ? send(
            request,
            response,
            200,
            HTML,
            embedPage(facts, language, theme, `/embed/projects/${id}.json?lang=${language}`),
          )
        : send(request, response, 200, 'application/json; charset=utf-8', JSON.stringify(embedState(facts)));
    },
  };
}

const HTML = 'text/html; charset=utf-8';

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  cache = 'no-cache',
): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': cache,
    vary: 'Accept-Language',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
