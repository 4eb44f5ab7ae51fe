import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attention } from './attention';
import { answerProofs, askForProof } from './proof-of-identity';

beforeEach(() => {
  vi.useFakeTimers();
  attention.note();
});
afterEach(() => {
  vi.useRealTimers();
});

it('requests that are refused together ask once, and the next one asks again', async () => {
  let settle: (isProved: boolean) => void = () => undefined;
  const ask = vi.fn<() => Promise<boolean>>(
    () =>
      new Promise((resolve) => {
        settle = resolve;
      }),
  );
  const stop = answerProofs(ask);
  const asked = [askForProof(), askForProof()];
  settle(true);
  expect(await Promise.all(asked)).toEqual([true, true]);
  const next = askForProof();
  settle(false);
  expect(await next, 'the person does not want to').toBe(false);
  expect(ask).toHaveBeenCalledTimes(2);
  stop();
});

it('nobody is asked while nobody is at the page, or where no dialog can ask', async () => {
  const ask = vi.fn<() => Promise<boolean>>(() => Promise.resolve(true));
  const stop = answerProofs(ask);
  vi.setSystemTime(Date.now() + 60_000);
  expect(await askForProof()).toBe(false);
  attention.note();
  expect(await askForProof()).toBe(true);
  stop();
  expect(await askForProof()).toBe(false);
  expect(ask).toHaveBeenCalledTimes(1);
});
