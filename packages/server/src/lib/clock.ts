/** Tells the time. The server's follows the database's clock, so several nodes agree; tests bring one they can move. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
