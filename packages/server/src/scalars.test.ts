import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateTime, Day, SafeInt } from './scalars.js';

describe('SafeInt', () => {
  it.each([0, -1, Number.MAX_SAFE_INTEGER])('accepts %d', (value) => {
    expect(SafeInt.parseValue(value)).toBe(value);
    expect(SafeInt.parseLiteral(parseValue(String(value)), {})).toBe(value);
  });

  it.each([2 ** 53, -(2 ** 53), 0.5, Number.NaN, '', ' ', 'ten', '1.5', true, null, [1], {}])('refuses %j', (value) => {
    expect(
      () => SafeInt.parseValue(value),
      'an amount that is no whole, safe number is refused, never rounded',
    ).toThrow();
  });

  it.each(['9007199254740993', '1.5', '1e400', '"1.5"', 'true'])('refuses %s as a literal in a query', (literal) => {
    expect(() => SafeInt.parseLiteral(parseValue(literal), {})).toThrow();
  });
});

describe('DateTime', () => {
  it.each([
    ['2017-06-08T02:00:00Z', '2017-06-08T02:00:00.000Z'],
    ['2017-06-08T10:00:00+08:00', '2017-06-08T02:00:00.000Z'],
    ['2017-06-08T02:00:00.123456Z', '2017-06-08T02:00:00.123Z'],
    ['2020-02-29T00:00:00Z', '2020-02-29T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('accepts %s', (value, moment) => {
    expect(DateTime.serialize(DateTime.parseValue(value))).toBe(moment);
  });

  it.each([
    '',
    'tomorrow',
    '2017-06-08',
    '2017-06-08T02:00:00',
    '2017-6-8T02:00:00Z',
    '2017-13-01T00:00:00Z',
    '2017-06-31T00:00:00Z',
    '2019-02-29T00:00:00Z',
    '2017-06-08T25:00:00Z',
    '1969-12-31T23:59:59Z',
    '+010000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-08:00',
    '2017-06-08T02:00:00+99:99',
    '２０１７-06-08T02:00:00Z',
    1_496_887_200_000,
    null,
    ['2017-06-08T02:00:00Z'],
  ])('refuses %j', (value) => {
    expect(
      () => DateTime.parseValue(value),
      'a day that does not exist is a typing error, not a day of the next month',
    ).toThrow(/DateTime takes/);
  });

  it('says where in the query a wrong value is', () => {
    const node = parseValue('"tomorrow"');
    expect(() => DateTime.parseLiteral(node, {})).toThrow(expect.objectContaining({ nodes: [node] }));
  });
});

describe('Day', () => {
  it.each(['2017-06-08', '2020-02-29', '1970-01-01', '9999-12-31'])('accepts %s', (day) =>
    expect(Day.parseValue(day)).toBe(day),
  );

  it.each([
    '',
    'today',
    '2017-6-8',
    '2017-06-31',
    '2019-02-29',
    '2017-06-08T00:00:00Z',
    '1969-12-31',
    '２０１７-06-08',
    20_170_608,
    null,
    ['2017-06-08'],
  ])('refuses %j', (value) => {
    expect(() => Day.parseValue(value)).toThrow(/Day takes/);
  });
});
