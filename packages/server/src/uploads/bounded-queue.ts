import { unavailable } from '../errors.js';

/** Lets some jobs run at once and some more wait, in order; refuses the rest at once, before they cost memory. */
export class BoundedQueue {
  private inside = 0;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** Holds a place for the whole of `visit`, or throws UNAVAILABLE when none is left. */
  async enter<T>(visit: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.atOnce + this.limits.waiting) throw unavailable();
    this.inside += 1;
    try {
      return await visit();
    } finally {
      this.inside -= 1;
    }
  }

  /** Runs `job` when its turn comes; only those who entered are to call it. */
  async takeTurn<T>(job: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await job();
    } finally {
      // The next in line inherits the turn, so nobody who arrives in between can take it.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
