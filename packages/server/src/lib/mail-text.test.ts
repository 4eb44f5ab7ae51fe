import { describe, expect, it } from 'vitest';
import { mailData, mailText } from './mail-text.js';

describe('a typed text in a letter', () => {
  it.each([
    ['社区老年食堂', '社区老年食堂'],
    ['请登录 https://evil.example/hongchuang 确认', '请登录 https //evil[.]example/hongchuang 确认'],
    ['HTTPS://EVIL.EXAMPLE', 'HTTPS //EVIL[.]EXAMPLE'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['evil.example/x', 'evil[.]example/x'],
    ['ｅｖｉｌ．ｅｘａｍｐｌｅ', 'ｅｖｉｌ[.]ｅｘａｍｐｌｅ'],
    ['账号疑似被盗，先停用（再核实）：请稍候！', '账号疑似被盗，先停用（再核实）：请稍候！'],
    ['evil。example', 'evil。example'],
    ['红创.公益', '红创[.]公益'],
    ['e\u200bvil.ex\u200dample', 'evil[.]example'],
    ['write to thief@evil.example', 'write to thief[at]evil[.]example'],
    ['two\r\nSubject: other', 'two Subject: other'],
    ['a\u2028b\u2029c\td', 'a b c d'],
    ['v2.0 costs ¥1.50. Then rest.', 'v2.0 costs ¥1.50. Then rest.'],
    ['第一期.', '第一期.'],
    ['', ''],
    ['字'.repeat(200), '字'.repeat(200)],
    ['字'.repeat(201), `${'字'.repeat(199)}…`],
  ])('%j is written as %j', (typed, written) => {
    expect(mailText(typed)).toBe(written);
  });

  it('holds at any depth of the data, and leaves ids, numbers and paths alone', () => {
    const id = '019aa8d2-4f00-7abc-8def-0123456789ab';
    expect(
      mailData({
        id,
        path: `/pledges/${id}`,
        at: '2026-06-10',
        amountFen: 100,
        none: null,
        of: [{ title: 'a.example' }],
      }),
    ).toEqual({
      id,
      path: `/pledges/${id}`,
      at: '2026-06-10',
      amountFen: 100,
      none: null,
      of: [{ title: 'a[.]example' }],
    });
  });
});
