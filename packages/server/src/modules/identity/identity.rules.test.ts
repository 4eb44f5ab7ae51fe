import { describe, expect, it } from 'vitest';
import { readEmail, readPassword } from './identity.rules.js';

describe('readEmail', () => {
  it.each([
    ['chen@example.com', 'chen@example.com'],
    ['  Chen.Xiaohong@Example.COM ', 'chen.xiaohong@example.com'],
    ['chen+gifts@example.com', 'chen+gifts@example.com'],
    ["o'neil_x-1@a-b.example.com", "o'neil_x-1@a-b.example.com"],
    ['ｃｈｅｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'chen@example.com'],
    ['chen@example。com', 'chen@example.com'],
    ['小红@例子.中国', '小红@xn--fsqu00a.xn--fiqs8s'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['josé@example.com', 'josé@example.com'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is stored as %s', (raw, email) => {
    expect(readEmail('email', raw)).toBe(email);
    expect(
      readEmail('email', email),
      'the stored form must be read as itself, otherwise its owner could not sign in',
    ).toBe(email);
  });

  it('distinguishes different addresses', () => {
    expect(readEmail('email', 'jose@example.com')).not.toBe(readEmail('email', 'josé@example.com'));
    expect(readEmail('email', '😀@example.com')).not.toBe(readEmail('email', '😁@example.com'));
  });

  it('converts every letter to one stable form', () => {
    const unstable: string[] = [];
    // Alphabets, compatibility forms and full-width letters. The common Chinese characters are left out, because each
    // has only one form.
    const codes = [
      [0x21, 0x3400],
      [0xf900, 0xfb4f],
      [0xfe30, 0x1_0000],
      [0x1_d400, 0x1_d800],
      [0x1_f100, 0x1_f300],
    ].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from }, (_, index) => from + index));
    for (const code of codes) {
      let once: string;
      try {
        once = readEmail('email', `a${String.fromCodePoint(code)}b@example.com`);
      } catch {
        continue;
      }
      let twice = 'refused';
      try {
        twice = readEmail('email', once);
      } catch {
        /* is reported below */
      }
      if (once !== twice) unstable.push(code.toString(16));
    }
    expect(unstable, 'these letters would make an account that nobody can sign in to').toEqual([]);
  });

  it.each([
    '',
    ' ',
    'chen',
    '@example.com',
    'chen@',
    'chen@example',
    'chen@@example.com',
    'chen@a@example.com',
    'chen@.com',
    'chen@example..com',
    'chen@example.com.',
    'chen@-example.com',
    'chen@example-.com',
    'chen@example.c',
    'chen@127.0.0.1',
    'chen@0x7f.1',
    'chen@[::1]',
    'chen@localhost',
    'chen@exa_mple.com',
    'chen@example.com/x',
    'chen@example.com?x',
    'chen@example.com#x',
    'chen@%65xample.com',
    'chen@example.com:25',
    'chen@example.com\\x',
    'chen xiaohong@example.com',
    'chen,li@example.com',
    'chen;li@example.com',
    '<chen@example.com>',
    '"chen"@example.com',
    'chen(x)@example.com',
    'chen@example.com, li@example.com',
    'chen@example.com\nbcc: li@example.com',
    'chen\0@example.com',
    'ch\u200ben@example.com',
    'ch\u00aden@example.com',
    'chen\u202e@example.com',
    'ch\u2060en@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
    `a@${'字'.repeat(60)}.${'字'.repeat(60)}.${'字'.repeat(60)}.com`,
  ])('%j is refused', (raw) => {
    expect(() => readEmail('email', raw), 'the stored form becomes the address of a mail').toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'email' }),
    );
  });

  it('never returns more than the column can store', () => {
    expect(() => readEmail('email', `${'a'.repeat(64)}@${`${'字'.repeat(20)}.`.repeat(8)}com`)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});

describe('readPassword', () => {
  it.each([
    ['12345678', '12345678'],
    [' eight  ', ' eight  '],
    ['密'.repeat(8), '密'.repeat(8)],
    ['𠮷'.repeat(8), '𠮷'.repeat(8)],
    ['passe\u0301word', 'passéword'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ])('accepts %j as typed, in one form', (raw, password) => {
    expect(readPassword('password', raw)).toBe(password);
  });

  it.each(['', '1234567', '𠮷'.repeat(7), 'x'.repeat(201), '𠮷'.repeat(201)])('refuses %j with the limits', (raw) => {
    expect(() => readPassword('newPassword', raw)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'newPassword', params: { min: 8, max: 200 } }),
    );
  });
});
