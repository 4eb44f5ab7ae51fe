import { describe, expect, it } from 'vitest';
import { looksLikeEmail } from './rules';

describe('looksLikeEmail', () => {
  it.each([
    'donor@hongchuang.test',
    ' Donor@Example.CN ',
    'a.b+c@sub.example.org',
    'ｄｏｎｏｒ＠example．cn',
    '张三@例子.中国',
  ])('accepts %s', (text) => {
    expect(looksLikeEmail(text)).toBe(true);
  });
  it.each(['donor', 'donor@', '@example.cn', 'donor@example', 'a b@example.cn', 'a@b@example.cn', 'a@example.'])(
    'refuses %s',
    (text) => {
      expect(looksLikeEmail(text)).toBe(false);
    },
  );
});
