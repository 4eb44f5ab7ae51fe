import { matchRoutes, type RouteObject } from 'react-router';
import { loadAllWords, loadWords, type WordsPart } from '../lib/i18n';
import { ErrorPage } from './error-page';
import { Guard } from './guards';
import { GUARDED } from './guarded';
import { Layout } from './layout/layout';
import { sections, type Audience, type SectionPage } from './section';

/** The frame of pages with forms loads together with the words that reading pages do without. */
const kitFrame = async () => {
  const [{ Component }] = await Promise.all([import('./kit-frame'), loadAllWords()]);
  return { Component };
};

/** What the server has to know of a page that it draws. */
export interface ServedRoute {
  file: string;
  words: readonly WordsPart[];
}

const toRoute = ({ path, lazy }: SectionPage): RouteObject => ({ path, lazy });

const toServedRoute = ({ path, lazy, served: file = '', words = [] }: SectionPage): RouteObject => ({
  path,
  lazy: async () => {
    const [page] = await Promise.all([lazy(), loadWords(...words)]);
    return page;
  },
  handle: { file, words } satisfies ServedRoute,
});

/** The pages of each audience behind one guard, which stays while people move between its pages. */
function guardedPages(pages: readonly SectionPage[]): RouteObject[] {
  const groups = new Map<string, { audience: Audience; children: RouteObject[] }>();
  for (const page of pages) {
    const group = groups.get(String(page.for)) ?? { audience: page.for, children: [] };
    group.children.push(toRoute(page));
    groups.set(String(page.for), group);
  }
  return [...groups.values()].map(({ audience, children }) => ({
    element: <Guard audience={audience} />,
    handle: audience === 'everybody' ? undefined : GUARDED,
    children,
  }));
}

const pages = sections.flatMap(({ pages: own }) => own);

/** The routes of the site, new for each use, because `loadMatched` changes them. */
export const createRoutes = (): RouteObject[] => [
  {
    element: <Layout />,
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <div />,
    children: [
      {
        // When a page fails, the header and the footer stay.
        errorElement: <ErrorPage />,
        children: [
          ...pages.filter(({ served }) => served !== undefined).map(toServedRoute),
          { lazy: kitFrame, children: guardedPages(pages.filter(({ served }) => served === undefined)) },
          {
            path: '*',
            lazy: () => import('./routes/not-found'),
            handle: { file: 'not-found', words: [] } satisfies ServedRoute,
          },
        ],
      },
    ],
  },
];

/** Loads the components of a page before it is drawn, so that the first draw is complete. */
export async function loadMatched(routes: RouteObject[], path: string): Promise<void> {
  const matched = matchRoutes(routes, path) ?? [];
  await Promise.all(
    matched.map(async ({ route }) => {
      if (typeof route.lazy !== 'function') return;
      Object.assign(route, await route.lazy());
      delete route.lazy;
    }),
  );
}

/** What the server has to know of a page that it draws; undefined for all other pages. */
export const servedRouteOf = (routes: RouteObject[], path: string): ServedRoute | undefined =>
  matchRoutes(routes, path)?.at(-1)?.route.handle as ServedRoute | undefined;

/** Loads the code of all pages that the server draws, so that the first reader of one does not wait for it. */
export async function loadServedPages(): Promise<void> {
  await Promise.all(pages.filter(({ served }) => served !== undefined).map(({ lazy }) => lazy()));
}
