/** The outcomes of one subscription. */
export interface ChangeHandlers {
  changed(topic: string, version: number): void;
  /** The server refused the subscription because of the topic at this place. */
  refused(index: number): void;
  /** The subscription ended, or was refused for another reason. */
  ended(): void;
}

/** Subscribes to the versions of topics; returns a function that ends the subscription. */
export type SubscribeToChanges = (topics: readonly string[], handlers: ChangeHandlers) => () => void;

interface Reader {
  readonly topics: ReadonlySet<string>;
  readonly refetchPage: () => void;
  /** Whether the first version of a topic counts as the version of what is shown. */
  readonly isFresh: boolean;
  askedAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** The shortest time between two calls of a reader, however fast its topics change. */
const REST_MS = 1_500;
/** The interval at which every reader is called while there is no live connection. */
const UNCONNECTED_MS = 20_000;
/** The delay after a failed subscription: this long, up to twice as long. */
const RETRY_MS = 3_000;
const soon = () => RETRY_MS * (1 + Math.random());
/** The most topics that the server accepts in one subscription. */
const MAX_TOPICS = 50;

/**
 * Watches the topics of all readers on the page by one subscription. A reader asks again when a version differs from
 * the last known one: after a change, after a lost connection during which something changed, and once when its topic
 * is first watched, because its data may have been read before the watch began. A page in the background asks when it
 * is shown again.
 */
export class ChangeWatch {
  private readonly readers = new Set<Reader>();
  private readonly versions = new Map<string, number>();
  /** Topics that the server refused. They are sent again only when a new reader joins with them. */
  private readonly refused = new Set<string>();
  private subscribed: readonly string[] = [];
  private unsubscribe: (() => void) | undefined;
  private planned: ReturnType<typeof setTimeout> | undefined;
  private isPaused = false;
  private readonly waitingForPage = new Set<Reader>();

  constructor(
    private readonly subscribe: SubscribeToChanges,
    private readonly page: { isLive(): boolean; isHidden(): boolean; whenShown(listener: () => void): void },
  ) {
    page.whenShown(() => this.notifyWaiting());
    setInterval(() => {
      if (!page.isLive()) for (const reader of this.readers) this.plan(reader);
    }, UNCONNECTED_MS);
  }

  /** Calls `refetchPage` after changes of `topics`, until the returned function is called. */
  join(topics: readonly string[], refetchPage: () => void, isFresh = false): () => void {
    const reader: Reader = { topics: new Set(topics), refetchPage, isFresh, askedAt: -Infinity, timer: undefined };
    this.readers.add(reader);
    for (const topic of topics) this.refused.delete(topic);
    this.planSubscription(0);
    return () => {
      this.readers.delete(reader);
      this.waitingForPage.delete(reader);
      clearTimeout(reader.timer);
      this.planSubscription(0);
    };
  }

  /** Ends the subscription until `resume`, while the viewer is not known. */
  pause(): void {
    this.isPaused = true;
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }

  /** Subscribes again for the current viewer, who may watch other topics. */
  resume(): void {
    this.isPaused = false;
    this.refused.clear();
    this.versions.clear();
    this.planSubscription(0);
  }

  /** Readers that join or leave at the same time cause only one new subscription. */
  private planSubscription(delayMs: number): void {
    clearTimeout(this.planned);
    this.planned = setTimeout(() => this.renewSubscription(), delayMs);
  }

  private renewSubscription(): void {
    if (this.isPaused) return;
    const all = [...new Set([...this.readers].flatMap(({ topics }) => [...topics]))];
    const wanted = all
      .filter((topic) => !this.refused.has(topic))
      .sort()
      .slice(0, MAX_TOPICS);
    for (const topic of this.versions.keys()) if (!wanted.includes(topic)) this.versions.delete(topic);
    if (this.unsubscribe !== undefined && wanted.join() === this.subscribed.join()) return;
    // The new subscription begins before the old one ends, because the connection closes when there is no subscription.
    const endLast = this.unsubscribe;
    this.unsubscribe = wanted.length === 0 ? undefined : this.begin(wanted);
    this.subscribed = wanted;
    endLast?.();
  }

  private begin(topics: readonly string[]): () => void {
    let isCurrent = true;
    const end = this.subscribe(topics, {
      changed: (topic, version) => {
        if (isCurrent) this.note(topic, version);
      },
      refused: (index) => {
        if (!isCurrent) return;
        const topic = topics[index];
        if (topic !== undefined) this.refused.add(topic);
        this.lose(topic === undefined ? soon() : 0);
      },
      ended: () => {
        if (isCurrent) this.lose(soon());
      },
    });
    return () => {
      isCurrent = false;
      end();
    };
  }

  private lose(delayMs: number): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    this.planSubscription(delayMs);
  }

  private note(topic: string, version: number): void {
    const known = this.versions.get(topic);
    if (known === version) return;
    this.versions.set(topic, version);
    for (const reader of this.readers)
      if (reader.topics.has(topic) && !(reader.isFresh && known === undefined)) this.plan(reader);
  }

  private plan(reader: Reader): void {
    if (reader.timer !== undefined) return;
    if (this.page.isHidden()) {
      this.waitingForPage.add(reader);
      return;
    }
    const ask = () => {
      reader.timer = undefined;
      reader.askedAt = Date.now();
      reader.refetchPage();
    };
    // The call is never immediate, so that a reader whose topics change together asks once.
    reader.timer = setTimeout(ask, Math.max(0, reader.askedAt + REST_MS - Date.now()));
  }

  private notifyWaiting(): void {
    const waiting = [...this.waitingForPage];
    this.waitingForPage.clear();
    for (const reader of waiting) this.plan(reader);
  }
}
