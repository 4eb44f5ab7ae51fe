import { createHash } from 'node:crypto';

/**
 * Random numbers that can be repeated: the same seed makes the same choices, in the order of the calls.
 * @typedef {{ next(): number, chance(share: number): boolean, between(low: number, high: number): number, pick<T>(list:
 * readonly T[]): T }} Random
 * @param {string | number} seed
 * @returns {Random}
 */
export function seededRandom(seed) {
  let state = createHash('sha256').update(String(seed)).digest().readUInt32LE(0);
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (share) => next() < share,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
