import { type RouteObject, UNSAFE_createMemoryHistory as createMemoryHistory } from 'react-router';
import { describe, expect, it } from 'vitest';
import { createPageRouter } from './page-router';

/** A page whose code comes when the test says so. */
function slowPage() {
  let arrive!: (page: { Component: () => null }) => void;
  let fail!: (error: Error) => void;
  const code = new Promise<{ Component: () => null }>((resolve, reject) => {
    arrive = resolve;
    fail = reject;
  });
  return { lazy: () => code, arrive: () => arrive({ Component: () => null }), fail };
}

const page = { Component: () => null };

function open(pages: RouteObject[], at = '/') {
  const history = createMemoryHistory({ initialEntries: [at] });
  const routes = [
    { errorElement: 'frame', children: [{ errorElement: 'page', children: [...pages, { path: '*', ...page }] }] },
  ];
  const router = createPageRouter(routes, history);
  const told: string[] = [];
  router.subscribe(({ location, navigation }) => told.push(`${navigation.state} ${location.pathname}`));
  return { router, history, told, at: () => router.state.location.pathname + router.state.location.search };
}

describe('the router of the pages', () => {
  it('goes at once to a page whose code is here, and hands on state and options', () => {
    const { router, history, told } = open([
      { path: '/', ...page },
      { path: '/a', ...page },
    ]);
    void router.navigate('/a?x=1#y', { state: { from: 'there' }, preventScrollReset: true });
    expect(told).toEqual(['idle /a']);
    expect(history.location).toMatchObject({ pathname: '/a', search: '?x=1', hash: '#y', state: { from: 'there' } });
    expect(router.state).toMatchObject({ historyAction: 'PUSH', preventScrollReset: true, errors: null });
  });

  it('stays on the page while the code of the next one loads', async () => {
    const next = slowPage();
    const { router, told, history } = open([
      { path: '/', ...page },
      { path: '/a', lazy: next.lazy },
    ]);
    const gone = router.navigate('/a');
    expect(told).toEqual(['loading /']);
    expect(history.location.pathname).toBe('/');
    next.arrive();
    await gone;
    expect(told).toEqual(['loading /', 'idle /a']);
    expect(router.state.matches.at(-1)!.route).not.toHaveProperty('lazy');
  });

  it('leads to the page that was asked for last', async () => {
    const [slow, quick] = [slowPage(), slowPage()];
    const { router, at } = open([
      { path: '/', ...page },
      { path: '/slow', lazy: slow.lazy },
      { path: '/quick', lazy: quick.lazy },
    ]);
    const moves = [router.navigate('/slow'), router.navigate('/quick')];
    quick.arrive();
    await moves[1];
    slow.arrive();
    await moves[0];
    expect(at()).toBe('/quick');
  });

  it('keeps the frame when the code of a page does not come, and asks for it again next time', async () => {
    let asked = 0;
    const lazy = async () => {
      if (++asked === 1) throw new TypeError('Failed to fetch dynamically imported module');
      return page;
    };
    const { router } = open([
      { path: '/', ...page },
      { path: '/a', lazy },
    ]);
    await router.navigate('/a');
    expect(Object.entries(router.state.errors!)).toEqual([['0-0', expect.any(TypeError)]]);
    await router.navigate('/');
    expect(router.state.errors).toBeNull();
    await router.navigate('/a');
    expect(router.state.errors).toBeNull();
  });

  it('begins without a page while its code loads, and with one that is loaded', async () => {
    const first = slowPage();
    const { router } = open([{ path: '/', lazy: first.lazy }]);
    expect(router.state).toMatchObject({ initialized: false, renderFallback: true });
    const drawn = new Promise((resolve) => router.subscribe(resolve));
    first.arrive();
    await drawn;
    expect(router.state).toMatchObject({ initialized: true, renderFallback: false, navigation: { state: 'idle' } });
    expect(open([{ path: '/', ...page }]).router.state).toMatchObject({ initialized: true, renderFallback: false });
  });

  it.each([
    ['?list=open', '/a?list=open'],
    ['#part', '/a'],
    ['/b', '/b'],
  ])('resolves %s on the page /a', async (to, goes) => {
    const { router, at } = open(
      [
        { path: '/a', ...page },
        { path: '/b', ...page },
      ],
      '/a',
    );
    await router.navigate(to);
    expect(at()).toBe(goes);
  });

  it('refuses an address that is relative to a page', async () => {
    const { router, at } = open([{ path: '/a', ...page }], '/a');
    await expect(router.navigate('b')).rejects.toThrow('the address b is not absolute');
    expect(at()).toBe('/a');
  });

  it('replaces the entry of the history when told so', async () => {
    const { router, history } = open([{ path: '/', ...page }]);
    await router.navigate('?q=1', { replace: true });
    expect(router.state.historyAction).toBe('REPLACE');
    expect((history as ReturnType<typeof createMemoryHistory>).index).toBe(0);
  });

  it('remembers where pages were scrolled to', async () => {
    const { router } = open([
      { path: '/', ...page },
      { path: '/a', ...page },
    ]);
    let scrolled = 0;
    router.enableScrollRestoration(
      { default: 40 },
      () => scrolled,
      ({ pathname }) => pathname,
    );
    expect(router.state.restoreScrollPosition).toBeNull();
    scrolled = 300;
    await router.navigate('/a');
    expect(router.state.restoreScrollPosition).toBeNull();
    scrolled = 700;
    await router.navigate('/');
    expect(router.state.restoreScrollPosition).toBe(300);
    await router.navigate('/a');
    expect(router.state.restoreScrollPosition).toBe(700);
  });

  it('shows again where a page was scrolled to before it was loaded anew', () => {
    const { router } = open([{ path: '/', ...page }]);
    router.enableScrollRestoration(
      { '/': 40 },
      () => 0,
      ({ pathname }) => pathname,
    );
    expect(router.state.restoreScrollPosition).toBe(40);
  });
});
