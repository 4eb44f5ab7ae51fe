import { expect, it } from 'vitest';
import { countOn } from './count-on';

it.each([
  ['12345678', 3, ['12345678', '12345679', '12345680']],
  ['44060122-0012345699', 2, ['44060122-0012345699', '44060122-0012345700']],
  ['440601220099999999', 2, ['440601220099999999', '440601220100000000']],
  [' ４４０６０１２２ 0012345678 ', 1, ['44060122 0012345678']],
  ['00000009', 2, ['00000009', '00000010']],
])('counts on from %j', (first, count, numbers) => {
  expect(countOn(first, count)).toEqual(numbers);
});

it.each([
  ['', 2],
  ['HC-', 2],
  ['99999999', 2],
])('does not count on from %j', (first, count) => {
  expect(countOn(first, count)).toBeNull();
});
