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
/** So many subscribers take a state in a millisecond; a larger crowd gets fewer sends, which leaves as much time again for everything else. */
const SUBSCRIBERS_PER_MS = 20;
/** So many subscribers are told in one turn of the event loop; requests are answered between the turns. */
const SUBSCRIBERS_PER_TURN = 200;
/** How often topics with subscribers are read again, for changes that other nodes and tools made. */
const POLL_MS = 700;
/** After this long a poll without an answer is given up for lost, and the next one begins. */
const POLL_PATIENCE_MS = 10_000;

/** A place for the newest value and nothing else: who reads slowly skips to it. */
class Subscriber<S extends LiveState> implements AsyncIterableIterator<S> {
  private newest: S | undefined;
  private version = -Infinity;
  private waiting: ((result: IteratorResult<S>) => void) | undefined;
  private ended = false;

  constructor(private readonly leave: (self: Subscriber<S>) => void) {}

  /** Takes `value` unless it has been offered that or a later one: readings may arrive out of order. */
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
  /** While all are being told: whether to begin again then, for those who were told before there was news. */
  telling: 'once' | 'again' | undefined;
  /** The version last sent to all, and when, on the monotonic clock. */
  sentVersion: number;
  sentAt: number;
  timer: NodeJS.Timeout | undefined;
}

interface Kind {
  readonly definition: TopicKind<LiveState>;
  readonly topics: Map<string, Topic<LiveState>>;
  /** Subscribers that have not been told the current state yet, by topic. */
  newcomers: Map<string, Subscriber<LiveState>[]>;
  greeting: boolean;
}

/**
 * Live states by topic. A module publishes only that a topic changed; the hub reads the state once for all its
 * subscribers, joins changes that come close together, and never queues: the newest state replaces an unread one.
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

  /** The current state at once, then every later one, until the reader returns. */
  subscribe<S extends LiveState>(kindName: string, id: string): AsyncIterableIterator<S> {
    const kind = this.kind(kindName);
    if (this.closed) return ended<S>();
    const topic = kind.topics.get(id) ?? { subscribers: new Set(), newest: undefined, telling: undefined, sentVersion: -Infinity, sentAt: -Infinity, timer: undefined };
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

  /** Says that `id` changed; call it after the commit. */
  publish(kindName: string, id: string): void {
    const kind = this.kind(kindName);
    const topic = kind.topics.get(id);
    if (topic === undefined || topic.timer !== undefined || this.closed) return;
    topic.timer = setTimeout(() => {
      topic.timer = undefined;
      void this.refresh(kind, [id]);
    }, Math.max(0, nextSendAt(topic) - performance.now()));
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
    // Questions that pile up would keep a slow database slow.
    if (performance.now() < this.pollingSince + POLL_PATIENCE_MS) return;
    const began = performance.now();
    this.pollingSince = began;
    for (const kind of this.kinds.values()) {
      // What is being sent, or is about to be, would only be sent twice.
      const ids = [...kind.topics].filter(([, { timer, telling }]) => timer === undefined && telling === undefined).map(([id]) => id);
      if (ids.length > 0) await this.refresh(kind, ids);
    }
    if (this.pollingSince === began) this.pollingSince = -Infinity;
  }

  /**
   * Tells a newcomer the current state. What others already have may be older than a commit that it knows of, so the state is read anew:
   * once for all who come while the last of these readings is under way.
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

  /** Reads the states of `ids` and offers them to `newcomers` alone or, without any, to all their subscribers. */
  private async refresh(kind: Kind, ids: readonly string[], newcomers?: ReadonlyMap<string, readonly Subscriber<LiveState>[]>): Promise<void> {
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
      if (topic.newest === undefined || state.version > topic.newest.version) topic.newest = state;
      // The others get it when their turn comes: a crowd that arrives must not undo the joining of changes.
      if (newcomers !== undefined) await offerInTurns(topic, newcomers.get(id) ?? []);
      // Another reading was quicker, and its state has just been sent.
      else if (topic.sentVersion < topic.newest.version && performance.now() < nextSendAt(topic)) this.publish(kind.definition.name, id);
      else void this.tell(topic);
    }
  }

  /** Tells all subscribers the newest state. One round at a time: a crowd that takes long is not told twice at once. */
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
      await offerInTurns(topic, topic.subscribers);
    } while ((topic.telling as Topic<LiveState>['telling']) === 'again');
    topic.telling = undefined;
  }
}

/** From when on a topic may be sent again, on the monotonic clock. */
const nextSendAt = ({ sentAt, subscribers }: Topic<LiveState>): number => sentAt + Math.max(CONFLATE_MS, subscribers.size / SUBSCRIBERS_PER_MS);

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

/** Offers the topic's newest state to `subscribers`; to those whose turn comes later perhaps a newer one. */
async function offerInTurns(topic: Topic<LiveState>, subscribers: Iterable<Subscriber<LiveState>>): Promise<void> {
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
