import { expect, it } from 'vitest';
import { sourceOf } from './sharing.rules.js';

it.each([
  ['sheet', 'sheet'],
  ['poster', 'poster'],
  ['POSTER', 'other'],
  ['a word of somebody', 'other'],
  ['', 'other'],
  [null, 'other'],
])('counts a link that names %s as %s', (named, source) => {
  expect(sourceOf(named)).toBe(source);
});
