import type { Clock } from '../lib/clock.js';

const RESYNC_MS = 60_000;

/**
 * The database server's time. Between two reads of the server's clock it advances with this process's monotonic clock.
 * So several nodes, whose own clocks differ, open and close projects at the same moment.
 */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  private timer: NodeJS.Timeout | undefined;

  now(): Date {
    return new Date(Math.round(performance.timeOrigin + performance.now() + this.offsetMs));
  }

  /**
   * Follows `serverTime` from now on. `serverTime` returns null when the database has no clock of its own; then this
   * process's clock is used.
   */
  async follow(serverTime: () => Promise<Date | null>): Promise<void> {
    const sync = async () => {
      const before = performance.now();
      const server = await serverTime();
      const local = performance.timeOrigin + (before + performance.now()) / 2;
      this.offsetMs =
        server === null ? Date.now() - (performance.timeOrigin + performance.now()) : server.getTime() - local;
    };
    await sync();
    // A failed read keeps the last offset, because the time must go on while the database does not respond.
    this.timer = setInterval(() => void sync().catch(() => undefined), RESYNC_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
