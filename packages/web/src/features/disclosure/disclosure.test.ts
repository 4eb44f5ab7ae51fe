import { describe, expect, it } from 'vitest';
import { shanghaiDay } from '../../lib/dates';
import { isAddress, linesOf, noonOf } from './owed';

describe('a day', () => {
  it.each(['2026-01-01', '2026-12-31', '2024-02-29'])('%s stays the same day in Beijing', (day) =>
    expect(shanghaiDay(new Date(noonOf(day)).toISOString())).toBe(day),
  );
});

describe('addresses', () => {
  it('are one per line', () =>
    expect(linesOf(' https://a.cn/1 \n\n/files/x.webp\n')).toEqual(['https://a.cn/1', '/files/x.webp']));
  it.each([
    ['https://example.org/a', true],
    ['http://a.cn', true],
    ['/files/a/b.webp', true],
    ['javascript:alert(1)', false],
    ['/files/../x', false],
    ['example.org', false],
    ['https://', false],
  ])('%s: %s', (url, is) => expect(isAddress(url)).toBe(is));
});
