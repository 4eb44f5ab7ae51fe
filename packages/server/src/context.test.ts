import { beforeEach, describe, expect, it } from 'vitest';
import { defineLoader, forgetReads, type RequestContext } from './context.js';

let queries: string[][];
let version: number;
let db: object;
beforeEach(() => {
  queries = [];
  version = 1;
  db = {};
});

const newRequest = (): RequestContext => ({ db }) as unknown as RequestContext;
const rowLoader = defineLoader<string, { key: string; version: number }>(async (services, keys) => {
  if ('viewer' in services) throw new Error('a query that outlives a request must not keep its viewer');
  queries.push([...keys]);
  return keys.map((key) => ({ key, version }));
});

describe('a loader', () => {
  it('asks once for what the fields of several requests need in one turn', async () => {
    const [one, other] = [newRequest(), newRequest()];
    const rows = await Promise.all([rowLoader(one).load('a'), rowLoader(one).load('b'), rowLoader(other).load('a'), rowLoader(other).loadMany(['b', 'c'])]);
    expect(rows.flat().map(({ key }) => key)).toEqual(['a', 'b', 'a', 'b', 'c']);
    expect(queries).toEqual([['a', 'b', 'c']]);
  });

  it('gives a request the same answer again, and another request a new one', async () => {
    const request = newRequest();
    await rowLoader(request).load('a');
    version = 2;
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 1 });
    expect(await rowLoader(newRequest()).load('a')).toMatchObject({ version: 2 });
  });

  it('reads anew where a decision rests on it, and after a write of the request', async () => {
    const request = newRequest();
    await rowLoader(request).load('a');
    version = 2;
    expect(await rowLoader(request).loadAnew('a')).toMatchObject({ version: 2 });
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 2 });
    version = 3;
    forgetReads(request);
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 3 });
  });

  it('answers what nobody can change, since others read it, too', async () => {
    const row = await rowLoader(newRequest()).load('a');
    expect(() => Object.assign(row, { version: 9 })).toThrow(TypeError);
  });
});
