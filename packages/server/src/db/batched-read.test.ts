import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BatchedRead } from './batched-read.js';

describe('a batched read', () => {
  it('serves all requests of one turn of the event loop with one query, each key once', async () => {
    const queries: string[][] = [];
    const read = new BatchedRead<string>(async (keys) => {
      queries.push([...keys]);
      return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `of ${key}`]));
    });
    expect(await Promise.all([read.find('a'), read.find('b'), read.find('a'), read.find('unknown')])).toEqual([
      'of a',
      'of b',
      'of a',
      undefined,
    ]);
    expect(queries).toEqual([['a', 'b', 'unknown']]);
  });

  it('caches nothing: a later request gets its own query', async () => {
    let version = 0;
    const read = new BatchedRead<number>(async ([key]) => new Map([[key!, (version += 1)]]));
    const slow = read.find('a');
    await endOfTurn();
    expect(await Promise.all([slow, read.find('a')])).toEqual([1, 2]);
  });

  it('passes a failure to the requests that waited for it, and to no later one', async () => {
    let fails = true;
    const read = new BatchedRead<number>(async ([key]) => {
      if (fails) throw new Error('the database is away');
      return new Map([[key!, 1]]);
    });
    const refused = await Promise.allSettled([read.find('a'), read.find('b')]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await read.find('a')).toBe(1);
  });
});
