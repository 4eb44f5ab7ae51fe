import { expect, it } from 'vitest';
import { placeOf, sourceOf } from './sharing.rules.js';

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

it.each([
  ['0197a3c2-0000-7000-8000-000000000000', '#stage-0197a3c2-0000-7000-8000-000000000000'],
  ['1', ''],
  ['../../elsewhere', ''],
  [null, ''],
])('leads a link with the stage %s to "%s"', (stage, place) => {
  expect(placeOf(stage)).toBe(place);
});
