import type { Clock } from '@hongchuang/server/lib/clock.js';
import { DAY_MS, shanghaiDay } from '@hongchuang/server/lib/days.js';

/** A clock that only moves forward, because ids follow the time of their rows and histories are read by id. */
export class TravellingClock implements Clock {
  constructor(private moment: Date) {}

  now(): Date {
    return this.moment;
  }

  /** Moves to `moment`, or one millisecond on when `moment` is already past. No two events have the same time. */
  travelTo(moment: Date): void {
    this.moment = new Date(Math.max(moment.getTime(), this.moment.getTime() + 1));
  }
}

type Deed = () => Promise<void>;

/** Runs events in the order of their times. They may be planned in any order. */
export class Timeline {
  private readonly planned: { at: number; deed: Deed }[] = [];

  /** All days count back from `end`. */
  constructor(readonly end: Date) {}

  /**
   * Returns the time of day in Shanghai, on the day that is `daysAgo` days before the end. A negative number is a day
   * after the end.
   */
  day(daysAgo: number, hour: number, minute = 0, second = 0): Date {
    const midnight = new Date(`${shanghaiDay(this.end)}T00:00:00+08:00`).getTime();
    return new Date(midnight - daysAgo * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000);
  }

  minutesAgo(minutes: number): Date {
    return new Date(this.end.getTime() - minutes * 60_000);
  }

  /** Plans an event. An event after the end is left out, because it is still in the future for visitors of the demo. */
  plan(at: Date, deed: Deed): void {
    if (at > this.end) return;
    let index = this.planned.length;
    while (index > 0 && this.planned[index - 1]!.at > at.getTime()) index -= 1;
    this.planned.splice(index, 0, { at: at.getTime(), deed });
  }

  /** Runs all events, including those that events add. Afterwards the clock stands at the end. */
  async run(clock: TravellingClock): Promise<void> {
    for (let next = this.planned.shift(); next !== undefined; next = this.planned.shift()) {
      clock.travelTo(new Date(next.at));
      await next.deed().catch((error: unknown) => {
        throw new Error(
          `The demo's story breaks at ${clock.now().toISOString()}: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      });
    }
    clock.travelTo(this.end);
  }
}
