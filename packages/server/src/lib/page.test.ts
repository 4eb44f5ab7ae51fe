import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './page.js';

const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it.each([
    [['2017-06-08 02:00:00.000', '0190-id']],
    [[123_456, 'id']],
    [[-0.5, '𠮷']],
  ])('comes back as %j', (key) => {
    expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key);
  });

  it('goes into a URL as it is', () => {
    expect(encodeCursor(['>>>???', 'ÿÿÿ'])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['words', 'next please'],
    ['cut short', encodeCursor(['2017-06-08', 'id']).slice(0, -3)],
    ['too few parts', cursorOf(['id'])],
    ['too many parts', cursorOf(['a', 'b', 'c'])],
    ['an object', cursorOf({ 0: 'a', 1: 'b', length: 2 })],
    ['null', cursorOf(null)],
    ['a part that is null', cursorOf(['a', null])],
    ['a part that is a list, which drivers spread into several values', cursorOf(['a', ['b', 'c']])],
    ['a part that is an object, which drivers write as assignments', cursorOf(['a', { b: 1 }])],
    ['a part that is true', cursorOf(['a', true])],
    ['a number that is infinite', Buffer.from('[1e999,"a"]').toString('base64url')],
    ['a prototype', Buffer.from('{"__proto__":["a","b"]}').toString('base64url')],
  ])('of %s is none of ours', (_, cursor) => {
    expect(decodeCursor(cursor, 2), 'whatever decodeCursor lets through becomes a parameter of a query').toBeNull();
  });
});
