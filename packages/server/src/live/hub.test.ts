import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveHub, type LiveState } from './hub.js';

interface Total extends LiveState {
  raised: number;
}

/** Stands in for the database: it holds what is committed, counts reads and can fail. */
class Store {
  readonly totals = new Map<string, Total>();
  loads = 0;
  broken = false;
  /** Set to delay results: each load waits until the test releases it. */
  held: (() => void)[] | undefined;

  commit(id: string, raised: number): void {
    this.totals.set(id, { version: (this.totals.get(id)?.version ?? 0) + 1, raised });
  }

  readonly load = async (ids: readonly string[]): Promise<ReadonlyMap<string, Total>> => {
    this.loads += 1;
    const found = new Map(
      ids.flatMap((id) => {
        const total = this.totals.get(id);
        return total === undefined ? [] : [[id, total] as const];
      }),
    );
    if (this.broken) throw new Error('no connection');
    await new Promise<void>((resolve) => (this.held === undefined ? resolve() : this.held.push(resolve)));
    return found;
  };
}

let hub: LiveHub;
let store: Store;
beforeEach(() => {
  vi.useFakeTimers();
  store = new Store();
  store.commit('p', 0);
  hub = new LiveHub(pino({ level: 'silent' }));
  hub.define<Total>({ name: 'progress', load: store.load });
});
afterEach(() => {
  hub.close();
  vi.useRealTimers();
});

/** Reads `source` into a list, as fast as it yields. */
function read(source: AsyncIterableIterator<Total>): Total[] {
  const seen: Total[] = [];
  void (async () => {
    for await (const total of source) seen.push(total);
  })();
  return seen;
}
const subscribe = (id = 'p') => hub.subscribe<Total>('progress', id);
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a new reader', () => {
  it('gets the current state at once, without a change', async () => {
    store.commit('p', 500);
    const seen = read(subscribe());
    await settle();
    expect(seen).toEqual([{ version: 2, raised: 500 }]);
  });

  it('gets the current state when others have it already', async () => {
    read(subscribe());
    await settle();
    const seen = read(subscribe());
    await settle();
    expect(seen).toHaveLength(1);
  });

  it('gets the current state as soon as the database responds again, when others have it already', async () => {
    read(subscribe());
    await settle();
    store.broken = true;
    const seen = read(subscribe());
    await settle();
    expect(seen).toEqual([]);
    store.broken = false;
    await settle(1_000);
    expect(seen, 'a reader that came while the database was unreachable must not wait for the next pledge').toEqual([
      { version: 1, raised: 0 },
    ]);
  });

  it('gets nothing of a topic that does not exist, until it exists', async () => {
    const seen = read(subscribe('later'));
    await settle(3_000);
    expect(seen).toEqual([]);
    store.commit('later', 7);
    await settle(1_000);
    expect(seen).toEqual([{ version: 1, raised: 7 }]);
  });
});

describe('changes', () => {
  it('that are close together are sent as few states, and the last one is right', async () => {
    const seen = read(subscribe());
    await settle();
    for (let change = 1; change <= 100; change += 1) {
      store.commit('p', change);
      hub.publish('progress', 'p');
      await settle(10);
    }
    await settle(1_000);
    expect(seen.at(-1), 'at the end everybody sees the newest state').toEqual({
      version: 101,
      raised: 100,
    });
    // One second of changes: the first state, five sends a second, and the last one.
    expect(seen.length, 'each send goes to every viewer, so many changes have to be joined').toBeLessThanOrEqual(8);
    expect(seen.length).toBeGreaterThanOrEqual(4);
  });

  it('are joined when they come faster than one can be read', async () => {
    hub.define<Total>({
      name: 'slow',
      load: async (ids) => {
        const found = await store.load(ids);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return found;
      },
    });
    const seen = read(hub.subscribe<Total>('slow', 'p'));
    await settle(300);
    const sentAt: number[] = [];
    for (let change = 1; change <= 200; change += 1) {
      store.commit('p', change);
      hub.publish('slow', 'p');
      const before = seen.length;
      await settle(10);
      if (seen.length > before) sentAt.push(performance.now());
    }
    expect(
      Math.min(...sentAt.slice(1).map((moment, index) => moment - sentAt[index]!)),
      'reads may overlap, sends may not',
    ).toBeGreaterThanOrEqual(190);
    await settle(1_000);
    expect(seen.at(-1)).toEqual({ version: 201, raised: 200 });
  });

  it('are joined when many readers arrive between them', async () => {
    const seen = read(subscribe());
    await settle();
    for (let change = 1; change <= 100; change += 1) {
      store.commit('p', change);
      hub.publish('progress', 'p');
      read(subscribe());
      await settle(10);
    }
    expect(seen.length, 'a new reader gets the newest state alone, not together with all others').toBeLessThanOrEqual(
      8,
    );
  });

  it('are read once, however many readers there are', async () => {
    const readers = Array.from({ length: 50 }, () => read(subscribe()));
    await settle(300);
    store.loads = 0;
    store.commit('p', 1);
    hub.publish('progress', 'p');
    await settle(250);
    expect(store.loads, 'one read for fifty viewers').toBe(1);
    for (const seen of readers) expect(seen.at(-1)).toEqual({ version: 2, raised: 1 });
  });

  it('made by another node or tool are visible within a second', async () => {
    const seen = read(subscribe());
    await settle();
    store.commit('p', 9);
    await settle(1_000);
    expect(seen.at(-1)).toEqual({ version: 2, raised: 9 });
  });

  it('of one topic are not sent to readers of another', async () => {
    store.commit('q', 0);
    const seen = read(subscribe('q'));
    read(subscribe('p'));
    await settle();
    store.commit('p', 5);
    hub.publish('progress', 'p');
    await settle(1_000);
    expect(seen).toEqual([{ version: 1, raised: 0 }]);
  });

  it('never go back, even when an older read ends last', async () => {
    const seen = read(subscribe());
    await settle(300);
    store.held = [];
    store.commit('p', 1);
    hub.publish('progress', 'p');
    await settle(1);
    const slow = store.held.shift();
    store.commit('p', 2);
    hub.publish('progress', 'p');
    await settle(1);
    store.held.shift()?.();
    await settle();
    slow?.();
    await settle();
    expect(
      seen.map(({ version }) => version),
      'a total that decreases frightens donors',
    ).toEqual([1, 3]);
  });

  it('are not sent twice to readers that arrive during the read', async () => {
    read(subscribe());
    await settle(300);
    store.held = [];
    const seen = read(subscribe());
    await settle();
    store.commit('p', 1);
    hub.publish('progress', 'p');
    await settle(1);
    const [first, second] = store.held;
    second?.();
    await settle();
    first?.();
    await settle();
    expect(seen).toEqual([{ version: 2, raised: 1 }]);
  });
});

describe('a large number of readers', () => {
  const CROWD = 1_000;

  it('gets the state in batches, so that other requests are served in between', async () => {
    const readers = Array.from({ length: CROWD }, () => read(subscribe()));
    await settle(1_000);
    store.commit('p', 1);
    const told = () => readers.filter((seen) => seen.at(-1)?.version === 2).length;
    const atEachTurn: number[] = [];
    const look = () => {
      atEachTurn.push(told());
      if (told() < CROWD) setImmediate(look);
    };
    hub.publish('progress', 'p');
    setImmediate(look);
    await settle(500);
    const steps = atEachTurn.map((count, turn) => count - (atEachTurn[turn - 1] ?? 0));
    expect(told()).toBe(CROWD);
    expect(
      Math.max(...steps),
      'ten thousand sends in one turn of the event loop would delay every gift',
    ).toBeLessThanOrEqual(200);
  });

  it('gets a change that happens during the sending, its first readers too', async () => {
    const readers = Array.from({ length: CROWD }, () => read(subscribe()));
    await settle(600);
    store.held = [];
    store.commit('p', 1);
    hub.publish('progress', 'p');
    // The poll reads at 700 ms, before the publication does. The poll's result arrives while the publication's read is
    // still in progress.
    await settle(50);
    store.commit('p', 2);
    hub.publish('progress', 'p');
    await settle(200);
    const [first, second] = store.held;
    store.held = undefined;
    first!();
    await vi.advanceTimersByTimeAsync(0);
    second!();
    await settle(300);
    expect(new Set(readers.map((seen) => seen.at(-1)?.version))).toEqual(new Set([3]));
  });

  it('that is too large for five sends per second gets fewer', async () => {
    const readers = Array.from({ length: 10_000 }, () => read(subscribe()));
    await settle(1_000);
    const before = readers[0]!.length;
    for (let change = 1; change <= 200; change += 1) {
      store.commit('p', change);
      hub.publish('progress', 'p');
      await settle(10);
    }
    await settle(1_000);
    expect(readers[0]!.length - before, 'two seconds of changes, half a second apart').toBeLessThanOrEqual(6);
    expect(new Set(readers.map((seen) => seen.at(-1)?.raised))).toEqual(new Set([200]));
  });

  it('that arrive together share one read', async () => {
    read(subscribe());
    await settle(300);
    store.loads = 0;
    store.held = [];
    const readers: Total[][] = [];
    for (let newcomer = 0; newcomer < 100; newcomer += 1) {
      readers.push(read(subscribe()));
      await settle(1);
    }
    expect(store.loads, 'many readers that arrive together must not send as many queries').toBe(1);
    const first = store.held.shift()!;
    store.held = undefined;
    first();
    await settle(100);
    expect(store.loads).toBe(2);
    expect(readers.every((seen) => seen.length === 1)).toBe(true);
  });
});

describe('a slow reader', () => {
  it('gets only the newest state, and nothing else is kept for it', async () => {
    const source = subscribe();
    await settle();
    expect((await source.next()).value).toEqual({ version: 1, raised: 0 });
    for (let change = 1; change <= 20; change += 1) {
      store.commit('p', change);
      hub.publish('progress', 'p');
      await settle(300);
    }
    expect((await source.next()).value, 'a queue per slow socket fills the memory').toEqual({
      version: 21,
      raised: 20,
    });
    const next = source.next();
    await settle(1_000);
    store.commit('p', 21);
    hub.publish('progress', 'p');
    await settle(300);
    expect((await next).value).toEqual({ version: 22, raised: 21 });
  });
});

describe('a reader that leaves', () => {
  it('stops waiting, and the last one ends the reads of the topic', async () => {
    const source = subscribe();
    await settle();
    await source.next();
    const waiting = source.next();
    await source.return?.();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(await source.next()).toEqual({ value: undefined, done: true });
    await source.return?.();
    store.loads = 0;
    hub.publish('progress', 'p');
    await settle(5_000);
    expect(store.loads, 'nobody is subscribed, so nothing is read').toBe(0);
  });

  it('does not stop the changes of the others', async () => {
    const source = subscribe();
    const seen = read(subscribe());
    await settle();
    await source.return?.();
    store.commit('p', 3);
    hub.publish('progress', 'p');
    await settle(300);
    expect(seen.at(-1)).toEqual({ version: 2, raised: 3 });
  });
});

describe('a database that does not respond', () => {
  it('delays states and never makes them wrong', async () => {
    const seen = read(subscribe());
    await settle(300);
    store.broken = true;
    store.commit('p', 4);
    hub.publish('progress', 'p');
    await settle(3_000);
    expect(seen).toHaveLength(1);
    store.broken = false;
    await settle(1_000);
    expect(seen.at(-1)).toEqual({ version: 2, raised: 4 });
  });

  it('gets no further query before it has responded', async () => {
    read(subscribe());
    await settle();
    store.loads = 0;
    store.held = [];
    await settle(10_000);
    expect(store.loads, 'queries that pile up keep a slow database slow').toBe(1);
    await settle(1_500);
    expect(store.loads, 'a query that never returns must not stop the polls').toBe(2);
    store.commit('p', 1);
    const held = store.held;
    store.held = undefined;
    held.forEach((go) => go());
    await settle(1_000);
    expect(store.loads).toBeGreaterThan(2);
  });
});

describe('a closed hub', () => {
  it('ends every reader, and later ones at once', async () => {
    const source = subscribe();
    await settle();
    await source.next();
    const waiting = source.next();
    hub.close();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(await subscribe().next(), 'a subscription that never ends would delay the stop').toEqual({
      value: undefined,
      done: true,
    });
    hub.publish('progress', 'p');
    await settle(2_000);
  });

  it('must know a kind of topic before a reader subscribes to it', () => {
    expect(() => hub.publish('typo', 'p')).toThrow(/typo.*define/);
  });
});
