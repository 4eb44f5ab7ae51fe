import { unavailable } from '../errors.js';

/** Runs some jobs at once and lets some more wait in order. The rest are refused at once, before they cost memory. */
export class BoundedQueue {
  private inside = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** Holds a place while `visit` runs, and returns its result. Throws UNAVAILABLE when no place is left. */
  async enter<T>(visit: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.atOnce + this.limits.waiting) throw unavailable();
    this.inside += 1;
    try {
      return await visit();
    } finally {
      this.inside -= 1;
    }
  }

  /** Runs `job` when its turn comes, and returns its result. Call it inside `enter` only. */
  async takeTurn<T>(job: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await job();
    } finally {
      // The next job in the queue inherits the turn, so that a job that arrives in between cannot take it.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
