import type { Logger } from 'pino';

/** What a topic sends: a state with a version that grows with every change. */
export interface LiveState {
  readonly version: number;
}

/** A kind of topic. `load` reads the newest states of several topics at once; a topic without one is left out. */
export interface TopicKind<S extends LiveState> {
  readonly name: string;
  load(ids: readonly string[]): Promise<ReadonlyMap<string, S>>;
}

/** Sends of one topic are at least this far apart: five a second, however many changes there are. */
const CONFLATE_MS = 200;
/** How often topics with subscribers are read again, for changes that other nodes and tools made. */
const POLL_MS = 700;

/** A place for the newest value and nothing else: who reads slowly skips to it. */
class Subscriber<S> implements AsyncIterableIterator<S> {
  private newest: S | undefined;
  private waiting: ((result: IteratorResult<S>) => void) | undefined;
  private ended = false;

  constructor(private readonly leave: (self: Subscriber<S>) => void) {}

  offer(value: S): void {
    if (this.waiting === undefined) {
      this.newest = value;
      return;
    }
    this.waiting({ value, done: false });
    this.waiting = undefined;
  }

  next(): Promise<IteratorResult<S>> {
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    if (this.newest !== undefined) {
      const value = this.newest;
      this.newest = undefined;
      return Promise.resolve({ value, done: false });
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<S>> {
    if (!this.ended) {
      this.ended = true;
      this.newest = undefined;
      this.waiting?.({ value: undefined, done: true });
      this.leave(this);
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

interface Topic<S extends LiveState> {
  readonly subscribers: Set<Subscriber<S>>;
  newest: S | undefined;
  /** When the last state was sent, on the monotonic clock. */
  sentAt: number;
  timer: NodeJS.Timeout | undefined;
}

interface Kind {
  readonly definition: TopicKind<LiveState>;
  readonly topics: Map<string, Topic<LiveState>>;
}

/**
 * Live states by topic. A module publishes only that a topic changed; the hub reads the state once for all its
 * subscribers, joins changes that come close together, and never queues: the newest state replaces an unread one.
 */
export class LiveHub {
  private readonly kinds = new Map<string, Kind>();
  private readonly poll: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly log: Logger) {
    this.poll = setInterval(() => void this.pollAll(), POLL_MS).unref();
  }

  define<S extends LiveState>(definition: TopicKind<S>): void {
    this.kinds.set(definition.name, { definition, topics: new Map() });
  }

  /** The current state at once, then every later one, until the reader returns. */
  subscribe<S extends LiveState>(kindName: string, id: string): AsyncIterableIterator<S> {
    const kind = this.kind(kindName);
    const topic = kind.topics.get(id) ?? { subscribers: new Set(), newest: undefined, sentAt: -Infinity, timer: undefined };
    kind.topics.set(id, topic);
    const subscriber: Subscriber<LiveState> = new Subscriber((self) => {
      topic.subscribers.delete(self);
      if (topic.subscribers.size > 0 || kind.topics.get(id) !== topic) return;
      clearTimeout(topic.timer);
      kind.topics.delete(id);
    });
    topic.subscribers.add(subscriber);
    // The state that others already have may be older than a commit this reader knows of, so it is read anew.
    void this.refresh(kind, [id], subscriber);
    return subscriber as unknown as AsyncIterableIterator<S>;
  }

  /** Says that `id` changed; call it after the commit. */
  publish(kindName: string, id: string): void {
    const kind = this.kind(kindName);
    const topic = kind.topics.get(id);
    if (topic === undefined || topic.timer !== undefined || this.closed) return;
    const wait = Math.max(0, topic.sentAt + CONFLATE_MS - performance.now());
    topic.timer = setTimeout(() => {
      topic.timer = undefined;
      void this.refresh(kind, [id]);
    }, wait);
  }

  /** Ends every subscription. */
  close(): void {
    this.closed = true;
    clearInterval(this.poll);
    for (const { topics } of this.kinds.values()) {
      for (const topic of topics.values()) {
        clearTimeout(topic.timer);
        for (const subscriber of topic.subscribers) void subscriber.return();
      }
    }
  }

  private kind(name: string): Kind {
    const kind = this.kinds.get(name);
    if (kind === undefined) throw new Error(`no live topics are called "${name}"; define them first`);
    return kind;
  }

  private async pollAll(): Promise<void> {
    for (const kind of this.kinds.values()) {
      if (kind.topics.size > 0) await this.refresh(kind, [...kind.topics.keys()]);
    }
  }

  /** Reads the states of `ids` and sends those that are new; `newcomer` gets its first one in any case. */
  private async refresh(kind: Kind, ids: readonly string[], newcomer?: Subscriber<LiveState>): Promise<void> {
    let states: ReadonlyMap<string, LiveState>;
    try {
      states = await kind.definition.load(ids);
    } catch (error) {
      // The next poll tries again: losing the database delays what is shown, and never falsifies it.
      this.log.warn({ err: error, topics: kind.definition.name }, 'live states could not be read');
      return;
    }
    for (const [id, state] of states) {
      const topic = kind.topics.get(id);
      if (topic === undefined) continue;
      const isNew = topic.newest === undefined || state.version > topic.newest.version;
      if (isNew) {
        topic.newest = state;
        topic.sentAt = performance.now();
        for (const subscriber of topic.subscribers) subscriber.offer(state);
      } else if (newcomer !== undefined && topic.newest !== undefined) {
        newcomer.offer(topic.newest);
      }
    }
  }
}
