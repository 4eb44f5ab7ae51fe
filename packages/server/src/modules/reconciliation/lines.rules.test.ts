import { describe, expect, it } from 'vitest';
import { runToEnd } from '#testing';
import { identifyLines, inOrder, inYuan, lineOf, readRow, type ParsedLine } from './lines.rules.js';
import { StatementColumn as C } from './statement.enums.js';

describe('a row', () => {
  const apart = [C.DATE, C.INCOME, C.EXPENSE, C.BALANCE, C.NAME, C.TEXT, C.SERIAL];
  const read = (cells: string[], columns: C[] = apart) => readRow({ row: 7, cells }, inYuan(columns));
  const lineFrom = (cells: string[], columns?: C[]) => lineOf(read(cells, columns)!);
  const marked = [C.DATE, C.DIRECTION, C.AMOUNT];

  it('is a line', () =>
    expect(lineFrom(['20260105', '1,000.00', '', '2,000.00', '张三', '捐款', 'S1'])).toEqual({
      row: 7,
      bookedAt: new Date('2026-01-04T16:00:00Z'),
      day: '2026-01-05',
      amountFen: 100_000,
      balanceFen: 200_000,
      name: '张三',
      account: null,
      text: '捐款',
      serial: 'S1',
    }));

  it.each([
    ['收入', 100],
    ['贷', 100],
    ['C', 100],
    ['转入', 100],
    ['借', -100],
    ['支出', -100],
    ['Dr', -100],
  ])('marked %s is %s fen', (mark, fen) =>
    expect(lineFrom(['20260105', mark, '1.00'], marked)).toMatchObject({ amountFen: fen }),
  );
  it('may have its direction in its sign', () =>
    expect(lineFrom(['20260105', '-1.00'], [C.DATE, C.AMOUNT])).toMatchObject({ amountFen: -100 }));
  it('may have its direction in both the sign and a column', () =>
    expect(lineFrom(['20260105', '支出', '-1.00'], marked)).toMatchObject({ amountFen: -100 }));
  it('without cells is no line', () => expect(read(['  ', '\t', "'"])).toBeNull());
  it.each([
    ['林晓梅/6222020000001234567', '林晓梅', '6222020000001234567'],
    ['6222020000001234567 林晓梅', '林晓梅', '6222020000001234567'],
    ['林*梅(6222****4567)', '林*梅', '6222****4567'],
    ['某某公司', '某某公司', null],
    ['第12345期项目', '第12345期项目', null],
    ['----------', null, null],
  ])('with %s for a sender is from %s of account %s', (cell, name, account) =>
    expect(read(['20260105', '1.00', '', '', cell])).toMatchObject({ name, account }),
  );

  it.each<[string, string[], C[]]>([
    ['statement.badDate', ['2026-02-31', '1.00'], apart],
    ['statement.badDate', ['01/05/2026', '1.00', '', '1.00'], apart],
    ['statement.noDay', ['', '1.00', '', '1.00', '张三'], apart],
    ['statement.badAmount', ['20260105', '1.001'], apart],
    ['statement.badAmount', ['20260105', 'x'], apart],
    ['statement.noMoney', ['20260105', '', ''], apart],
    ['statement.noMoney', ['20260105', '0.00', '0.00'], apart],
    ['statement.negative', ['20260105', '-1.00'], apart],
    ['statement.negative', ['20260105', '', '-1.00'], apart],
    ['statement.negative', ['20260105', '贷', '-1.00'], marked],
    ['statement.bothWays', ['20260105', '1.00', '2.00'], apart],
    ['statement.badDirection', ['20260105', '冲正', '1.00'], marked],
    ['statement.badBalance', ['20260105', '1.00', '', 'x'], apart],
    ['statement.badSerial', ['20260105', '1.00', '', '1.00', '', '', '1.2345e+19'], apart],
    ['statement.badSerial', ['20260105', '1.00', '', '1.00', '', '', '9'.repeat(65)], apart],
  ])('is refused for %s: %j', (key, cells, columns) =>
    expect(read(cells, columns)).toMatchObject({ fault: { row: 7, key } }),
  );
});

const line = (amountFen: number, balanceFen: number | null, changes: Partial<ParsedLine> = {}): ParsedLine => ({
  row: 1,
  bookedAt: new Date('2026-01-05T02:00:00Z'),
  day: '2026-01-05',
  amountFen,
  balanceFen,
  name: null,
  account: null,
  text: '',
  serial: null,
  ...changes,
});

describe('lines in order', () => {
  const later = { bookedAt: new Date('2026-01-06T02:00:00Z'), day: '2026-01-06' };

  it('are put in order, whether the bank lists the oldest or the newest first', () => {
    const forwards = [line(100, 1_100), line(-50, 1_050, later), line(1, 1_051, later)];
    expect(inOrder(forwards)).toEqual({ lines: forwards });
    expect(inOrder([...forwards].reverse())).toEqual({ lines: forwards });
  });
  it('of one day are put in order by their balances', () => {
    const forwards = [line(100, 1_100), line(-50, 1_050)];
    expect(inOrder([...forwards].reverse())).toEqual({ lines: forwards });
  });
  it('without balances keep their order', () =>
    expect(inOrder([line(1, null), line(2, null)])).toMatchObject({ lines: [{ amountFen: 1 }, { amountFen: 2 }] }));
  it('with a wrong balance are refused with the number of the row', () =>
    expect(
      inOrder([
        line(100, 1_100, { row: 5 }),
        line(50, 1_149, { row: 6, ...later }),
        line(1, 1_150, { row: 7, ...later }),
      ]),
    ).toEqual({
      fault: { row: 6, key: 'statement.wrongSum', params: { balance: '11.49', expected: '11.50', before: 5 } },
    }));
});

describe('a line of an earlier file is recognised', () => {
  const keysOf = (...lines: ParsedLine[]) => runToEnd(identifyLines(lines)).identities;

  it('by its serial number, whatever the other export says', () =>
    expect(keysOf(line(1, 5, { serial: 'S', text: 'a' }))).toEqual(
      keysOf(line(1, 6, { serial: 'S', text: 'b', name: 'x' })),
    ));
  it('not by a serial number of another day or amount', () =>
    expect(
      new Set([
        ...keysOf(line(1, 5, { serial: 'S' })),
        ...keysOf(line(2, 5, { serial: 'S' })),
        ...keysOf(line(1, 5, { serial: 'S', day: '2026-01-06' })),
      ]).size,
    ).toBe(3));
  it('without a serial number by all its values and how often they occur', () => {
    const [first, second] = keysOf(line(1, null), line(1, null));
    expect(first).not.toBe(second);
    expect(keysOf(line(1, null), line(2, null), line(1, null))).toEqual([first, expect.any(String), second]);
    expect(
      keysOf(line(1, null, { bookedAt: new Date('2026-01-05T03:00:00Z') })),
      'the next export may leave the time out',
    ).toEqual([first]);
  });
  it('and refused when the file contains its serial number twice', () =>
    expect(
      runToEnd(identifyLines([line(1, 5, { serial: 'S', row: 3 }), line(1, 6, { serial: 'S', row: 9 })])).faults,
    ).toEqual([{ row: 9, key: 'statement.duplicate', params: { other: 3 } }]));
});
