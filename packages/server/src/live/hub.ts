import type { Logger } from 'pino';

/** The state that a topic sends. The version of a state grows with every change. */
export interface LiveState {
  readonly version: number;
}

/**
 * A kind of topic. `load` reads the newest states of several topics at once, by id, and leaves out a topic that has no
 * state.
 */
export interface TopicKind<S extends LiveState> {
  readonly name: string;
  load(ids: readonly string[]): Promise<ReadonlyMap<string, S>>;
}

/** The shortest time between two sends of one topic: at most five sends per second, however many changes there are. */
const CONFLATE_MS = 200;
/**
 * How many subscribers can be sent a state in a millisecond. A topic with more subscribers gets fewer sends, which
 * leaves as much time again for everything else.
 */
const SUBSCRIBERS_PER_MS = 20;
/** How many subscribers are sent a state in one turn of the event loop. Requests are served between the turns. */
const SUBSCRIBERS_PER_TURN = 200;
/** How often topics with subscribers are read again, for changes that other nodes and tools made. */
const POLL_MS = 700;
/** After this long a poll without a result counts as lost, and the next one begins. */
const POLL_PATIENCE_MS = 10_000;

/** Holds the newest value only. A slow reader skips to it. */
class Subscriber<S extends LiveState> implements AsyncIterableIterator<S> {
  private newest: S | undefined;
  private version = -Infinity;
  private waiting: ((result: IteratorResult<S>) => void) | undefined;
  private ended = false;

  constructor(private readonly leave: (self: Subscriber<S>) => void) {}

  /**
   * Stores `value`, unless the subscriber has been offered the same or a later version: reads may finish out of order.
   * Returns whether the value was stored.
   */
  offer(value: S): boolean {
    if (this.ended || value.version <= this.version) return false;
    this.version = value.version;
    if (this.waiting === undefined) this.newest = value;
    else this.waiting({ value, done: false });
    this.waiting = undefined;
    return true;
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
  /**
   * Set while all subscribers are being sent a state. 'again' starts another round after this one, because subscribers
   * early in the round have missed newer news.
   */
  telling: 'once' | 'again' | undefined;
  /** The version last sent to all subscribers, and the time of that send on the monotonic clock. */
  sentVersion: number;
  sentAt: number;
  timer: NodeJS.Timeout | undefined;
}

interface Kind {
  readonly definition: TopicKind<LiveState>;
  readonly topics: Map<string, Topic<LiveState>>;
  /** Subscribers that have not been sent the current state yet, by topic. */
  newcomers: Map<string, Subscriber<LiveState>[]>;
  greeting: boolean;
}

/**
 * Live states by topic. A module publishes only that a topic changed. The hub reads the state once for all its
 * subscribers and joins changes that come close together. The hub never queues states: the newest one replaces an
 * unread one.
 */
export class LiveHub {
  private readonly kinds = new Map<string, Kind>();
  private readonly poll: NodeJS.Timeout;
  private pollingSince = -Infinity;
  private closed = false;

  constructor(private readonly log: Logger) {
    this.poll = setInterval(() => void this.pollAll(), POLL_MS).unref();
  }

  define<S extends LiveState>(definition: TopicKind<S>): void {
    this.kinds.set(definition.name, { definition, topics: new Map(), newcomers: new Map(), greeting: false });
  }

  /**
   * Returns the current state at once, then every later one, until the reader calls `return`. Throws when the kind is
   * not defined.
   */
  subscribe<S extends LiveState>(kindName: string, id: string): AsyncIterableIterator<S> {
    const kind = this.kind(kindName);
    if (this.closed) return ended<S>();
    const topic = kind.topics.get(id) ?? {
      subscribers: new Set(),
      newest: undefined,
      telling: undefined,
      sentVersion: -Infinity,
      sentAt: -Infinity,
      timer: undefined,
    };
    kind.topics.set(id, topic);
    const subscriber: Subscriber<LiveState> = new Subscriber((self) => {
      topic.subscribers.delete(self);
      if (topic.subscribers.size > 0 || kind.topics.get(id) !== topic) return;
      clearTimeout(topic.timer);
      kind.topics.delete(id);
    });
    topic.subscribers.add(subscriber);
    void this.greet(kind, id, subscriber);
    return subscriber as unknown as AsyncIterableIterator<S>;
  }

  /** Announces that `id` changed. Call `publish` after the commit. */
  publish(kindName: string, id: string): void {
    const kind = this.kind(kindName);
    const topic = kind.topics.get(id);
    if (topic === undefined || topic.timer !== undefined || this.closed) return;
    topic.timer = setTimeout(
      () => {
        topic.timer = undefined;
        void this.refresh(kind, [id]);
      },
      Math.max(0, nextSendAt(topic) - performance.now()),
    );
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
    // Queries that pile up would keep a slow database slow.
    if (performance.now() < this.pollingSince + POLL_PATIENCE_MS) return;
    const began = performance.now();
    this.pollingSince = began;
    for (const kind of this.kinds.values()) {
      // The poll leaves out topics that are being sent or are about to be, because their state would be sent twice.
      const ids = [...kind.topics]
        .filter(([, { timer, telling }]) => timer === undefined && telling === undefined)
        .map(([id]) => id);
      if (ids.length > 0) await this.refresh(kind, ids);
    }
    if (this.pollingSince === began) this.pollingSince = -Infinity;
  }

  /**
   * Sends a new subscriber the current state. The hub reads the state from the database, because the state that the hub
   * holds can be older than a commit that the subscriber knows of. One read serves all subscribers that arrive while the
   * previous read runs.
   */
  private async greet(kind: Kind, id: string, subscriber: Subscriber<LiveState>): Promise<void> {
    const own = kind.newcomers.get(id) ?? [];
    own.push(subscriber);
    kind.newcomers.set(id, own);
    if (kind.greeting) return;
    kind.greeting = true;
    while (kind.newcomers.size > 0) {
      await endOfTurn();
      const { newcomers } = kind;
      kind.newcomers = new Map();
      await this.refresh(kind, [...newcomers.keys()], newcomers);
    }
    kind.greeting = false;
  }

  /** Reads the states of `ids` and offers them to `newcomers` only or, without `newcomers`, to all subscribers. */
  private async refresh(
    kind: Kind,
    ids: readonly string[],
    newcomers?: ReadonlyMap<string, readonly Subscriber<LiveState>[]>,
  ): Promise<void> {
    let states: ReadonlyMap<string, LiveState>;
    try {
      states = await kind.definition.load(ids);
    } catch (error) {
      // The next poll tries again. A lost database delays what is shown, and never makes it false.
      this.log.warn({ err: error, topics: kind.definition.name }, 'live states could not be read');
      return;
    }
    for (const [id, state] of states) {
      const topic = kind.topics.get(id);
      if (topic === undefined) continue;
      if (topic.newest === undefined || state.version > topic.newest.version) topic.newest = state;
      // Only the newcomers get the state now. The other subscribers get the state with the topic's next send, because
      // many arrivals must not undo the joining of changes.
      if (newcomers !== undefined) await offerInBatches(topic, newcomers.get(id) ?? []);
      // Another read was quicker and its state has just been sent, so this one waits for the next send.
      else if (topic.sentVersion < topic.newest.version && performance.now() < nextSendAt(topic))
        this.publish(kind.definition.name, id);
      else void this.tell(topic);
    }
  }

  /**
   * Sends all subscribers the newest state. Only one round runs at a time, because a round over many subscribers takes
   * long and must not overlap with the next.
   */
  private async tell(topic: Topic<LiveState>): Promise<void> {
    if (topic.telling !== undefined) {
      topic.telling = 'again';
      return;
    }
    do {
      topic.telling = 'once';
      if (topic.newest !== undefined && topic.sentVersion < topic.newest.version) {
        topic.sentVersion = topic.newest.version;
        topic.sentAt = performance.now();
      }
      await offerInBatches(topic, topic.subscribers);
    } while ((topic.telling as Topic<LiveState>['telling']) === 'again');
    topic.telling = undefined;
  }
}

/** The earliest time of the topic's next send, on the monotonic clock. */
const nextSendAt = ({ sentAt, subscribers }: Topic<LiveState>): number =>
  sentAt + Math.max(CONFLATE_MS, subscribers.size / SUBSCRIBERS_PER_MS);

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Offers the topic's newest state to `subscribers`, some per turn of the event loop. A subscriber of a later turn may
 * get a newer state.
 */
async function offerInBatches(topic: Topic<LiveState>, subscribers: Iterable<Subscriber<LiveState>>): Promise<void> {
  let taken = 0;
  for (const subscriber of subscribers) {
    if (topic.newest === undefined || !subscriber.offer(topic.newest)) continue;
    taken += 1;
    if (taken % SUBSCRIBERS_PER_TURN === 0) await endOfTurn();
  }
}

const ended = <S>(): AsyncIterableIterator<S> => ({
  next: () => Promise.resolve({ value: undefined, done: true }),
  return: () => Promise.resolve({ value: undefined, done: true }),
  [Symbol.asyncIterator]() {
    return this;
  },
});
