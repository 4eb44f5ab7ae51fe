import type { Clock } from '../lib/clock.js';
import { DAY_MS, shanghaiDay } from '../lib/days.js';

/** A clock that only ever moves forward: rows get ids in the order of their time, and histories are read by id. */
export class TravellingClock implements Clock {
  constructor(private moment: Date) {}

  now(): Date {
    return this.moment;
  }

  /** Moves to `moment`, or by a millisecond where that is already past: no two deeds happen at the same time. */
  travelTo(moment: Date): void {
    this.moment = new Date(Math.max(moment.getTime(), this.moment.getTime() + 1));
  }
}

type Deed = () => Promise<void>;

/** Deeds in the order of their moments, whatever the order in which they were planned. */
export class Timeline {
  private readonly planned: { at: number; deed: Deed }[] = [];

  /** Everything is dated back from `end`. */
  constructor(readonly end: Date) {}

  /** The time of day, in Shanghai, of the day that is `daysAgo` before the end; a negative number is a day to come. */
  day(daysAgo: number, hour: number, minute = 0, second = 0): Date {
    const midnight = new Date(`${shanghaiDay(this.end)}T00:00:00+08:00`).getTime();
    return new Date(midnight - daysAgo * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000);
  }

  minutesAgo(minutes: number): Date {
    return new Date(this.end.getTime() - minutes * 60_000);
  }

  /** What would happen after the end is left out: it lies before whoever looks at the demo. */
  plan(at: Date, deed: Deed): void {
    if (at > this.end) return;
    let index = this.planned.length;
    while (index > 0 && this.planned[index - 1]!.at > at.getTime()) index -= 1;
    this.planned.splice(index, 0, { at: at.getTime(), deed });
  }

  /** Does everything, and what is planned meanwhile; the clock stands at the end then. */
  async run(clock: TravellingClock): Promise<void> {
    for (let next = this.planned.shift(); next !== undefined; next = this.planned.shift()) {
      clock.travelTo(new Date(next.at));
      await next.deed().catch((error: unknown) => {
        throw new Error(`The demo's story breaks at ${clock.now().toISOString()}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    }
    clock.travelTo(this.end);
  }
}
