import { expect, it } from 'vitest';
import { isLastOwner } from './roles';

it('protects the last owner, and no other member', () => {
  const two = [
    { userId: 'a', role: 'OWNER' },
    { userId: 'b', role: 'OWNER' },
  ] as const;
  const one = [
    { userId: 'a', role: 'OWNER' },
    { userId: 'b', role: 'EDITOR' },
  ] as const;
  expect([isLastOwner(two, 'a'), isLastOwner(one, 'a'), isLastOwner(one, 'b')]).toEqual([false, true, false]);
});
