import { describe, expect, it } from 'vitest';
import { progressLine } from './progress.mjs';

describe('progressLine', () => {
  it.each([
    [
      'at the beginning',
      { done: 0, total: 200, unit: 'gifts', perSecond: 0 },
      `${'░'.repeat(28)}   0 %  0/200 gifts, 0/s`,
    ],
    [
      'half way',
      { done: 100, total: 200, unit: 'gifts', perSecond: 1.5 },
      `${'█'.repeat(14)}${'░'.repeat(14)}  50 %  100/200 gifts, 2/s, 1:07 left`,
    ],
    [
      'with a note',
      { done: 150, total: 200, unit: 'gifts', perSecond: 50, note: 'day 5 of 6' },
      `${'█'.repeat(21)}${'░'.repeat(7)}  75 %  150/200 gifts, 50/s, 0:01 left  day 5 of 6`,
    ],
    [
      'at the end',
      { done: 200, total: 200, unit: 'gifts', perSecond: 50 },
      `${'█'.repeat(28)} 100 %  200/200 gifts, 50/s, 0:00 left`,
    ],
    [
      'just before a whole minute',
      { done: 0, total: 1_197, unit: 'gifts', perSecond: 10 },
      `${'░'.repeat(28)}   0 %  0/1197 gifts, 10/s, 2:00 left`,
    ],
  ])('%s', (_when, progress, line) => {
    expect(progressLine(progress)).toBe(line);
  });
});
