import { beforeEach, describe, expect, it } from 'vitest';
import { defineLoader, clearLoaders, type RequestContext } from './context.js';

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
  it('reads once what the fields of several requests need in one turn of the event loop', async () => {
    const [one, other] = [newRequest(), newRequest()];
    const rows = await Promise.all([
      rowLoader(one).load('a'),
      rowLoader(one).load('b'),
      rowLoader(other).load('a'),
      rowLoader(other).loadMany(['b', 'c']),
    ]);
    expect(rows.flat().map(({ key }) => key)).toEqual(['a', 'b', 'a', 'b', 'c']);
    expect(queries).toEqual([['a', 'b', 'c']]);
  });

  it('returns the cached value within a request, and reads it again for another request', async () => {
    const request = newRequest();
    await rowLoader(request).load('a');
    version = 2;
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 1 });
    expect(await rowLoader(newRequest()).load('a')).toMatchObject({ version: 2 });
  });

  it('reads again when a decision depends on the value, and after a write of the request', async () => {
    const request = newRequest();
    await rowLoader(request).load('a');
    version = 2;
    expect(await rowLoader(request).loadFresh('a')).toMatchObject({ version: 2 });
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 2 });
    version = 3;
    clearLoaders(request);
    expect(await rowLoader(request).load('a')).toMatchObject({ version: 3 });
  });

  it('returns frozen values, because several requests share them', async () => {
    const row = await rowLoader(newRequest()).load('a');
    expect(() => Object.assign(row, { version: 9 })).toThrow(TypeError);
  });
});
