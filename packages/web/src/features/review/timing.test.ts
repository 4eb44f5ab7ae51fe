import { expect, it } from 'vitest';
import { decideBy } from './timing';

it('leaves time for the public notice before funding ends', () => {
  expect(decideBy({ fundingEndsAt: '2017-06-30T15:59:59Z' }, 5)?.toISOString()).toBe('2017-06-25T15:59:59.000Z');
});

it('has no deadline when funding has no end', () => {
  expect(decideBy({ fundingEndsAt: null }, 5)).toBeUndefined();
});
