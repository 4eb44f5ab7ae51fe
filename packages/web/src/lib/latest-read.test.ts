import { expect, it } from 'vitest';
import { LatestRead } from './latest-read';

/** A server that responds when the test says so. */
function slowServer() {
  const waiting: ((value: string) => void)[] = [];
  const used: string[] = [];
  const latest = new LatestRead<string>();
  const ask = () =>
    latest.read('list', async (isOld) => {
      const value = await new Promise<string>((resolve, reject) =>
        waiting.push((given) => (given === 'broken' ? reject(new Error(given)) : resolve(given))),
      );
      if (!isOld()) used.push(value);
    });
  const give = async (value: string) => {
    waiting.shift()!(value);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { ask, give, used, waiting };
}

it('ignores the result of a request that was sent before the last change', async () => {
  const { ask, give, used } = slowServer();
  const done = ask();
  void ask();
  void ask();
  await give('before the changes');
  expect(used).toEqual([]);
  await give('after both');
  await done;
  expect(used).toEqual(['after both']);
});

it('sends one request at a time, and only when asked', async () => {
  const { ask, give, waiting } = slowServer();
  void ask();
  void ask();
  expect(waiting).toHaveLength(1);
  await give('first');
  expect(waiting).toHaveLength(1);
  await give('second');
  expect(waiting).toHaveLength(0);
});

it('reads again after a failure when asked again', async () => {
  const { ask, give, used } = slowServer();
  const done = ask();
  void ask();
  await give('broken');
  await give('whole');
  await done;
  void ask();
  await give('later');
  expect(used).toEqual(['whole', 'later']);
});
