/** A page as it is sent. */
export interface DrawnPage {
  readonly status: number;
  readonly html: string;
}

interface Entry {
  readonly page: Promise<DrawnPage>;
  readonly at: number;
}

/** How long a drawn page is sent again. Live figures reach the page by its subscription at once. */
const FRESH_MS = 2_000;
const MAX_PAGES = 200;
/** How many pages may wait to be drawn. More people than that get the shell, which costs nothing. */
const MAX_WAITING = 20;

/** Thrown when a page cannot be drawn soon. */
export class TooBusy extends Error {}

/**
 * Draws each page once for everybody who asks for it within two seconds, and one page at a time, so that drawing never
 * holds up gifts. It keeps only pages that are the same for all people who are not signed in.
 */
export class DrawnPages {
  private readonly entries = new Map<string, Entry>();
  private drawing: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly now: () => number) {}

  get(key: string, draw: () => Promise<DrawnPage>): Promise<DrawnPage> {
    const known = this.entries.get(key);
    // The difference counts in both directions, because the clock may be set back.
    if (known !== undefined && Math.abs(this.now() - known.at) < FRESH_MS) return known.page;
    const entry: Entry = { page: this.inTurn(draw), at: this.now() };
    this.entries.delete(key);
    this.entries.set(key, entry);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= MAX_PAGES) break;
      this.entries.delete(oldest);
    }
    entry.page.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.page;
  }

  /** Draws without keeping the page. */
  async inTurn(draw: () => Promise<DrawnPage>): Promise<DrawnPage> {
    if (this.waiting >= MAX_WAITING) throw new TooBusy();
    this.waiting += 1;
    const page = this.drawing.then(draw).finally(() => {
      this.waiting -= 1;
    });
    this.drawing = page.catch(() => undefined);
    return page;
  }
}
