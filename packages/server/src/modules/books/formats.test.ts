import { streamXlsxRows } from 'hucre/xlsx';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FORMATS, xlsxAmount } from './formats.js';
import type { BookRow } from './books.rows.js';

const row = (changes: Partial<BookRow> = {}): BookRow => ({
  at: new Date('2017-06-07T16:30:05Z'),
  project: '老兵记忆馆',
  kind: '认捐到账',
  amountFen: 123_456,
  name: '陈小红',
  unit: null,
  stage: null,
  receipt: 'HC-2017-000001',
  entry: 'e1',
  note: null,
  day: '2017-06-06',
  code: null,
  handler: null,
  ...changes,
});

async function* batches(rows: readonly BookRow[], size = 500): AsyncGenerator<BookRow[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

async function written(rows: readonly BookRow[]): Promise<{ bytes: Buffer; cells: unknown[][] }> {
  const bytes = await buffer(FORMATS.xlsx!.write(batches(rows), 'zh-CN'));
  const cells: unknown[][] = [];
  for await (const { values } of streamXlsxRows(bytes)) cells.push([...values]);
  return { bytes, cells };
}

describe('the books as a spreadsheet', () => {
  it('have a header, amounts as numbers, times in Shanghai as times, and texts as texts', async () => {
    const { cells } = await written([row(), row({ amountFen: -1, name: null })]);
    expect(cells[0]).toEqual([
      '记账时间(北京)',
      '项目',
      '类型',
      '金额(元)',
      '捐赠人',
      '单位',
      '阶段',
      '收据编号',
      '凭证',
      '说明',
      '银行到账/付款日',
      '统一社会信用代码',
      '经办人',
    ]);
    expect(cells[1]).toEqual([
      new Date('2017-06-08T00:30:05Z'),
      '老兵记忆馆',
      '认捐到账',
      1234.56,
      '陈小红',
      null,
      null,
      'HC-2017-000001',
      'e1',
      null,
      new Date('2017-06-06T00:00:00Z'),
    ]);
    expect(cells[2]!.slice(3, 5)).toEqual([-0.01, null]);
    const { cells: ofUnit } = await written([row({ unit: '照明厂', code: '91442000MA4UKT4R6B', handler: '老周' })]);
    expect(ofUnit[1]!.slice(-2)).toEqual(['91442000MA4UKT4R6B', '老周']);
  });

  it.each(['=HYPERLINK("http://evil","x")', '+1', '-1', '@x', '\tx', 'a\rb', '=1+1\n', '<b>&', '😀', "'x"])(
    'keep %j as a text',
    async (name) => {
      expect((await written([row({ name, project: name, unit: name })])).cells[1]).toEqual([
        expect.anything(),
        name,
        '认捐到账',
        1234.56,
        name,
        name,
        null,
        'HC-2017-000001',
        'e1',
        null,
        expect.any(Date),
      ]);
    },
  );

  it('freeze the header', async () => {
    const { bytes } = await written([row()]);
    const { readXlsx } = await import('hucre/xlsx');
    expect((await readXlsx(new Uint8Array(bytes), { readStyles: true })).sheets[0]).toMatchObject({
      freezePane: { rows: 1 },
    });
  });

  it.each([1, -1, 99, 29, 100_000_000_001, 999_999_999_999_999, -999_999_999_999_999])('show %i fen exactly', (fen) =>
    expect((xlsxAmount(fen) * 100).toFixed(0)).toBe(String(fen)),
  );

  it.each(Object.keys(FORMATS))(
    'as %s are read from the ledger only as fast as the client reads them',
    async (format) => {
      let read = 0;
      async function* endless(): AsyncGenerator<BookRow[]> {
        for (;;) {
          read += 500;
          yield Array.from({ length: 500 }, (_, index) => row({ entry: `${read} ${index} ${Math.random()}` }));
        }
      }
      const stream = FORMATS[format]!.write(endless(), 'en');
      await new Promise((resolve) => stream.once('readable', resolve));
      // A reader that stops ends the query, so that no data piles up in memory.
      let before = -1;
      while (before !== read) {
        before = read;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(read).toBeLessThan(20_000);
      stream.destroy();
    },
  );
});
