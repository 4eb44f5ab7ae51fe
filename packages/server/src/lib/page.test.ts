import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './page.js';

const ID = '01900000-0000-7000-8000-000000000000';
const MOMENT = '2017-06-08 02:00:00.000';
const ORDER = 'project.createdAt DESC,project.id DESC';
const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it.each([[[ID]], [[MOMENT, ID]], [[123_456, ID]], [[0, MOMENT, ID]], [[-0.5, ID]]])('decodes to %j', (key) => {
    expect(decodeCursor(ORDER, encodeCursor(ORDER, key), key.length)).toEqual(key);
  });

  it('needs no escaping in a URL', () => {
    expect(encodeCursor('>>>???', [ID])).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it.each([
    ['nothing', ''],
    ['words', 'next please'],
    ['one cut short', encodeCursor(ORDER, [MOMENT, ID]).slice(0, -3)],
    [
      'a list in another order, whose place means nothing here',
      encodeCursor('counters.raised DESC,project.id DESC', [5, ID]),
    ],
    ['no order', cursorOf([MOMENT, ID])],
    ['too few parts', encodeCursor(ORDER, [ID])],
    ['too many parts', encodeCursor(ORDER, [1, 2, ID])],
    ['an object', cursorOf({ 0: ORDER, 1: 'b', 2: ID, length: 3 })],
    ['null', cursorOf(null)],
    ['a part that is null', cursorOf([ORDER, null, ID])],
    ['a part that is a list, which drivers spread into several values', cursorOf([ORDER, [1, 2], ID])],
    ['a part that is an object, which drivers write as assignments', cursorOf([ORDER, 1, { id: 1 }])],
    ['a part that is true', cursorOf([ORDER, true, ID])],
    ['a number that is infinite', Buffer.from(`["${ORDER}",1e999,"${ID}"]`).toString('base64url')],
    ['an id that is none, in letters that an ASCII column cannot be compared with', encodeCursor(ORDER, [1, '张'])],
    ['an id that is a number', encodeCursor(ORDER, [1, 2])],
    ['a moment that is none', encodeCursor(ORDER, ['tomorrow', ID])],
    ['half a surrogate pair', encodeCursor(ORDER, ['\ud842', ID])],
    ['a prototype', Buffer.from('{"__proto__":["a","b"]}').toString('base64url')],
  ])('of %s is refused', (_, cursor) => {
    expect(
      decodeCursor(ORDER, cursor, 2),
      'every value that decodeCursor returns becomes a parameter of a query',
    ).toBeNull();
  });

  it.each([
    [[12], [12]],
    [[ID], null],
    [[1.5], null],
    [['12'], null],
  ])('of a list with numbers: %j', (key, expected) => {
    expect(decodeCursor(ORDER, encodeCursor(ORDER, key), 1, 'number')).toEqual(expected);
  });

  it.each([
    [['HC-2026-000001'], ['HC-2026-000001']],
    [['hc-2026'], null],
    [[''], null],
    [['A\u0000'], null],
    [[12], null],
  ])('of a list with codes: %j', (key, expected) => {
    expect(decodeCursor(ORDER, encodeCursor(ORDER, key), 1, 'code')).toEqual(expected);
  });
});
