import { expect, it } from 'vitest';
import { readAbsence } from './deputies.rules.js';

const TODAY = '2026-06-10';

it.each([
  ['one day', '2026-06-10', '2026-06-10'],
  ['a quarter of a year', '2026-06-11', '2026-09-10'],
])('accepts %s', (_, from, until) =>
  expect(readAbsence(from, until, TODAY)).toEqual({ fromDay: from, untilDay: until }),
);

it.each([
  ['no day', '2026-02-30', '2026-06-11', 'from'],
  ['a last day that is no day', '2026-06-10', 'tomorrow', 'until'],
  ['a day that is over', '2026-06-09', '2026-06-11', 'from'],
  ['an end before the beginning', '2026-06-12', '2026-06-11', 'until'],
  ['a day too many', '2026-06-11', '2026-09-11', 'until'],
])('refuses %s', (_, from, until, field) =>
  expect(() => readAbsence(from, until, TODAY)).toThrow(expect.objectContaining({ field })),
);
