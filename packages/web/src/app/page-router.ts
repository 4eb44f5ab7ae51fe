import type { ComponentProps } from 'react';
import {
  type Location,
  matchRoutes,
  NavigationType,
  parsePath,
  type RouteObject,
  type To,
  type UNSAFE_createBrowserHistory as createBrowserHistory,
} from 'react-router';
import type { RouterProvider } from 'react-router/dom';

type DataRouter = ComponentProps<typeof RouterProvider>['router'];
type State = DataRouter['state'];
type History = ReturnType<typeof createBrowserHistory>;
type Match = State['matches'][number];

interface NavigateOptions {
  replace?: boolean;
  state?: unknown;
  preventScrollReset?: boolean;
  flushSync?: boolean;
}

const IDLE = {
  state: 'idle',
  location: undefined,
  matches: undefined,
  historyAction: undefined,
  formMethod: undefined,
  formAction: undefined,
  formEncType: undefined,
  formData: undefined,
  json: undefined,
  text: undefined,
} as const;

/** Copies of the routes with the ids by which the router finds them again. */
const withIds = (routes: readonly RouteObject[], parent = ''): RouteObject[] =>
  routes.map((route, place) => {
    const id = `${parent}${place}`;
    const children = route.children && withIds(route.children, `${id}-`);
    return { ...route, id, ...(children && { children }) } as RouteObject;
  });

const boundaryOf = (matches: readonly Match[], failed: number): string =>
  (
    matches
      .slice(0, failed + 1)
      .reverse()
      .find(({ route }) => route.errorElement !== undefined) ?? matches[0]!
  ).route.id;

/**
 * The router of the pages in a browser: it loads the code of a page, shows the old page meanwhile, and remembers where
 * each page was scrolled to. It is what `RouterProvider` and the hooks of react-router use of a data router. That
 * of react-router also has loaders, actions, fetchers and blockers, which this site does without, and they are a tenth of
 * the script of a first visit. Addresses are absolute, or begin with ? or #. `routes` must match every address.
 */
export function createPageRouter(given: readonly RouteObject[], history: History): DataRouter {
  const routes = withIds(given);
  const subscribers = new Set<Parameters<DataRouter['subscribe']>[0]>();
  const matchesOf = (location: Location) => (matchRoutes(routes, location) ?? []) as unknown as Match[];
  const isLoaded = (matches: readonly Match[]) => matches.every(({ route }) => route.lazy === undefined);

  /** The latest navigation. An earlier one that is still loading leads nowhere. */
  let latest = 0;
  let positions: Record<string, number> | undefined;
  let positionNow: (() => number) | undefined;
  let keyOf: Parameters<DataRouter['enableScrollRestoration']>[2];

  const here = matchesOf(history.location);
  let state: State = {
    historyAction: history.action,
    location: history.location,
    matches: here,
    initialized: isLoaded(here),
    renderFallback: !isLoaded(here),
    navigation: IDLE,
    restoreScrollPosition: null,
    preventScrollReset: false,
    revalidation: 'idle',
    loaderData: {},
    actionData: null,
    errors: null,
    fetchers: new Map(),
    blockers: new Map(),
  };

  function update(next: Partial<State>, flushSync = false): void {
    state = { ...state, ...next };
    for (const tell of subscribers)
      tell(state, { deletedFetchers: [], newErrors: next.errors ?? null, flushSync } as never);
  }

  const scrollKey = (location: Location, matches: readonly Match[]) =>
    keyOf?.(
      location,
      matches.map(({ route, pathname, params }) => ({ id: route.id, pathname, params, handle: route.handle }) as never),
    ) ?? location.key;
  const savedPosition = (location: Location, matches: readonly Match[]): number | null =>
    positions?.[scrollKey(location, matches)] ?? null;

  /** Loads what the page needs, and returns the errors by the route that shows them. */
  async function load(matches: readonly Match[]): Promise<State['errors']> {
    const loads = await Promise.allSettled(
      matches.map(async ({ route }) => {
        if (typeof route.lazy !== 'function') return;
        Object.assign(route, await route.lazy());
        delete route.lazy;
      }),
    );
    const failed = loads.findIndex(({ status }) => status === 'rejected');
    if (failed < 0) return null;
    return { [boundaryOf(matches, failed)]: (loads[failed] as PromiseRejectedResult).reason as unknown };
  }

  async function go(
    action: NavigationType,
    location: Location,
    { preventScrollReset = false, flushSync = false }: NavigateOptions = {},
  ): Promise<void> {
    const turn = ++latest;
    if (positions && positionNow && state.initialized)
      positions[scrollKey(state.location, state.matches)] = positionNow();
    const matches = matchesOf(location);
    let errors: State['errors'] = null;
    if (!isLoaded(matches)) {
      if (state.initialized)
        update(
          { navigation: { ...IDLE, state: 'loading', location, matches, historyAction: action } as never },
          flushSync,
        );
      errors = await load(matches);
      if (turn !== latest) return;
    }
    if (action === NavigationType.Push) history.push(location, location.state);
    if (action === NavigationType.Replace) history.replace(location, location.state);
    update(
      {
        historyAction: action,
        location,
        matches,
        errors,
        initialized: true,
        renderFallback: false,
        navigation: IDLE,
        restoreScrollPosition: savedPosition(location, matches),
        preventScrollReset,
      },
      flushSync,
    );
  }

  async function navigate(to: To | number | null, options: NavigateOptions = {}): Promise<void> {
    if (typeof to === 'number') return history.go(to);
    const {
      pathname = state.location.pathname,
      search = '',
      hash = '',
    } = typeof to === 'string' ? parsePath(to) : (to ?? {});
    if (!pathname.startsWith('/')) throw new Error(`the address ${pathname} is not absolute`);
    const path = history.encodeLocation({ pathname, search, hash });
    const key = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
    const location = { ...path, state: options.state ?? null, key } as Location;
    await go(options.replace === true ? NavigationType.Replace : NavigationType.Push, location, options);
  }

  const router = {
    basename: '/',
    future: {},
    manifest: {},
    routes,
    window: typeof window === 'undefined' ? undefined : window,
    get state() {
      return state;
    },
    subscribe(tell: Parameters<DataRouter['subscribe']>[0]) {
      subscribers.add(tell);
      return () => void subscribers.delete(tell);
    },
    navigate,
    createHref: (location: Location | URL) => history.createHref(location),
    createURL: (to: To) => history.createURL(to),
    encodeLocation: (to: To) => history.encodeLocation(to),
    enableScrollRestoration(
      saved: Record<string, number>,
      now: () => number,
      key: Parameters<DataRouter['enableScrollRestoration']>[2],
    ) {
      const isFirst = positions === undefined;
      positions = saved;
      positionNow = now;
      keyOf = key;
      const before = isFirst ? savedPosition(state.location, state.matches) : null;
      if (before !== null) update({ restoreScrollPosition: before });
      return () => {
        positionNow = undefined;
      };
    },
  };
  history.listen(({ action, location }) => void go(action, location));
  if (!state.initialized) void go(history.action, history.location);
  return router as unknown as DataRouter;
}
