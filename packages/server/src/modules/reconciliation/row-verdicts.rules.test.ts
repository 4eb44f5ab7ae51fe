import { describe, expect, it } from 'vitest';
import { runToEnd } from '#testing';
import { inYuan, readRow } from './lines.rules.js';
import { judgeRows } from './row-verdicts.rules.js';
import { RowDecision, StatementColumn as C } from './statement.enums.js';

const ROLE: Record<string, C> = {
  日期: C.DATE,
  摘要: C.TEXT,
  金额: C.AMOUNT,
  收入: C.INCOME,
  支出: C.EXPENSE,
  余额: C.BALANCE,
  户名: C.NAME,
  方向: C.DIRECTION,
  状态: C.OUTCOME,
};

/** Builds a table from text with cells separated by `|`. Rows count from 2, as below a header in row 1. */
function judged(text: string, decisions: readonly (readonly [number, RowDecision])[] = []) {
  const [header, ...rows] = text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const columns = header!.map((word) => ROLE[word]!);
  const readings = rows.flatMap((cells, index) => readRow({ row: index + 2, cells }, inYuan(columns)) ?? []);
  const { lines, beside, faults } = runToEnd(judgeRows(readings, header!, columns, new Map(decisions)));
  return {
    lines: lines.map(({ row }) => row),
    beside: Object.fromEntries(beside.map(({ row, reason, undecided }) => [row, `${reason}${undecided ? '?' : ''}`])),
    faults: faults.map(({ key }) => key),
  };
}

const PLAIN = '日期|摘要|收入|支出|余额|户名';

describe('rows that are no movements', () => {
  it.each<[string, string, number[], Record<number, string>]>([
    [
      'a dated opening balance',
      `${PLAIN}\n2026-07-01|期初余额|||1000.00|\n2026-07-02|转账|50.00||1050.00|林晓梅`,
      [3],
      { 2: 'CARRIED' },
    ],
    [
      'an opening balance in the column of income',
      `${PLAIN}\n2026-07-01|上月结转|1000.00||1000.00|\n2026-07-02|转账|50.00||1050.00|林晓梅`,
      [3],
      { 2: 'CARRIED' },
    ],
    [
      'an opening balance without words',
      `${PLAIN}\n2026-07-01||||1000.00|\n2026-07-02|转账|50.00||1050.00|林晓梅`,
      [3],
      { 2: 'CARRIED' },
    ],
    [
      'sums of the month and the year, with balances',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林晓梅\n2026-07-03|转账||20.00|1030.00|商行\n2026-07-31|本月合计|50.00|20.00|1030.00|\n2026-07-31|本年累计|950.00|120.00|1030.00|`,
      [2, 3],
      { 4: 'BALANCE_FOLLOWS', 5: 'BALANCE_FOLLOWS' },
    ],
    [
      'sums of the month and the year, without balances',
      '日期|摘要|收入|支出\n2026-07-02|转账|50.00|\n2026-07-03|转账||20.00\n2026-07-31|本月合计|50.00|20.00\n2026-07-31|本年累计|950.00|120.00',
      [2, 3],
      { 4: 'TOTAL', 5: 'TOTAL' },
    ],
    [
      'a dated subtotal',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林晓梅\n2026-09-03|捐款|60.00|黄志强\n2026-09-30|本月合计|110.00|',
      [2, 3],
      { 4: 'TOTAL' },
    ],
    [
      'a subtotal of each month and a total',
      '日期|摘要|金额|户名\n2026-08-02|捐款|50.00|林\n2026-08-31|小计|50.00|\n2026-09-03|捐款|60.00|黄\n2026-09-30|小计|60.00|\n2026-09-30|总计|110.00|',
      [2, 4],
      { 3: 'TOTAL', 5: 'TOTAL', 6: 'TOTAL' },
    ],
    [
      'a subtotal above its rows, newest first',
      '日期|摘要|金额|户名\n2026-09-30|合计|110.00|\n2026-09-03|捐款|60.00|黄\n2026-09-02|捐款|50.00|林',
      [3, 4],
      { 2: 'TOTAL' },
    ],
    [
      'a net sum',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-03|付款|-20.00|商行\n2026-09-30|本月合计|30.00|',
      [2, 3],
      { 4: 'TOTAL' },
    ],
    [
      'carried over from page to page',
      `${PLAIN}\n2026-07-01|承前页|||1000.00|\n2026-07-02|转账|50.00||1050.00|林\n2026-07-02|过次页|||1050.00|`,
      [3],
      { 2: 'CARRIED', 4: 'CARRIED' },
    ],
    ['a zero', '日期|摘要|收入|支出\n2026-07-02|开户|0.00|0.00\n2026-07-03|转账|20.00|', [3], { 2: 'NOTHING_MOVED' }],
    [
      'nothing, with a balance that stays',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n2026-07-03|日终余额校验|||1050.00|`,
      [2],
      { 3: 'NOTHING_MOVED' },
    ],
    [
      'notes',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n温馨提示：本明细仅供参考|||||\n|如有疑问请拨打客服电话||||\n打印时间：2026-07-03 10:00||||经办：张三|`,
      [2],
      { 3: 'NOTE', 4: 'NOTE', 5: 'NOTE' },
    ],
    [
      'the header again',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n${PLAIN}\n2026-07-03|转账|50.00||1100.00|林`,
      [2, 4],
      { 3: 'HEADER_AGAIN' },
    ],
    ['an undated total', `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n合计|1笔|50.00|||`, [2], { 3: 'TOTAL' }],
    [
      'balances that follow without it',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n2026-07-31|合计|50.00|||\n2026-08-01|转账|10.00||1060.00|林`,
      [2, 4],
      { 3: 'BALANCE_FOLLOWS' },
    ],
  ])('%s', (_what, text, lines, beside) => expect(judged(text)).toEqual({ lines, beside, faults: [] }));
});

describe('movements that look like other rows', () => {
  it.each<[string, string, number[]]>([
    [
      'words of a donor whose balance follows',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林晓梅\n2026-07-03|合计捐款|50.00||1100.00|黄志强`,
      [2, 3],
    ],
    [
      'the word alone, with a balance that follows',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林晓梅\n2026-07-03|合计|50.00||1100.00|`,
      [2, 3],
    ],
    [
      'words of a donor whose amount is no sum',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林晓梅\n2026-09-03|全家合计捐款|60.00|黄志强',
      [2, 3],
    ],
    [
      'an amount that happens to be a sum, of a person',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林晓梅\n2026-09-03|捐款|60.00|黄志强\n2026-09-04|捐款|110.00|陈大文',
      [2, 3, 4],
    ],
    ['money out of a balance at a payment service', `${PLAIN}\n2026-07-02|余额宝转账|50.00||1050.00|林晓梅`, [2]],
    [
      'a refund to nobody named, with a balance that follows',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n2026-07-03|||50.00|1000.00|`,
      [2, 3],
    ],
  ])('%s', (_what, text, lines) => expect(judged(text)).toEqual({ lines, beside: {}, faults: [] }));
});

describe('ambiguous rows wait for a treasurer', () => {
  it.each<[string, string, Record<number, string>]>([
    [
      'a total that the rows do not add up to',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-30|本月合计|200.00|',
      { 3: 'TOTAL_WORDS?' },
    ],
    [
      'the word with a name',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-30|合计|50.00|黄志强',
      { 3: 'TOTAL_WORDS?' },
    ],
    [
      'a remark that speaks of a total, with an amount that is one',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-03|捐款|60.00|黄\n2026-09-30|捐款合计|110.00|',
      { 4: 'TOTAL_WORDS?' },
    ],
    [
      'a sum without a word',
      '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-03|捐款|60.00|黄\n2026-09-30||110.00|',
      { 4: 'SUM_OF_ROWS?' },
    ],
    ['an amount without a day', '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n||70.00|', { 3: 'NO_DAY?' }],
    [
      'an amount that the balance does not show',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n2026-07-03|转账|70.00||1050.00|黄`,
      { 3: 'BALANCE_FOLLOWS?' },
    ],
    [
      'neither income nor expense',
      '日期|方向|金额|户名\n2026-09-02|收入|50.00|林\n2026-09-03|不计收支|60.00|黄',
      { 3: 'NEUTRAL?' },
    ],
    [
      'a payment that was closed',
      '日期|状态|金额|户名\n2026-09-02|交易成功|50.00|林\n2026-09-03|交易关闭|60.00|黄',
      { 3: 'NOT_DONE?' },
    ],
  ])('%s', (_what, text, beside) => expect(judged(text)).toMatchObject({ beside, faults: [] }));

  it("and follow the treasurer's decision", () => {
    const text = '日期|摘要|金额|户名\n2026-09-02|捐款|50.00|林\n2026-09-30|合计|50.00|黄志强';
    expect(judged(text, [[3, RowDecision.MOVEMENT]])).toEqual({ lines: [2, 3], beside: {}, faults: [] });
    expect(judged(text, [[3, RowDecision.NO_MOVEMENT]])).toEqual({ lines: [2], beside: { 3: 'DECIDED' }, faults: [] });
    expect(
      judged(text, [
        [2, RowDecision.NO_MOVEMENT],
        [3, RowDecision.MOVEMENT],
      ]),
    ).toEqual({ lines: [3], beside: { 2: 'DECIDED' }, faults: [] });
  });
});

describe('rows that cannot be read', () => {
  it.each<[string, string, string]>([
    ['no amount', `${PLAIN}\n2026-07-02|转账||||林`, 'statement.noMoney'],
    [
      'no amount, though the balance moved',
      `${PLAIN}\n2026-07-02|转账|50.00||1050.00|林\n2026-07-03|转账|||1060.00|林`,
      'statement.noMoney',
    ],
    ['no day', `${PLAIN}\n|转账|50.00||1050.00|林`, 'statement.noDay'],
    ['no date', `${PLAIN}\n2026-02-31|转账|50.00||1050.00|林`, 'statement.badDate'],
    ['neither a date nor an amount', `${PLAIN}\n2026-02-31|转账|1234,56|||林`, 'statement.badDate'],
  ])('are faults, unless a treasurer decides that they are no movements: %s', (_what, text, key) => {
    const { faults, beside } = judged(text);
    expect(faults).toEqual([key]);
    const [row] = Object.keys(beside).map(Number);
    expect(judged(text, [[row!, RowDecision.NO_MOVEMENT]]).faults).toEqual([]);
  });
});
