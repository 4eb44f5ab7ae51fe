/** How many pictures are drawn at the same time; each takes a processor for about a tenth of a second. */
const AT_ONCE = 2;
const KEPT = 100;

/** Draws each picture once for all who ask for it, and only a few at the same time. */
export class DrawnOnce {
  private readonly drawn = new Map<string, Promise<Buffer>>();
  private running = 0;

  /** Returns the picture of a key; null while too many others are drawn. */
  get(key: string, draw: () => Promise<Buffer>): Promise<Buffer> | null {
    const known = this.drawn.get(key);
    if (known !== undefined) return known;
    if (this.running >= AT_ONCE) return null;
    this.running += 1;
    const picture = draw().finally(() => {
      this.running -= 1;
    });
    this.drawn.set(key, picture);
    picture.catch(() => this.drawn.delete(key));
    for (const oldest of this.drawn.keys()) {
      if (this.drawn.size <= KEPT) break;
      this.drawn.delete(oldest);
    }
    return picture;
  }
}
