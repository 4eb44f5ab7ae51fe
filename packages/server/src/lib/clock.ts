/**
 * Tells the time. The server's clock follows the database's, so that several nodes agree. Tests pass one that they can
 * move.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
