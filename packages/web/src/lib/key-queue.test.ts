import { expect, it } from 'vitest';
import { KeyQueue } from './key-queue';

function typed() {
  const queue = new KeyQueue();
  const ran: string[] = [];
  return {
    queue,
    ran,
    press: (key: string, after?: () => void) =>
      queue.press(() => {
        ran.push(key);
        after?.();
      }),
  };
}

it('runs a key at once when nothing is in progress', () => {
  const { ran, press } = typed();
  press('a');
  expect(ran).toEqual(['a']);
});

it('keeps keys while the desk waits, and runs them in order', () => {
  const { queue, ran, press } = typed();
  queue.wait();
  for (const key of ['a', '1', 'send']) press(key);
  expect(ran).toEqual([]);
  queue.goOn();
  expect(ran).toEqual(['a', '1', 'send']);
});

it('stops when a kept key makes the desk wait again, and loses none', () => {
  const { queue, ran, press } = typed();
  queue.wait();
  press('a', () => queue.wait());
  press('a');
  queue.goOn();
  expect(ran).toEqual(['a']);
  press('r');
  queue.goOn();
  expect(ran).toEqual(['a', 'a', 'r']);
});

it('drops keys that were pressed for something that did not appear', () => {
  const { queue, ran, press } = typed();
  queue.wait();
  press('a');
  queue.drop();
  press('k');
  expect(ran).toEqual(['k']);
});
