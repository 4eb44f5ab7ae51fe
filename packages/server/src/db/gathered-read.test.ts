import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GatheredRead } from './gathered-read.js';

describe('a gathered read', () => {
  it('answers all who ask in one turn by one query, each key once', async () => {
    const queries: string[][] = [];
    const read = new GatheredRead<string>(async (keys) => {
      queries.push([...keys]);
      return new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `of ${key}`]));
    });
    expect(await Promise.all([read.find('a'), read.find('b'), read.find('a'), read.find('unknown')])).toEqual(['of a', 'of b', 'of a', undefined]);
    expect(queries).toEqual([['a', 'b', 'unknown']]);
  });

  it('keeps nothing: who asks later is answered by a query of their own', async () => {
    let version = 0;
    const read = new GatheredRead<number>(async ([key]) => new Map([[key!, (version += 1)]]));
    const slow = read.find('a');
    await endOfTurn();
    expect(await Promise.all([slow, read.find('a')])).toEqual([1, 2]);
  });

  it('tells a failure to those who asked, and to nobody after them', async () => {
    let fails = true;
    const read = new GatheredRead<number>(async ([key]) => {
      if (fails) throw new Error('the database is away');
      return new Map([[key!, 1]]);
    });
    const refused = await Promise.allSettled([read.find('a'), read.find('b')]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await read.find('a')).toBe(1);
  });
});
