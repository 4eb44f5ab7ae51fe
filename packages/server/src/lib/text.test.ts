import { describe, expect, it } from 'vitest';
import { checkText, type TextFault, type TextLimits } from './text.js';

const LINE: TextLimits = { max: 10 };
const STORY: TextLimits = { max: 100, multiline: true };

describe('accepted texts', () => {
  it.each<[string, string, TextLimits, string]>([
    ['plain text', '红色公益创投', LINE, '红色公益创投'],
    ['without the blanks around it', '  a b\u3000', LINE, 'a b'],
    ['in NFC, so that two ways to type é are one', 'Jose\u0301', LINE, 'José'],
    ['emoji', '👨‍👩‍👧', LINE, '👨‍👩‍👧'],
    ['Chinese of four bytes', '𠮷𡈽𪚥', LINE, '𠮷𡈽𪚥'],
    ['markup as text, since pages show it as text', '<b>1</b>', LINE, '<b>1</b>'],
    ['quotes and percent signs', `'";%_\\`, LINE, `'";%_\\`],
    ['lines and tabs of a story', 'a\r\nb\rc\n\td', STORY, 'a\nb\nc\n\td'],
    ['nothing, where nothing is allowed', '  ', { min: 0, max: 5 }, ''],
    ['without zero-width blanks at its ends', '\u200b 李明\u2060', LINE, '李明'],
    ['a name in a script of stacked letters', 'བཀྲ་ཤིས', LINE, 'བཀྲ་ཤིས'],
    ['nothing in place of what nobody can see', '\u200b\u2060', { min: 0, max: 5 }, ''],
  ])('%s', (_, raw, limits, text) => {
    expect(checkText(raw, limits)).toEqual({ text });
  });
});

describe('refused texts', () => {
  it.each<[string, string, TextLimits, TextFault]>([
    ['nothing', '', LINE, 'required'],
    ['blanks', ' \u3000\t ', LINE, 'required'],
    ['zero-width characters alone: a name that nobody can see', '\u200b\u200d\u2060', LINE, 'required'],
    ['marks without a letter to stand on', '\u0301\u0f72 \u20e3', LINE, 'required'],
    ['variation selectors alone', '\ufe0f\u{e0100}', LINE, 'required'],
    ['fillers that only look empty', '\u3164\u2800\u115f', LINE, 'required'],
    ['NUL', 'a\0b', LINE, 'controlCharacter'],
    ['an escape sequence', '\u001b[31mred', LINE, 'controlCharacter'],
    ['DEL', 'a\u007fb', LINE, 'controlCharacter'],
    ['a C1 control character', 'a\u0085b', LINE, 'controlCharacter'],
    ['a line break in one line', 'a\nb', LINE, 'controlCharacter'],
    ['a tab in one line', 'a\tb', LINE, 'controlCharacter'],
    ['a Unicode line separator', 'a\u2028b', STORY, 'controlCharacter'],
    ['NUL in a story', 'a\n\0', STORY, 'controlCharacter'],
    ['half of a surrogate pair, which no database stores', 'a\ud842b', LINE, 'controlCharacter'],
    ['a right-to-left override', '100\u202e001', LINE, 'directionMark'],
    ['a right-to-left mark', 'a\u200fb', LINE, 'directionMark'],
    ['an isolate', 'a\u2066b\u2069', STORY, 'directionMark'],
    ['too much', 'x'.repeat(11), LINE, 'tooLong'],
    ['too little', 'ab', { min: 3, max: 5 }, 'tooShort'],
  ])('%s', (_, raw, limits, fault) => {
    expect(checkText(raw, limits), `${JSON.stringify(raw)} must not reach a page or a receipt`).toEqual({ fault });
  });
});

describe('lengths', () => {
  it('are counted in code points, as people and both databases count them', () => {
    expect(
      checkText('𠮷'.repeat(10), LINE),
      'ten characters of four bytes are ten, though JavaScript says twenty',
    ).toEqual({ text: '𠮷'.repeat(10) });
    expect(checkText('𠮷'.repeat(11), LINE)).toEqual({ fault: 'tooLong' });
  });

  it('are lengths of the stored form', () => {
    expect(checkText(`  ${'e\u0301'.repeat(10)}  `, LINE), 'composed and trimmed this is ten').toEqual({
      text: 'é'.repeat(10),
    });
  });
});
