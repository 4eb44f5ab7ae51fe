import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChangeHandlers, ChangeWatch } from './change-watch';

interface Subscription {
  topics: readonly string[];
  handlers: ChangeHandlers;
  over: boolean;
}

let subscriptions: Subscription[];
let page: { live: boolean; hidden: boolean; show: () => void };
let watch: ChangeWatch;

beforeEach(() => {
  vi.useFakeTimers();
  subscriptions = [];
  const shown: (() => void)[] = [];
  page = {
    live: true,
    hidden: false,
    show() {
      page.hidden = false;
      for (const listener of shown) listener();
    },
  };
  watch = new ChangeWatch(
    (topics, handlers) => {
      const subscription = { topics, handlers, over: false };
      subscriptions.push(subscription);
      return () => {
        subscription.over = true;
      };
    },
    { isLive: () => page.live, isHidden: () => page.hidden, whenShown: (listener) => shown.push(listener) },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 10_000) => vi.advanceTimersByTime(ms);
const running = () => subscriptions.filter(({ over }) => !over);
const tell = (topic: string, version: number) => running().at(-1)!.handlers.changed(topic, version);
/** A reader that counts how often it was called. */
function reader(topics: string[], isFresh = false) {
  const asked = vi.fn<() => void>();
  const leave = watch.join(topics, asked, isFresh);
  settle(0);
  return { asked, leave };
}

describe('one subscription', () => {
  it('serves all components of a page', () => {
    watch.join(['b', 'a'], () => undefined);
    watch.join(['a', 'c'], () => undefined);
    settle();
    expect(subscriptions.map(({ topics }) => topics)).toEqual([['a', 'b', 'c']]);
  });

  it('is replaced when topics come or go, without a gap', () => {
    const { leave } = reader(['a']);
    reader(['b']);
    expect(running().map(({ topics }) => topics)).toEqual([['a', 'b']]);
    leave();
    settle();
    expect(running().map(({ topics }) => topics)).toEqual([['b']]);
  });

  it('stays when a component leaves whose topics others watch', () => {
    const { leave } = reader(['a']);
    reader(['a']);
    leave();
    settle();
    expect(subscriptions).toHaveLength(1);
  });

  it('ends with the last component', () => {
    reader(['a']).leave();
    settle();
    expect(running()).toEqual([]);
  });

  it('continues without a refused topic, until a component asks for it again', () => {
    reader(['a', 'b', 'c']);
    running()[0]!.handlers.refused(1);
    settle(0);
    expect(running().map(({ topics }) => topics)).toEqual([['a', 'c']]);
    reader(['b']);
    expect(running().map(({ topics }) => topics)).toEqual([['a', 'b', 'c']]);
  });

  it('pauses while a person signs in or out, and then starts again', () => {
    const { asked } = reader(['a']);
    running()[0]!.handlers.refused(0);
    watch.pause();
    reader(['b']);
    settle();
    expect(running()).toEqual([]);
    watch.resume();
    settle(0);
    expect(running().map(({ topics }) => topics)).toEqual([['a', 'b']]);
    tell('a', 1);
    settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('starts again some time after it has ended', () => {
    reader(['a']);
    running()[0]!.handlers.ended();
    settle(2_000);
    expect(running(), 'a server that was unreachable must not get requests from everybody at once').toEqual([]);
    settle(10_000);
    expect(running()).toHaveLength(1);
  });

  it('ignores events of one that was replaced', () => {
    const { asked } = reader(['a']);
    const old = running()[0]!;
    reader(['b']);
    old.handlers.changed('a', 7);
    old.handlers.ended();
    settle();
    expect(asked).not.toHaveBeenCalled();
    expect(running()).toHaveLength(1);
  });
});

describe('a component', () => {
  it('reads once at the first version, because its data may be older', () => {
    const { asked } = reader(['a']);
    tell('a', 5);
    settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('with fresh data reads at the first change only', () => {
    const { asked } = reader(['a'], true);
    tell('a', 5);
    settle();
    expect(asked).not.toHaveBeenCalled();
    tell('a', 6);
    settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('reads for its own topics, once for those that change together, and rarely during many changes', () => {
    const { asked } = reader(['a', 'b'], true);
    const { asked: other } = reader(['c'], true);
    for (const topic of ['a', 'b', 'c']) tell(topic, 1);
    tell('a', 2);
    tell('b', 2);
    settle(0);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
    for (let version = 3; version < 100; version += 1) {
      tell('a', version);
      settle(100);
    }
    settle();
    expect(asked.mock.calls.length, 'ten seconds of changes').toBeLessThanOrEqual(9);
    const before = asked.mock.calls.length;
    tell('a', 100);
    settle();
    expect(asked).toHaveBeenCalledTimes(before + 1);
  });

  it('reads after a lost connection only when something has changed meanwhile', () => {
    const { asked } = reader(['a'], true);
    tell('a', 1);
    // The transport reconnects by itself; the server then sends the current versions.
    tell('a', 1);
    settle();
    expect(asked).not.toHaveBeenCalled();
    running()[0]!.handlers.ended();
    settle();
    tell('a', 2);
    settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('in the background reads when the page is visible again', () => {
    const { asked } = reader(['a'], true);
    tell('a', 1);
    page.hidden = true;
    tell('a', 2);
    tell('a', 3);
    settle(60_000);
    expect(asked).not.toHaveBeenCalled();
    page.show();
    settle();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('without a live connection reads every twenty seconds', () => {
    const { asked } = reader(['a'], true);
    tell('a', 1);
    settle(60_000);
    expect(asked).not.toHaveBeenCalled();
    page.live = false;
    settle(61_000);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('that has left reads nothing', () => {
    const { asked, leave } = reader(['a'], true);
    tell('a', 1);
    tell('a', 2);
    leave();
    settle();
    expect(asked).not.toHaveBeenCalled();
  });
});
