import { describe, expect, it } from 'vitest';
import { atOnce } from '../../testing.js';
import { cleanCell, identifyLines, inOrder, isSameAccount, namedAccount, readLine, readMoment, readMoney, type ParsedLine } from './lines.rules.js';
import { StatementColumn as C } from './statement.enums.js';

describe('money', () => {
  it.each<[string, number | null]>([
    ['1,234.56', 123_456], ['￥1,234.56', 123_456], ['¥ 1234.5', 123_450], ['-20', -2_000], ['+0.01', 1], ['0.00', 0], ['人民币12元', 1_200], ['1234.560', 123_456],
    ['9999999999999.99', 999_999_999_999_999], ['', null], ['-', null], ['--', null],
  ])('%s is %s fen', (text, fen) => expect(readMoney(cleanCell(text))).toBe(fen));

  it.each(['1.234', '1,234.567', 'abc', '1e5', '0x10', '12.3.4', '99999999999999', '(12.00)', '１２a'])('%s is none', (text) => expect(readMoney(cleanCell(text))).toBeNaN());

  it('never passes through a float: 0.29 is 29 fen, which 0.29 * 100 is not', () => expect(readMoney('0.29')).toBe(29));
});

describe('a moment', () => {
  it.each([
    ['20260105', '', '2026-01-04T16:00:00.000Z'], ['2026-01-05', '', '2026-01-04T16:00:00.000Z'], ['2026/1/5', '', '2026-01-04T16:00:00.000Z'], ['2026年1月5日', '', '2026-01-04T16:00:00.000Z'], ['2026.01.05', '', '2026-01-04T16:00:00.000Z'],
    ['2026-01-05 10:30:05', '', '2026-01-05T02:30:05.000Z'], ['2026-01-05T10:30', '', '2026-01-05T02:30:00.000Z'], ['20260105103005', '', '2026-01-05T02:30:05.000Z'], ['20260105 10:30:05', '', '2026-01-05T02:30:05.000Z'], ['20260105 103005', '', '2026-01-05T02:30:05.000Z'],
    ['20260105', '103005', '2026-01-05T02:30:05.000Z'], ['2026-01-05', '10:30:05', '2026-01-05T02:30:05.000Z'], ['2026年1月5日 10时30分', '', '2026-01-05T02:30:00.000Z'], ['2026-01-05', '10.30.05', '2026-01-05T02:30:05.000Z'], ['2026-01-05 10:30:05.123', '', '2026-01-05T02:30:05.000Z'],
  ])('%s %s is %s', (day, time, iso) => expect(readMoment(day, time)?.toISOString()).toBe(iso));

  it.each([['2026-02-31', ''], ['20261301', ''], ['01/05/2026', ''], ['5.1.2026', ''], ['26-01-05', ''], ['2026-01-05', '25:00'], ['2026-01-05 noon', ''], ['', ''], ['合计', ''], ['46027', '']])('%s %s is none, or could be two', (day, time) => expect(readMoment(day, time)).toBeNull());
});

describe('a cell', () => {
  it.each([['"1,234.56"\t', '"1,234.56"'], ['\t6222\t', '6222'], ["'6222", '6222'], ['="0012"', '0012'], ['ＨＣ１２', 'HC12'], ['a\u200bb', 'a b'], ['  a   b ', 'a b'], ['2026-01-05', '2026-01-05'], ['="a"', 'a'], ['a="b"', 'a="b"']])('%j is read as %j', (raw, clean) => expect(cleanCell(raw)).toBe(clean));
});

describe('a row', () => {
  const apart = [C.DATE, C.INCOME, C.EXPENSE, C.BALANCE, C.NAME, C.TEXT, C.SERIAL];
  const read = (cells: string[], columns: C[] = apart) => readLine({ row: 7, cells }, columns);
  const marked = [C.DATE, C.DIRECTION, C.AMOUNT];

  it('is a line', () => expect(read(['20260105', '1,000.00', '', '2,000.00', '张三', '捐款', 'S1'])).toEqual({
    line: { row: 7, bookedAt: new Date('2026-01-04T16:00:00Z'), day: '2026-01-05', amountFen: 100_000, balanceFen: 200_000, name: '张三', account: null, text: '捐款', serial: 'S1' },
  }));

  it.each([['收入', 100], ['贷', 100], ['C', 100], ['转入', 100], ['借', -100], ['支出', -100], ['Dr', -100]])('marked %s is %s fen', (mark, fen) => expect(read(['20260105', mark, '1.00'], marked)).toMatchObject({ line: { amountFen: fen } }));
  it('may have its direction in its sign', () => expect(read(['20260105', '-1.00'], [C.DATE, C.AMOUNT])).toMatchObject({ line: { amountFen: -100 } }));

  it.each([[['', '', '']], [['合计', '12', '300.00']], [['总计：', '', '']], [['', '300.00', '']], [['  ', '\t', "'"]], [['借方合计', '1.00', '2.00', '3.00']], [['打印时间:2026-01-05']]])('%j is no line', (cells) => expect(read(cells)).toBeNull());

  it.each<[string, string[], C[]]>([
    ['statement.badDate', ['2026-02-31', '1.00'], apart], ['statement.badDate', ['01/05/2026', '1.00', '', '1.00'], apart], ['statement.noDay', ['', '1.00', '', '1.00', '张三'], apart],
    ['statement.badAmount', ['20260105', '1.001'], apart], ['statement.badAmount', ['20260105', 'x'], apart], ['statement.noMoney', ['20260105', '', ''], apart], ['statement.noMoney', ['20260105', '0.00', '0.00'], apart],
    ['statement.negative', ['20260105', '-1.00'], apart], ['statement.negative', ['20260105', '', '-1.00'], apart], ['statement.negative', ['20260105', '贷', '-1.00'], marked], ['statement.bothWays', ['20260105', '1.00', '2.00'], apart],
    ['statement.badDirection', ['20260105', '冲正', '1.00'], marked], ['statement.badBalance', ['20260105', '1.00', '', 'x'], apart], ['statement.badSerial', ['20260105', '1.00', '', '1.00', '', '', '1.2345e+19'], apart], ['statement.badSerial', ['20260105', '1.00', '', '1.00', '', '', '9'.repeat(65)], apart],
  ])('is refused for %s: %j', (key, cells, columns) => expect(read(cells, columns)).toEqual({ fault: expect.objectContaining({ row: 7, key }) }));
});

const line = (amountFen: number, balanceFen: number | null, changes: Partial<ParsedLine> = {}): ParsedLine => ({ row: 1, bookedAt: new Date('2026-01-05T02:00:00Z'), day: '2026-01-05', amountFen, balanceFen, name: null, account: null, text: '', serial: null, ...changes });

describe('lines in order', () => {
  const later = { bookedAt: new Date('2026-01-06T02:00:00Z'), day: '2026-01-06' };

  it('follow from one another, whichever end the bank began at', () => {
    const forwards = [line(100, 1_100), line(-50, 1_050, later), line(1, 1_051, later)];
    expect(inOrder(forwards)).toEqual({ lines: forwards });
    expect(inOrder([...forwards].reverse())).toEqual({ lines: forwards });
  });
  it('of one day are put in order by their balances', () => {
    const forwards = [line(100, 1_100), line(-50, 1_050)];
    expect(inOrder([...forwards].reverse())).toEqual({ lines: forwards });
  });
  it('without balances stay as they are', () => expect(inOrder([line(1, null), line(2, null)])).toMatchObject({ lines: [{ amountFen: 1 }, { amountFen: 2 }] }));
  it('with a wrong balance are refused by the row that has it', () =>
    expect(inOrder([line(100, 1_100, { row: 5 }), line(50, 1_149, { row: 6, ...later }), line(1, 1_150, { row: 7, ...later })])).toEqual({ fault: { row: 6, key: 'statement.wrongSum', params: { balance: '11.49', expected: '11.50', before: 5 } } }));
});

describe('a line is known again', () => {
  const keysOf = (...lines: ParsedLine[]) => atOnce(identifyLines(lines)).identities;

  it('by its serial number, whatever else the other export says', () => expect(keysOf(line(1, 5, { serial: 'S', text: 'a' }))).toEqual(keysOf(line(1, 6, { serial: 'S', text: 'b', name: 'x' }))));
  it('not by a serial number of another day or amount', () => expect(new Set([...keysOf(line(1, 5, { serial: 'S' })), ...keysOf(line(2, 5, { serial: 'S' })), ...keysOf(line(1, 5, { serial: 'S', day: '2026-01-06' }))]).size).toBe(3));
  it('without one by all that is said of it, and how often', () => {
    const [first, second] = keysOf(line(1, null), line(1, null));
    expect(first).not.toBe(second);
    expect(keysOf(line(1, null), line(2, null), line(1, null))).toEqual([first, expect.any(String), second]);
    expect(keysOf(line(1, null, { bookedAt: new Date('2026-01-05T03:00:00Z') })), 'the next export may leave the time out').toEqual([first]);
  });
  it('and refused when the file has its serial number twice', () => expect(atOnce(identifyLines([line(1, 5, { serial: 'S', row: 3 }), line(1, 6, { serial: 'S', row: 9 })])).faults).toEqual([{ row: 9, key: 'statement.duplicate', params: { other: 3 } }]));
});

describe('the account above the table', () => {
  it.each([
    [[['账号：', '4000 0230 2920 0123 456'], ['币种', '人民币']], '4000023029200123456'], [[['账户 6222****1234 明细']], '6222****1234'], [[['查询账号:622202000000(人民币)']], '622202000000'], [[['起止日期', '20170101', '20170131']], null], [[], null],
  ])('%j names %s', (above, account) => expect(namedAccount(above)).toBe(account));
  it.each([['4000023029200123456', true], ['4000****3456', true], ['4000023029200123457', false], ['6222****3456', false]])('%s is ours: %s', (shown, same) => expect(isSameAccount(shown, '4000 0230 2920 0123 456')).toBe(same));
  it('is anybody\'s in the demo', () => expect(isSameAccount('6222020000001234', '0000 0000 0000 0000')).toBe(true));
});
