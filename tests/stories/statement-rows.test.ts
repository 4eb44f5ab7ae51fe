import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { createCity } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { MUTATIONS } from '../support/operations.ts';
import { csv, gbk, importFile, settled, showStatement, uploadStatement, workbook } from '../support/statements.ts';

const ROWS =
  'query R($id: ID!) { statementRows(statementId: $id) { totalCount edges { node { row text amount reason waits decision decidedBy decidedAt } } } }';
const LINES =
  'query L($id: ID!) { statementLines(statementId: $id, first: 100) { edges { node { amount bookedAt name account text } } } }';

interface Row {
  row: number;
  text: string;
  amount: number | null;
  reason: string;
  waits: boolean;
  decision: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}
interface Line {
  amount: number;
  bookedAt: string;
  name: string | null;
  account: string | null;
  text: string;
}

const rowsOf = async (client: Client, id: string): Promise<Row[]> =>
  (await client.must(ROWS, { id })).statementRows.edges.map(({ node }: { node: Row }) => node);
const linesOf = async (client: Client, id: string): Promise<Line[]> =>
  (await client.must(LINES, { id })).statementLines.edges.map(({ node }: { node: Line }) => node);
const amountsOf = async (client: Client, id: string): Promise<number[]> =>
  (await linesOf(client, id)).map(({ amount }) => amount);

/** Imports a file once more, with what a treasurer chose. */
async function importAgain(client: Client, id: string, input: Record<string, unknown> = {}) {
  const { columns } = await showStatement(client, id);
  await client.must(MUTATIONS.importStatement, { input: { id, columns, ...input } });
  return settled(client, id);
}

describe('rows that are no movements', () => {
  const app = useTestApp();
  let treasury: Client;
  beforeAll(async () => {
    treasury = (await createCity(app)).treasurer.client;
  });

  it('are left out, and shown with their reasons', async () => {
    const { id, ...statement } = await importFile(
      treasury,
      csv([
        ['交易日期', '摘要', '收入', '支出', '余额', '对方户名'],
        ['2017-07-01', '上月结转', '', '', '1000.00', ''],
        ['2017-07-02', '转账', '50.00', '', '1050.00', '林晓梅'],
        ['2017-07-03', '工本费', '', '20.00', '1030.00', '某银行'],
        ['2017-07-31', '本月合计', '50.00', '20.00', '1030.00', ''],
        ['2017-07-31', '本年累计', '950.00', '120.00', '1030.00', ''],
        ['温馨提示：本明细仅供参考', '', '', '', '', ''],
      ]),
    );
    expect(statement).toMatchObject({
      state: 'READY',
      newLines: 2,
      rowsLeftOut: 4,
      rowsWaiting: 0,
      opening: 100_000,
      closing: 103_000,
    });
    expect(await amountsOf(treasury, id)).toEqual([5_000, -2_000]);
    expect((await rowsOf(treasury, id)).map(({ row, reason, waits }) => [row, reason, waits])).toEqual([
      [2, 'CARRIED', false],
      [5, 'BALANCE_FOLLOWS', false],
      [6, 'BALANCE_FOLLOWS', false],
      [7, 'NOTE', false],
    ]);
  });

  it('wait for a treasurer when they are ambiguous; the decision is recorded and can be taken back', async () => {
    const file = csv([
      ['交易日期', '摘要', '交易金额', '对方户名'],
      ['2017-09-02', '捐款', '50.00', '林晓梅'],
      ['2017-09-03', '捐款', '61.00', '黄志强'],
      ['2017-09-30', '捐款合计', '111.00', ''],
    ]);
    const { id, ...statement } = await importFile(treasury, file);
    expect(statement).toMatchObject({ state: 'UNDECIDED', newLines: 0, rowsWaiting: 1, faults: [] });
    expect(await amountsOf(treasury, id), 'nothing of a file is imported before every row is decided').toEqual([]);
    expect(await rowsOf(treasury, id)).toMatchObject([
      {
        row: 4,
        text: '2017-09-30 · 捐款合计 · 111.00',
        amount: 11_100,
        reason: 'TOTAL_WORDS',
        waits: true,
        decision: null,
      },
    ]);
    const decide = (decision: string | null) =>
      treasury.must(MUTATIONS.decideStatementRows, { input: { id, rows: [4], decision } });

    await decide('MOVEMENT');
    expect(await rowsOf(treasury, id)).toMatchObject([
      { waits: false, decision: 'MOVEMENT', decidedBy: expect.any(String), decidedAt: expect.any(String) },
    ]);
    expect((await decide(null)).decideStatementRows).toMatchObject({ rowsWaiting: 1, rowsLeftOut: 0 });
    expect(await importAgain(treasury, id)).toMatchObject({ state: 'UNDECIDED' });
    await decide('NO_MOVEMENT');
    expect(await importAgain(treasury, id)).toMatchObject({
      state: 'READY',
      newLines: 2,
      rowsLeftOut: 1,
      rowsWaiting: 0,
    });
    expect(await amountsOf(treasury, id)).toEqual([5_000, 6_100]);
    expect(await rowsOf(treasury, id), 'the statement shows who decided').toMatchObject([
      { row: 4, reason: 'TOTAL_WORDS', decision: 'NO_MOVEMENT', decidedBy: expect.any(String) },
    ]);
    expect(
      await treasury.refused(MUTATIONS.decideStatementRows, { input: { id, rows: [4], decision: null } }),
    ).toMatchObject({ code: 'INVALID_STATE' });
  });

  it("may be rows that cannot be read, or any row, by a treasurer's decision", async () => {
    const { id, state } = await importFile(
      treasury,
      csv([
        ['交易日期', '摘要', '交易金额', '对方户名'],
        ['2017-10-02', '捐款', '52.00', '林晓梅'],
        ['2017-10-03', '捐款', '1234,56', '黄志强'],
        ['2017-10-04', '试算', '1.00', '黄志强'],
      ]),
    );
    expect(state).toBe('REFUSED');
    await treasury.must(MUTATIONS.decideStatementRows, { input: { id, rows: [3, 4], decision: 'NO_MOVEMENT' } });
    expect(await importAgain(treasury, id)).toMatchObject({ state: 'READY', newLines: 1, rowsLeftOut: 2 });
    expect(await rowsOf(treasury, id)).toMatchObject([
      { row: 3, reason: 'FAULTY' },
      { row: 4, reason: 'DECIDED', text: '2017-10-04 · 试算 · 1.00 · 黄志强' },
    ]);
  });

  it('are deleted with a discarded file', async () => {
    const { id } = await importFile(
      treasury,
      csv([
        ['交易日期', '摘要', '交易金额', '对方户名'],
        ['2017-09-02', '捐款', '53.00', '林晓梅'],
        ['2017-09-30', '合计', '99.00', ''],
      ]),
    );
    await treasury.must(MUTATIONS.decideStatementRows, { input: { id, rows: [3], decision: 'MOVEMENT' } });
    await treasury.must(MUTATIONS.discardStatement, { id });
    expect(await rowsOf(treasury, id)).toEqual([]);
  });
});

describe('the table of a file', () => {
  const app = useTestApp();
  let treasury: Client;
  beforeAll(async () => {
    treasury = (await createCity(app)).treasurer.client;
  });

  it('begins where a treasurer says, and is found there the next time', async () => {
    // A summary above has the words of a header as well.
    const file = (fen: string) =>
      csv([
        ['日期', '收入', '支出', '余额', '对方户名', '摘要'],
        ['汇总', '见下', '', '', '', ''],
        [],
        ['何日', '谁人', '几何', '何故'],
        ['2017-11-02', '林晓梅', fen, '捐款'],
        ['2017-11-03', '黄志强', '6.00', '捐款'],
      ]);
    const { id } = await uploadStatement(treasury, file('5.00'));
    expect(await showStatement(treasury, id)).toMatchObject({ headerRow: 1 });
    const { statement } = await treasury.must('query F($id: ID!) { statement(id: $id) { firstRows { row cells } } }', {
      id,
    });
    expect(statement.firstRows[2]).toEqual({ row: 4, cells: ['何日', '谁人', '几何', '何故'] });
    const { pointAtHeader } = await treasury.must(MUTATIONS.pointAtHeader, { input: { id, headerRow: 4 } });
    expect(pointAtHeader).toMatchObject({
      headerRow: 4,
      header: ['何日', '谁人', '几何', '何故'],
      columns: ['DATE', 'NAME', 'AMOUNT', 'IGNORED'],
    });
    expect(
      await importAgain(treasury, id, { columns: ['DATE', 'NAME', 'AMOUNT', 'TEXT'], unit: 'TEN_THOUSAND_YUAN' }),
    ).toMatchObject({ state: 'READY', newLines: 2 });
    expect(await linesOf(treasury, id)).toMatchObject([
      { amount: 5_000_000, name: '林晓梅', text: '捐款' },
      { amount: 6_000_000 },
    ]);

    const next = await uploadStatement(treasury, file('7.00'));
    expect(await showStatement(treasury, next.id)).toMatchObject({
      headerRow: 4,
      isKnownLayout: true,
      columns: ['DATE', 'NAME', 'AMOUNT', 'TEXT'],
      moneyUnit: 'TEN_THOUSAND_YUAN',
    });
    expect(
      await treasury.refused(MUTATIONS.pointAtHeader, { input: { id: next.id, headerRow: 3 } }),
      'an empty row names nothing',
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'headerRow' });
  });

  it('can be behind a cover sheet, with days and times as spreadsheets store them', async () => {
    const at = (hours: number, minutes: number) => new Date(Date.UTC(1899, 11, 31, hours, minutes));
    const book = await workbook([
      { name: '说明', rows: [['对账单说明'], ['本文件由网银导出']] },
      {
        name: '明细',
        rows: [
          ['交易日期', '交易时间', '收入', '支出', '余额', '对方户名'],
          [new Date('2017-12-01T00:00:00Z'), at(10, 30), 12.5, null, 12.5, '林晓梅'],
          [43071, 0.5, null, 2.5, 10, '某银行'],
        ],
      },
    ]);
    const { id, ...statement } = await importFile(treasury, book, '明细.xlsx');
    expect(statement).toMatchObject({ state: 'READY', sheet: 1, newLines: 2, closing: 1_000 });
    expect((await linesOf(treasury, id)).map(({ amount, bookedAt }) => [amount, bookedAt])).toEqual([
      [1_250, '2017-12-01T02:30:00.000Z'],
      [-250, '2017-12-02T04:00:00.000Z'],
    ]);
  });

  const rows = (name: string) =>
    csv([
      ['交易日期', '收入', '支出', '对方户名'],
      ['2018-01-02', '8.00', '', name],
    ]);
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();
  it.each<[string, (text: string) => Uint8Array | string]>([
    ['UTF-8', (text) => text],
    ['UTF-8 with its mark', (text) => `\ufeff${text}`],
    ['GBK', gbk],
    ['UTF-16LE', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE', (text) => swapped(`\ufeff${text}`)],
    ['UTF-16LE without a mark', (text) => Buffer.from(text, 'utf16le')],
    ['UTF-16BE without a mark', swapped],
    ['tabs', (text) => text.replaceAll(',', '\t')],
    ['semicolons', (text) => text.replaceAll(',', ';')],
    ['back-ticks', (text) => text.replace('2018', '`2018').replace('8.00', '`8.00')],
  ])('is read with %s', async (encoding, encoded) => {
    const name = `林${encoding.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    const { id, state } = await importFile(treasury, encoded(rows(name)));
    expect(state).toBe('READY');
    expect(await linesOf(treasury, id)).toMatchObject([{ amount: 800, name }]);
  });
});

describe('the statements of a file outside its lines', () => {
  const app = useTestApp({ env: { BANK_HOLDER: '慈善会', BANK_NAME: '工行', BANK_NUMBER: '4000 0230 2920 0123 456' } });
  let treasury: Client;
  beforeAll(async () => {
    treasury = (await createCity(app)).treasurer.client;
  });
  const header = ['交易日期', '币种', '本方账号', '收入', '支出', '对方户名'];
  const row = (changes: Record<number, string> = {}) =>
    ['2018-02-02', '人民币', '4000023029200123456', '9.00', '', '林晓梅'].map(
      (cell, column) => changes[column] ?? cell,
    );

  it.each<[string, string[][], number | null, RegExp]>([
    ['dollars in a row', [header, row(), row({ 1: '美元' })], 3, /美元/],
    ['Hong Kong dollars above', [['币种：HKD'], header, row()], null, /HKD/],
    ['another account in a row', [header, row(), row({ 2: '6222020000009999' })], 3, /9999/],
    ['another account above', [['账　　号', '6217*********9999'], header, row()], null, /9999/],
    [
      'dollars in the header',
      [
        ['交易日期', '收入（美元）', '对方户名'],
        ['2018-02-02', '9.00', '林晓梅'],
      ],
      null,
      /美元/,
    ],
    [
      'two units',
      [['单位：元'], ['交易日期', '收入（万元）', '对方户名'], ['2018-02-02', '9.00', '林晓梅']],
      null,
      /单位/,
    ],
  ])('refuse the file: %s', async (_what, rows, at, message) => {
    const statement = await importFile(treasury, csv(rows));
    expect(statement).toMatchObject({ state: 'REFUSED', newLines: 0, faults: [{ row: at }] });
    expect(statement.faults[0]!.message).toMatch(message);
  });

  it('multiply exactly: a unit of ten thousand yuan in the header, or above', async () => {
    const inHeader = await importFile(
      treasury,
      csv([
        ['交易日期', '交易金额（万元）', '对方户名'],
        ['2018-03-02', '1.50', '石岐街道办'],
      ]),
    );
    const above = await importFile(
      treasury,
      csv([['单位：万元'], ['交易日期', '交易金额', '对方户名'], ['2018-03-03', '3816.99', '石岐街道办']]),
    );
    expect([...(await amountsOf(treasury, inHeader.id)), ...(await amountsOf(treasury, above.id))]).toEqual([
      1_500_000, 3_816_990_000,
    ]);
  });

  it('are compared with the lines: totals and the period, with our own account', async () => {
    const statement = await importFile(
      treasury,
      csv([
        ['账号：4000023029200123456 起始日期：20180401 截止日期：20180430'],
        ['收入笔数：3'],
        header,
        row({ 0: '2018-04-02' }),
        row({ 0: '2018-05-02' }),
      ]),
    );
    expect(statement).toMatchObject({
      state: 'READY',
      newLines: 2,
      notices: [{ row: 2, message: '文件写明有 3 笔，读到的是 2 笔。' }, { row: 5 }],
    });
  });
});
