import { expect, it } from 'vitest';
import { searchWords } from '../../lib/folding.js';
import { excerptOf, marksIn } from './marks.js';

const marked = (text: string, query: string): string => {
  let result = '';
  let at = 0;
  for (const { start, length } of marksIn(text, searchWords(query), true)) {
    result += `${text.slice(at, start)}[${text.slice(start, start + length)}]`;
    at = start + length;
  }
  return result + text.slice(at);
};

it.each([
  ['石岐街道居家养老服务', '石岐 养老', '[石岐]街道居家[养老]服务'],
  ['石岐街道居家养老服务', 'sq yanglao', '[石岐]街道居家[养老]服务'],
  ['“启·展能”就业计划', '启展能', '“[启·展能]”就业计划'],
  ['“启·展能”就业计划', 'qzn', '“[启·展能]”就业计划'],
  ['𠮷祥社區 ＡＢＣ', '社区 abc', '𠮷祥[社區] [ＡＢＣ]'],
  ['红色足迹', '石歧', '红色足迹'],
  ['石岐长者饭堂', '石歧', '[石岐]长者饭堂'],
  ['社区与社区', '社区', '[社区]与[社区]'],
  ['红红红', '红红', '[红红]红'],
])('marks in %s what %s matches', (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

it('cuts a long text around the first mark, and moves the marks', () => {
  const text = `${'前'.repeat(150)}社区食堂${'后'.repeat(150)}`;
  const { text: cut, marks } = excerptOf(text, marksIn(text, ['社区'], false));
  expect(cut.length).toBeLessThan(120);
  expect(cut.startsWith('…')).toBe(true);
  expect(cut.endsWith('…')).toBe(true);
  expect(marks.map(({ start, length }) => cut.slice(start, start + length))).toEqual(['社区']);
});

it('never cuts a sign of two code units', () => {
  const text = '𠮷'.repeat(200);
  expect(excerptOf(text, []).text).not.toMatch(/\p{Cs}/u);
  expect(excerptOf(`a${text}`, []).text).not.toMatch(/\p{Cs}/u);
});
