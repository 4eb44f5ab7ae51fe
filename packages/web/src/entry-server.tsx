import { ApolloClient, ApolloLink, Observable } from '@apollo/client';
import { prerenderStatic } from '@apollo/client/react/ssr';
import { type DocumentNode, type FormattedExecutionResult, OperationTypeNode } from 'graphql';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router';
import { App } from './app/app';
import { createRoutes, loadMatched, loadServedPages, servedRouteOf } from './app/router';
import { createCache } from './lib/cache';
import { handoverElement } from './lib/handover';
import { createWords } from './lib/i18n';
import { loadLaterParts } from './lib/later';
import type { Language } from './lib/money';
import { type Face, FaceContext, MarkdownContext, setStartMoment } from './lib/served';
import { TranslatorContext } from './lib/use-translation';
import Markdown from './ui/markdown';
import { headOf, type Manifest, preloadsOf } from './served-head';

export interface PageRequest {
  /** The address of the page, with its query. */
  path: string;
  language: Language;
  theme: 'system' | 'light' | 'dark';
  /** The moment that the page shows. */
  now: Date;
  /** How people reach the site, without a slash at the end. */
  origin: string;
  /** Answers a query of the page as it answers people who are not signed in. */
  execute(document: DocumentNode, variables: Record<string, unknown>): Promise<FormattedExecutionResult>;
  signal: AbortSignal;
}

export interface ServedPage {
  status: number;
  html: string;
}

export interface Site {
  /** The name of the page's file, or undefined for a page that the server does not draw. */
  servedFileOf(path: string): string | undefined;
  draw(request: PageRequest): Promise<ServedPage>;
}

const drawMarkdown = (text: string) => <Markdown>{text}</Markdown>;

const words = { 'zh-CN': createWords('zh-CN'), en: createWords('en') };

/** Draws pages into `shell`, the built index.html. `manifest` says which files each part of the site needs. */
export function openSite(shell: string, manifest: Manifest): Site {
  const routes = createRoutes();
  // A failure shows when a page is drawn, which loads its code again.
  void loadServedPages()
    .then(loadLaterParts)
    .catch(() => undefined);
  return {
    servedFileOf: (path) => servedRouteOf(routes, path.split('?', 1)[0]!)?.file,
    draw: (request) => draw(request, shell, manifest),
  };
}

async function draw(request: PageRequest, shell: string, manifest: Manifest): Promise<ServedPage> {
  const { path, language, now, signal } = request;
  const pathname = path.split('?', 1)[0]!;
  const routes = createRoutes();
  const route = servedRouteOf(routes, pathname);
  if (route === undefined) throw new Error(`the page ${pathname} is not drawn here`);
  await loadMatched(routes, pathname);
  await loadLaterParts();
  const handler = createStaticHandler(routes);
  const context = await handler.query(new Request(new URL(path, request.origin), { signal }));
  if (context instanceof Response) throw new Error(`the page ${pathname} leads to another page`);
  const client = new ApolloClient({ link: answerHere(request), cache: createCache(), ssrMode: true });
  const translator = await words[language];
  const router = createStaticRouter(handler.dataRoutes, context);
  let face: Face = {};
  const { result: body } = await prerenderStatic({
    tree: (
      <StrictMode>
        <App client={client} isServed>
          <StaticRouterProvider router={router} context={context} hydrate={false} />
        </App>
      </StrictMode>
    ),
    signal,
    renderFunction: (tree) => {
      setStartMoment(now);
      face = {};
      try {
        return renderToString(
          <TranslatorContext value={translator}>
            <FaceContext value={face}>
              <MarkdownContext value={drawMarkdown}>{tree}</MarkdownContext>
            </FaceContext>
          </TranslatorContext>,
        );
      } finally {
        setStartMoment(undefined);
      }
    },
  });
  signal.throwIfAborted();
  const files = preloadsOf(manifest, [
    `src/app/routes/${route.file}.tsx`,
    ...(['reading', ...route.words] as const).map((part) => `src/locales/${language}/words-${part}.ts`),
  ]);
  const head = headOf({ face, files, language, url: `${request.origin}${path}`, origin: request.origin });
  const handover = handoverElement({ language, at: now.toISOString(), data: client.extract() as never });
  const html = shell
    .replace(/<noscript>.*?<\/noscript>/, '')
    .replace(
      /<html[^>]*>/,
      () => `<html lang="${language}"${request.theme === 'system' ? '' : ` data-theme="${request.theme}"`}>`,
    )
    .replace(/<meta name="description"[^>]*>\s*/, '')
    .replace(/<title>.*?<\/title>/, () => head)
    .replace('<div id="root"></div>', () => `<div id="root" data-served>${body}</div>${handover}`)
    // The page can be read without its scripts, so on a slow line its styles and its picture come first.
    .replace(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"');
  return { status: face.status ?? 200, html };
}

/** Answers the queries of the page in this process. A page that is drawn once follows no changes. */
const answerHere = ({ execute }: PageRequest): ApolloLink =>
  new ApolloLink(
    ({ query, variables, operationType }) =>
      new Observable((observer) => {
        if (operationType === OperationTypeNode.SUBSCRIPTION) return observer.complete();
        execute(query, variables).then(
          (result) => {
            observer.next(result);
            observer.complete();
          },
          (error: unknown) => observer.error(error),
        );
      }),
  );
