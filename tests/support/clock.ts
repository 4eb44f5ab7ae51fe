/** When stories begin, whenever they are run: at ten in the morning in Shanghai, in the middle of a month and of a year. */
export const STORY_BEGINS = new Date('2026-06-10T02:00:00.000Z');

/** A clock that ticks like the real one and jumps when told: what takes the world five days takes a test no time. */
export class MovableClock {
  private offsetMs: number;
  private stoodAt: number | undefined;

  constructor(begins = STORY_BEGINS) {
    this.offsetMs = begins.getTime() - Date.now();
  }

  now(): Date {
    return new Date(this.stoodAt ?? Date.now() + this.offsetMs);
  }

  advance(ms: number): void {
    this.set(new Date(this.now().getTime() + ms));
  }

  /** Goes on from there. */
  set(moment: Date): void {
    this.stoodAt = undefined;
    this.offsetMs = moment.getTime() - Date.now();
  }

  /** Stands there until it is moved: what has to happen in the last second of a year happens in it however long it takes. */
  standAt(moment: Date): void {
    this.stoodAt = moment.getTime();
  }
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
