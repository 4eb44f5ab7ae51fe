import { describe, expect, it } from 'vitest';
import { NodeCounts } from './node-counts.js';

describe('counts in memory', () => {
  it('let as many uses pass as a window has, and say how long the next one waits', () => {
    const counts = new NodeCounts();
    const use = (now: number) => counts.count('a', 3, 1_000, now);
    expect([use(0), use(10), use(20), use(400), use(999)]).toEqual([0, 0, 0, 600, 1]);
    expect(use(1_000), 'a new window begins').toBe(0);
    expect(counts.uses('a', 1_500)).toBe(1);
    expect(counts.uses('a', 2_000), 'a window that is over has no uses').toBe(0);
  });

  it('count each key by itself', () => {
    const counts = new NodeCounts();
    expect(counts.count('a', 1, 1_000, 0)).toBe(0);
    expect(counts.count('b', 1, 1_000, 0)).toBe(0);
    expect(counts.count('a', 1, 1_000, 0)).toBe(1_000);
  });

  it('drop windows that are over, and the oldest ones of too many', () => {
    const counts = new NodeCounts(100);
    for (let key = 0; key < 1_000; key += 1) counts.count(`key ${key}`, 1, 1_000, 0);
    expect(counts.size).toBe(100);
    expect(counts.uses('key 999', 0), 'the newest stays').toBe(1);
    for (let key = 0; key < 100; key += 1) counts.count(`later ${key}`, 1, 1_000, 5_000);
    expect(counts.size).toBe(100);
    expect(counts.uses('key 999', 0), 'what is over is gone').toBe(0);
  });
});
