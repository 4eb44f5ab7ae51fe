import { describe, expect, it } from 'vitest';
import {
  compareWithStatedFacts,
  isSameAccount,
  readStatedFacts,
  readUnits,
  refuseStatedFacts,
} from './stated-facts.rules.js';
import { StatementColumn as C } from './statement.enums.js';
import type { ParsedLine } from './lines.rules.js';

const OURS = '4000 0230 2920 0123 456';
const said = (above: string[][], below: string[][] = []) =>
  readStatedFacts(
    above.map((cells, index) => ({ row: index + 1, cells })),
    below.map((cells, index) => ({ row: index + 50, cells })),
    100,
  );

describe('the account that a file names', () => {
  it.each<[string, string[]]>([
    ['in its own cell', ['账号：4000023029200123456']],
    ['in the next cell', ['账号', '', '4000023029200123456']],
    ['with full-width blanks', ['账　　号：４００００２３０２９２００１２３４５６']],
    ['in groups', ['卡号: 4000 0230 2920 0123 456']],
    ['with stars', ['账户 4000****3456 明细']],
    ['with crosses', ['卡号:4000xxxxxxxxxxx3456']],
    ['with a period behind it', ['账号：4000023029200123456 起始日期：20260101 截止日期：20260630']],
    ['with a period right behind it', ['账号：4000023029200123456 20260101-20260630']],
    ['with a period in the next cell', ['账号：4000023029200123456', '2026-01-01 至 2026-06-30']],
    ['in groups with a day behind it', ['账号 4000-0230-2920-0123-456 20260101']],
    ['before its name', ['户名：慈善会 账号：4000023029200123456 币种：人民币']],
    ['by its ending', ['查询卡号尾号3456']],
    ['beside the one of a filter', ['对方账号：6222020000009999', '账号：4000023029200123456']],
    ['in English', ['Account No.: 4000023029200123456']],
    ['with a tab', ['账号', '\t4000023029200123456\t']],
    ['and a card', ['账号：4000023029200123456 卡号：6222020000009999']],
  ])('is our account: %s', (_what, cells) => {
    const found = said([cells]);
    expect(found.accounts.length + found.endings.length).toBeGreaterThan(0);
    expect(refuseStatedFacts(found, OURS)).toBeNull();
  });

  it.each<[string, string[], string]>([
    ['in its own cell', ['账号：6222020000009999'], '9999'],
    ['with full-width blanks', ['账　　号：6217*********9999'], '9999'],
    ['with a period behind it', ['账号：6222020000009999 20260101-20260630'], '9999'],
    ['by its ending', ['卡号尾号：9999'], '9999'],
    ['in the next cell', ['卡　号', '6222020000009999'], '9999'],
    ['with stars', ['查询账户：6222****9999'], '9999'],
  ])('is another account: %s', (_what, cells, ending) =>
    expect(refuseStatedFacts(said([cells]), OURS)).toEqual({
      row: null,
      key: 'statement.otherAccount',
      params: { ending },
    }),
  );

  it('is another account when only a second table below names it', () =>
    expect(refuseStatedFacts(said([['账号：4000023029200123456']], [['账号：6222020000009999']]), OURS)).toMatchObject({
      key: 'statement.otherAccount',
    }));
  it('is our account when both tables name it', () =>
    expect(refuseStatedFacts(said([['账号：4000023029200123456']], [['账号：4000023029200123456']]), OURS)).toBeNull());
  it.each([
    [[['起止日期', '20170101', '20170131']]],
    [[]],
    [[['对方账号：6222020000009999']]],
    [[['客服电话 95588，账户余额如下']]],
  ])('is not found in %j', (above) => expect(said(above).accounts).toEqual([]));
  it.each([
    ['4000023029200123456', true],
    ['4000****3456', true],
    ['4000023029200123457', false],
    ['6222****3456', false],
  ])('%s matches our account: %s', (shown, same) => expect(isSameAccount(shown, OURS)).toBe(same));
  it('is ignored in the demo', () => expect(isSameAccount('6222020000001234', '0000 0000 0000 0000')).toBe(true));
});

describe('the currency that a file names', () => {
  it.each([
    ['币种：美元', '美元'],
    ['币别: USD', 'USD'],
    ['账号：4000023029200123456 币种:HKD', 'HKD'],
    ['Currency: EUR', 'EUR'],
  ])('%s is refused', (cell, currency) =>
    expect(refuseStatedFacts(said([[cell]]), OURS)).toMatchObject({
      key: 'statement.otherCurrency',
      params: { currency },
    }),
  );
  it.each([
    ['币种：人民币'],
    ['币种：CNY'],
    ['币种:RMB'],
    ['币种：156'],
    ['币种：全部'],
    ['货币种类：人民币元'],
    ['不支持美元账户'],
  ])('%s is yuan or no currency', (cell) => expect(refuseStatedFacts(said([[cell]]), OURS)).toBeNull());
  it('is found in the next cell', () => expect(said([['币种', '', '港币']]).currency).toBe('港币'));
});

describe('the unit of money', () => {
  const header = ['日期', '金额', '余额'];
  const columns = [C.DATE, C.AMOUNT, C.BALANCE];
  it.each<[string, number | null]>([
    ['单位：万元', 1_000_000],
    ['单位：元', 100],
    ['金额单位：人民币万元', 1_000_000],
    ['（单位:千元）', 100_000],
    ['人民币万元', 1_000_000],
    ['单位名称：慈善会', null],
    ['单次限额5万元', null],
  ])('%s is %s fen', (cell, unit) => expect(said([[cell]]).unitFen).toBe(unit));
  it('is found in the next cell', () => expect(said([['单位：', '万元']]).unitFen).toBe(1_000_000));
  it.each<[string, string[], number | null, number | null, number[]]>([
    ['yuan where nothing is said', header, null, null, [100, 100, 100]],
    ['of the header', ['日期', '金额（万元）', '余额（万元）'], null, null, [1_000_000, 1_000_000, 1_000_000]],
    [
      'of one column for its neighbour',
      ['日期', '金额（万元）', '余额'],
      null,
      null,
      [1_000_000, 1_000_000, 1_000_000],
    ],
    ['of the lines above', header, 1_000_000, null, [1_000_000, 1_000_000, 1_000_000]],
    ['of each column where they differ', ['日期', '金额（元）', '余额（万元）'], null, null, [100, 100, 1_000_000]],
    ['what a treasurer says', ['日期', '金额（万元）', '余额'], 100, 100, [100, 100, 100]],
  ])('is %s', (_what, cells, above, chosen, units) => expect(readUnits(cells, columns, above, chosen)).toEqual(units));
  it('is refused when the file states two units', () =>
    expect(readUnits(['日期', '金额（万元）', '余额'], columns, 100, null)).toMatchObject({
      key: 'statement.twoUnits',
    }));
});

describe('the totals and the period that a file states', () => {
  const line = (amountFen: number, day = '2026-06-05'): ParsedLine => ({
    row: 9,
    bookedAt: new Date(`${day}T00:00:00+08:00`),
    day,
    amountFen,
    balanceFen: null,
    name: null,
    account: null,
    text: '',
    serial: null,
  });
  const lines = [line(10_000), line(5_000), line(-300)];
  it.each<[string, string[][], string[][]]>([
    ['right totals', [], [['#收入合计：2笔，共150.00元'], ['#支出合计：1笔，共3.00元']]],
    ['a right number', [], [['合计', '共3笔']]],
    ['its period', [['起止日期：20260601-20260630']], []],
    ['subtotals', [], [['本月收入合计：100.00']]],
    ['nothing', [], []],
  ])('agree with the lines: %s', (_what, above, below) =>
    expect(compareWithStatedFacts(said(above, below), lines)).toEqual([]),
  );
  it.each<[string, string[][], string[][], string]>([
    ['income', [], [['#收入合计：2笔，共160.00元']], 'statement.otherIncome'],
    ['expenses', [], [['支出合计：4.00']], 'statement.otherExpense'],
    ['a number of lines', [['总笔数：4']], [], 'statement.otherCount'],
    ['a number of income', [['收入笔数：3']], [], 'statement.otherCount'],
    ['a period', [['起始日期：2026-06-06 截止日期：2026-06-30']], [], 'statement.outsidePeriod'],
    [
      'a period behind an account',
      [['账号：4000023029200123456 起始日期：20260606 截止日期：20260630']],
      [],
      'statement.outsidePeriod',
    ],
    ['a period in cells', [['查询时间', '2026年7月1日 至 2026年7月31日']], [], 'statement.outsidePeriod'],
  ])('differ from the lines: %s', (_what, above, below, key) =>
    expect(compareWithStatedFacts(said(above, below), lines).map((one) => one.key)).toEqual([key]),
  );
});
