/**
 * The moment at which stories begin, whenever they run: ten in the morning in Shanghai, in the middle of a month and of
 * a year.
 */
export const STORY_BEGINS = new Date('2026-06-10T02:00:00.000Z');

/** A clock that ticks like the real one and jumps on command, so that a test need not wait for days. */
export class MovableClock {
  private offsetMs: number;
  private frozenAt: number | undefined;

  constructor(begins = STORY_BEGINS) {
    this.offsetMs = begins.getTime() - Date.now();
  }

  now(): Date {
    return new Date(this.frozenAt ?? Date.now() + this.offsetMs);
  }

  advance(ms: number): void {
    this.set(new Date(this.now().getTime() + ms));
  }

  /** Jumps to `moment` and ticks on from there. */
  set(moment: Date): void {
    this.frozenAt = undefined;
    this.offsetMs = moment.getTime() - Date.now();
  }

  /**
   * Stops at `moment` until the clock is moved. A test that needs the last second of a year then has that second,
   * however long it takes.
   */
  freezeAt(moment: Date): void {
    this.frozenAt = moment.getTime();
  }
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
