import { describe, expect, it } from 'vitest';
import { compare } from './check';
import { exportPath, kindOf } from './kinds';

describe('compare', () => {
  const equal = { shown: 1_234, ledger: 1_234, postings: 1_234, gifts: 1_234, receipts: 1_234, exported: 1_234 };

  it('finds no difference where there is none', () => {
    expect(compare(equal).map(({ difference }) => difference)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('says by how much each figure is off the postings, to the fen', () => {
    expect(compare({ ...equal, shown: 1_235, receipts: 0 }).filter(({ difference }) => difference !== 0)).toEqual([
      { figure: 'shown', fen: 1_235, difference: 1 },
      { figure: 'receipts', fen: 0, difference: -1_234 },
    ]);
  });
});

describe('kindOf', () => {
  it.each([['gift', 'GIFT'], ['release', 'RELEASE'], ['REFUND', 'REFUND'], ['', undefined], ['gifts', undefined], ['<b>', undefined]])('%s', (inAddress, kind) => {
    expect(kindOf(inAddress)).toBe(kind);
  });
});

describe('exportPath', () => {
  it('is that of the city or of a project, in the language of the page', () => {
    expect(exportPath(undefined, 'en')).toBe('/exports/books.csv?lang=en');
    expect(exportPath('laobing', 'zh-CN')).toBe('/exports/books/laobing.csv?lang=zh-CN');
  });
});
