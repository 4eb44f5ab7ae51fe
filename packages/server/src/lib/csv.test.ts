import { describe, expect, it } from 'vitest';
import { csvLine, yuan } from './csv.js';

describe('a line of CSV', () => {
  it.each([
    ['plain cells', ['a', 1, null], 'a,1,\r\n'],
    ['commas, quotes and line breaks', ['a,b', 'say "hi"', 'two\nlines'], '"a,b","say ""hi""","two\nlines"\r\n'],
    ['a formula', ['=HYPERLINK("http://evil")'], '"\'=HYPERLINK(""http://evil"")"\r\n'],
    ['other beginnings of formulas', ['+1', '-1', '@x', '\tx', ' =1'], "'+1,'-1,'@x,'\tx,' =1\r\n"],
    ['amounts, which stay numbers', [yuan(-123), yuan(100)], '-1.23,1.00\r\n'],
  ])('has %s', (_what, cells, line) => expect(csvLine(cells)).toBe(line));
});

describe('fen as yuan', () => {
  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [-1, '-0.01'],
    [123_456, '1234.56'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
  ])('%i is %s', (fen, text) => expect(yuan(fen).decimal).toBe(text));
});
