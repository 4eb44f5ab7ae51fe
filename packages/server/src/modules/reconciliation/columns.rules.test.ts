import { describe, expect, it } from 'vitest';
import { layoutKey, readColumns } from './columns.rules.js';
import { findHeader, guessColumns } from './columns.vote.js';
import { StatementColumn as C } from './statement.enums.js';

const words = (text: string) => text.split(' ');

describe('columns are guessed from the words of banks', () => {
  it.each<[string, string, string]>([
    [
      '工商银行',
      '交易日期 摘要 交易场所 交易国家或地区简称 钞/汇 交易金额(收入) 交易金额(支出) 交易币种 记账金额(收入) 余额 对方户名 对方账户',
      'DATE TEXT IGNORED IGNORED IGNORED INCOME EXPENSE CURRENCY IGNORED BALANCE NAME ACCOUNT',
    ],
    [
      '工商银行（企业）',
      '凭证号 本方账号 对方账号 交易时间 借/贷 借方发生额 贷方发生额 对方行号 摘要 用途 对方单位名称 余额 个性化信息',
      'IGNORED OWN_ACCOUNT ACCOUNT DATE IGNORED EXPENSE INCOME IGNORED TEXT TEXT NAME BALANCE IGNORED',
    ],
    [
      '建设银行',
      '账号 账户名称 交易时间 借方发生额(支取) 贷方发生额(收入) 余额 币种 对方户名 对方账号 对方开户机构 记账日期 摘要 备注 账户明细编号-交易流水号',
      'OWN_ACCOUNT IGNORED TIME EXPENSE INCOME BALANCE CURRENCY NAME ACCOUNT IGNORED DATE TEXT TEXT SERIAL',
    ],
    [
      '农业银行',
      '交易时间 收入金额 支出金额 账户余额 交易行名 对方省市 对方账号 对方户名 交易用途',
      'DATE INCOME EXPENSE BALANCE IGNORED IGNORED ACCOUNT NAME TEXT',
    ],
    [
      '招商银行',
      '交易日 交易时间 借方金额 贷方金额 余额 摘要 流水号 收/付方名称 收/付方账号',
      'DATE TIME EXPENSE INCOME BALANCE TEXT SERIAL NAME ACCOUNT',
    ],
    ['一列金额', '日期 借贷标志 金额(元) 账户余额 对方名称 附言', 'DATE DIRECTION AMOUNT BALANCE NAME TEXT'],
    ['English', 'Date Credit Debit Balance Counterparty Remark Serial', 'DATE INCOME EXPENSE BALANCE NAME TEXT SERIAL'],
  ])('%s', (_bank, header, columns) => expect(guessColumns(words(header)).join(' ')).toBe(columns));

  it('whatever width, spaces and units the words have', () =>
    expect(guessColumns([' 交易 日期 ', '收入金额（元）', '支出金额（元）', "'余额"])).toEqual([
      C.DATE,
      C.INCOME,
      C.EXPENSE,
      C.BALANCE,
    ]));
});

describe('the header', () => {
  it("is found below the bank's own rows", () =>
    expect(
      findHeader([
        ['中国农业银行账户明细'],
        ['账号', '622200001'],
        [],
        ['交易日期', '收入金额', '支出金额', '余额'],
        ['20260105', '1.00', '', '1.00'],
      ]),
    ).toBe(3));
  it.each([
    [[]],
    [
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [[['日期', '摘要']]],
    [[['收入', '支出']]],
  ])('is not found in %j', (rows) => expect(findHeader(rows)).toBeNull());
  it('is recognised whatever its spaces', () =>
    expect(layoutKey(['交易日期', '收入（元）'])).toBe(layoutKey([' 交易 日期', '收入(元) '])));
  it('with other columns is another layout', () =>
    expect(layoutKey(['交易日期', '收入'])).not.toBe(layoutKey(['收入', '交易日期'])));
});

describe('chosen columns', () => {
  const header = ['a', 'b', 'c'];
  it.each<[string, C[]]>([
    ['statement.columnCount', [C.DATE, C.AMOUNT]],
    ['statement.columnTwice', [C.DATE, C.DATE, C.AMOUNT]],
    ['statement.noDate', [C.TIME, C.AMOUNT, C.TEXT]],
    ['statement.noAmount', [C.DATE, C.TEXT, C.TEXT]],
    ['statement.amountTwice', [C.DATE, C.AMOUNT, C.INCOME]],
    ['statement.directionAlone', [C.DATE, C.DIRECTION, C.INCOME]],
  ])('are refused for %s', (key, columns) =>
    expect(() => readColumns('columns', header, columns)).toThrow(expect.objectContaining({ key, field: 'columns' })),
  );
  it('may have income only, and several texts', () =>
    expect(readColumns('columns', ['a', 'b', 'c', 'd'], [C.DATE, C.INCOME, C.TEXT, C.TEXT])).toHaveLength(4));
});
