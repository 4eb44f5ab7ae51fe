import { describe, expect, it } from 'vitest';
import { compare } from './check';
import { exportPath, filterOf, isFiltered, kindOf } from './kinds';

describe('compare', () => {
  const equal = {
    shown: 1_234,
    ledger: 1_234,
    postings: 1_234,
    gifts: 1_234,
    receipts: 1_234,
    exported: 1_234,
    spreadsheet: 1_234,
  };

  it('finds no difference between equal figures', () => {
    expect(compare(equal).map(({ difference }) => difference)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('says by how many fen each figure differs from the postings', () => {
    expect(compare({ ...equal, shown: 1_235, receipts: 0 }).filter(({ difference }) => difference !== 0)).toEqual([
      { figure: 'shown', fen: 1_235, difference: 1 },
      { figure: 'receipts', fen: 0, difference: -1_234 },
    ]);
  });
});

const KINDS = ['GIFT', 'RELEASE', 'REFUND', 'CORRECTION'] as const;

describe('kindOf', () => {
  it.each([
    ['gift', 'GIFT'],
    ['release', 'RELEASE'],
    ['REFUND', 'REFUND'],
    ['correction', 'CORRECTION'],
    ['', undefined],
    ['gifts', undefined],
    ['<b>', undefined],
  ])('%s', (inAddress, kind) => {
    expect(kindOf(inAddress, KINDS)).toBe(kind);
  });
});

describe('the filter in the address', () => {
  const of = (query: string) => filterOf((name) => new URLSearchParams(query).get(name) ?? '', KINDS);
  it('is read from the address', () =>
    expect(of('kind=gift&from=2026-01-01&to=2026-01-31&search= 陈 ')).toEqual({
      kind: 'GIFT',
      from: '2026-01-01',
      to: '2026-01-31',
      search: '陈',
    }));
  it.each(['', 'from=yesterday&to=2026-02-30', 'kind=x&search=%20', 'from=0000-00-00'])('ignores %j', (query) =>
    expect(isFiltered(of(query))).toBe(false),
  );
  it('has no end before its beginning', () =>
    expect(of('from=2026-02-01&to=2026-01-31')).toMatchObject({ from: '2026-02-01', to: undefined }));
});

describe('exportPath', () => {
  const none = { kind: undefined, from: undefined, to: undefined, search: undefined };
  it('is the address of the city or of a project, in the language of the page', () => {
    expect(exportPath('csv', undefined, none, 'en')).toBe('/exports/books.csv?lang=en');
    expect(exportPath('xlsx', 'laobing', none, 'zh-CN')).toBe('/exports/books/laobing.xlsx?lang=zh-CN');
  });
  it('contains the filter of the page', () => {
    expect(
      exportPath('xlsx', undefined, { kind: 'GIFT', from: '2026-01-01', to: undefined, search: '陈&=' }, 'en'),
    ).toBe('/exports/books.xlsx?lang=en&kind=gift&from=2026-01-01&search=%E9%99%88%26%3D');
  });
});
