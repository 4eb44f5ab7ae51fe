// Splits a published total into the many parts that were not published: by seeded chance, and exact to the last part.

/**
 * Rounds before the floor, because 0.07 × 100 is slightly less or more than 7 in binary, and that must not cost a part.
 */
export const scaled = (figure, scale) => Math.floor(Number((figure * scale).toFixed(6)));

/**
 * `total` in `count` parts with a heavy tail, the largest at most about `spread` times the smallest; each a whole
 * number of steps but the last.
 * @param {{ total: number, count: number, step: number, spread: number, random: import('../support/random.mjs').Random }} of
 */
export function splitHeavily({ total, count, step, spread, random }) {
  const weights = Array.from({ length: count }, () => Math.min(spread, (1 - random.next()) ** (-1 / 1.2)));
  const sum = weights.reduce((before, weight) => before + weight, 0);
  let [passed, taken] = [0, 0];
  return weights.map((weight, index) => {
    passed += weight;
    const upTo = index === count - 1 ? total : Math.floor((total * passed) / sum / step) * step;
    const part = upTo - taken;
    taken = upTo;
    return part;
  });
}
