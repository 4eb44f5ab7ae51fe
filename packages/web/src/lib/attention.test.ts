import { expect, it, vi } from 'vitest';
import { Attention } from './attention';

it('somebody is here for a minute after each input', () => {
  let now = 0;
  const attention = new Attention(() => now);
  expect(attention.isHere(), 'somebody has just opened the page').toBe(true);
  now = 59_999;
  expect(attention.isHere()).toBe(true);
  attention.note();
  now += 59_999;
  expect(attention.isHere()).toBe(true);
  now += 1;
  expect(attention.isHere()).toBe(false);
});

it('the first input after a pause is a return, and no other one', () => {
  let now = 0;
  const attention = new Attention(() => now);
  const returned = vi.fn<() => void>();
  const stop = attention.onReturn(returned);
  attention.note();
  expect(returned).not.toHaveBeenCalled();
  now = 60_000;
  attention.note();
  attention.note();
  expect(returned).toHaveBeenCalledTimes(1);
  stop();
  now = 200_000;
  attention.note();
  expect(returned).toHaveBeenCalledTimes(1);
});
