import { setImmediate as endOfTurn } from 'node:timers/promises';

/** A slice must be short, because another request waits for several slices until it gets its response. */
const SLICE_MS = 8;

/**
 * A slice of the event loop's time for long work. The server handles no other request during a slice. A loop over many items
 * checks `isOver` after each item and then calls `pause`.
 */
export class TimeSlice {
  private endsAt = performance.now() + SLICE_MS;

  get isOver(): boolean {
    return performance.now() >= this.endsAt;
  }

  /** Resolves after other requests have had a slice. */
  async pause(): Promise<void> {
    await endOfTurn();
    this.endsAt = performance.now() + SLICE_MS;
  }
}

/**
 * Runs `work` in as many turns as it needs. `work` yields wherever other requests may run. Returns the result of
 * `work`.
 */
export async function runInSlices<R>(work: Iterator<unknown, R>): Promise<R> {
  const slice = new TimeSlice();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (slice.isOver) await slice.pause();
  }
}
