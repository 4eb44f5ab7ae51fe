import { expect, it } from 'vitest';
import { faultOfPhoto, LIMITS } from './photos';

it.each([
  ['IMG_0001.JPG', 5_000_000, 0, undefined],
  ['photo.webp', 1, 8, undefined],
  ['IMG_0002.HEIC', 10, 0, 'heic'],
  ['list.pdf', 10, 0, 'type'],
  ['photo', 10, 0, 'type'],
  ['photo.png', 0, 0, 'empty'],
  ['photo.png', LIMITS.bytes + 1, 0, 'size'],
  ['photo.png', 10, 9, 'many'],
])('a photo %s of %i bytes at place %i: %s', (name, size, place, fault) => {
  expect(faultOfPhoto({ name, size }, place)).toBe(fault);
});
