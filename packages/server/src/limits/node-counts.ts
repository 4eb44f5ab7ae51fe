/** The most keys that are counted at once. With more, the oldest windows are dropped. */
const MOST_KEYS = 200_000;

/**
 * Counts in memory, each key within a window that begins with its first use. Keys may be network addresses: they are
 * never stored.
 */
export class NodeCounts {
  private readonly windows = new Map<string, { uses: number; endsAt: number }>();

  constructor(private readonly mostKeys = MOST_KEYS) {}

  /** Counts one use of `key`. Returns 0, or how many milliseconds remain of a window with more than `most` uses. */
  count(key: string, most: number, windowMs: number, now: number): number {
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      // Deleting first moves the key to the end, so that the map is in the order in which windows began.
      this.windows.delete(key);
      window = { uses: 0, endsAt: now + windowMs };
      this.windows.set(key, window);
      this.dropOld(now);
    }
    window.uses += 1;
    return window.uses > most ? window.endsAt - now : 0;
  }

  /** How many uses the open window of `key` has. */
  uses(key: string, now: number): number {
    const window = this.windows.get(key);
    return window === undefined || window.endsAt <= now ? 0 : window.uses;
  }

  get size(): number {
    return this.windows.size;
  }

  /** Drops a few windows that are over, and the oldest ones while there are too many. Costs the same for any number. */
  private dropOld(now: number): void {
    let looked = 0;
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size <= this.mostKeys) {
        if ((looked += 1) >= 4) break;
        continue;
      }
      this.windows.delete(key);
    }
  }
}
