import { describe, expect, it } from 'vitest';
import { findHeader, guessColumns } from './columns.vote.js';

/**
 * Builds a table from text with cells separated by `|`, the header first. The expected role of each column follows it.
 */
const tableOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));

describe('columns are guessed from their cells', () => {
  it.each<[string, string, string]>([
    [
      'a word for both ways beside its English',
      `
      序号|交易日期|交易时间|交易类型|借贷|交易金额|余额|对方账号|对方户名|交易地点|摘要
      1|2026-06-01|00:00:00|存款利息|贷 Cr|1.23|1001.23|1000000000000000|应付利息|批处理|
      2|2026-06-02|13:15:12|手续费|借 Dr|3.21|998.02|1000000000000001|某银行|其他|`,
      'IGNORED DATE TIME TEXT DIRECTION AMOUNT BALANCE ACCOUNT NAME IGNORED TEXT',
    ],
    [
      'a debit card is no expense',
      `
      记账日期|记账时间|币别|金额|余额|交易名称|渠道|网点名称|附言|对方账户名|对方卡号/账号|对方开户行|借记卡号
      2026-06-04|12:24:20|人民币|-12.50|21,500.00|手续费|银企对接|----|甲|----------|----------|----|0001`,
      'DATE TIME CURRENCY AMOUNT BALANCE TEXT IGNORED IGNORED TEXT NAME ACCOUNT IGNORED IGNORED',
    ],
    [
      'the pair that has amounts',
      `
      交易日期|摘要|交易金额(收入)|交易金额(支出)|交易币种|记账金额(收入)|记账金额(支出)|记账币种|余额|对方户名
      2026-06-05|他行汇入|-|-|-|1,500.00||人民币||林晓梅`,
      'DATE TEXT IGNORED IGNORED IGNORED INCOME EXPENSE CURRENCY BALANCE NAME',
    ],
    [
      'merchants of Alipay',
      `
      账务流水号|业务流水号|商户订单号|商品名称|发生时间|对方账号|收入金额（+元）|支出金额（-元）|账户余额（元）|交易渠道|业务类型|备注
      1|2|3|捐款|2026-06-01 10:01:02|a***@example.com|100.00||1100.00||在线支付|`,
      'SERIAL IGNORED IGNORED TEXT DATE ACCOUNT INCOME EXPENSE BALANCE IGNORED TEXT TEXT',
    ],
    [
      'merchants of WeChat, their funds',
      `
      记账时间|微信支付业务单号|资金流水单号|业务名称|业务类型|收支类型|收支金额(元)|账户结余(元)|资金变更提交申请人|备注|业务凭证号
      \`2026-06-01 10:01:02|\`4200001|\`5300001|\`交易|\`交易|\`收入|\`100.00|\`1100.00|\`system|\`无|\`1
      \`2026-06-01 11:01:02|\`4200002|\`5300002|\`扣除交易手续费|\`扣除交易手续费|\`支出|\`0.60|\`1099.40|\`system|\`无|\`2`,
      'DATE IGNORED SERIAL TEXT TEXT DIRECTION AMOUNT BALANCE IGNORED TEXT IGNORED',
    ],
    [
      'merchants of WeChat, their trades',
      `
      交易时间|公众账号ID|商户号|微信订单号|商户订单号|用户标识|交易类型|交易状态|付款银行|货币种类|应结订单金额|代金券金额|退款金额|退款状态|商品名称|商户数据包|手续费|费率
      \`2026-06-01 10:01:02|\`wx1|\`15|\`42000011|\`11|\`o1|\`JSAPI|\`SUCCESS|\`OTHERS|\`CNY|\`100.00|\`0.00|\`0.00|\`|\`捐款|\`HC2|\`0.60|\`0.60%`,
      'DATE IGNORED IGNORED SERIAL IGNORED IGNORED TEXT OUTCOME IGNORED CURRENCY INCOME IGNORED EXPENSE IGNORED TEXT TEXT IGNORED IGNORED',
    ],
    [
      "a person's Alipay",
      `
      交易时间|交易分类|交易对方|对方账号|商品说明|收/支|金额|收/付款方式|交易状态|交易订单号|商家订单号|备注
      2026-06-01 10:01:02|转账红包|林晓梅|lin***@example.com|转账|收入|100.00|余额|交易成功|2026060122001|T1|`,
      'DATE IGNORED NAME ACCOUNT TEXT DIRECTION AMOUNT IGNORED OUTCOME SERIAL IGNORED TEXT',
    ],
    [
      'words of savings banks',
      `
      交易日期|摘要|存入金额|取出金额|余额|对方户名
      2026-06-01|汇入|100.00||100.00|林晓梅
      2026-06-02|取款||40.00|60.00|`,
      'DATE TEXT INCOME EXPENSE BALANCE NAME',
    ],
    [
      'unknown words, told by the balances',
      `
      日期|事项|进|出|结存
      2026-06-01|林晓梅捐款|100.00||100.00
      2026-06-02|办公用品||40.00|60.00
      2026-06-03|黄志强捐款|25.50||85.50
      2026-06-04|银行收费||0.50|85.00`,
      'DATE TEXT INCOME EXPENSE BALANCE',
    ],
    [
      "a ledger of one's own, in which debit is income",
      `
      日期|摘要|借方|贷方|余额
      2026-06-01|林晓梅捐款|100.00||100.00
      2026-06-02|办公用品||40.00|60.00
      2026-06-03|黄志强捐款|25.50||85.50
      2026-06-04|银行收费||0.50|85.00`,
      'DATE TEXT INCOME EXPENSE BALANCE',
    ],
    [
      'newest first, amounts with signs, no word for them',
      `
      日期|变动|余额|对方
      2026-06-04|-0.50|85.00|某银行
      2026-06-03|25.50|85.50|黄志强
      2026-06-02|-40.00|60.00|某商行
      2026-06-01|100.00|100.00|林晓梅`,
      'DATE AMOUNT BALANCE NAME',
    ],
    [
      'a moment beside a day',
      `
      交易时间|记账日期|收入|支出|余额|户名
      2026-06-01 10:30:05|20260601|1.00||1.00|林晓梅`,
      'DATE IGNORED INCOME EXPENSE BALANCE NAME',
    ],
    [
      'days that lost their format',
      `
      交易日期|交易时间|收入|支出|余额
      46355|0.4375|1.00||1.00
      46356|0.5|2.00||3.00`,
      'DATE TIME INCOME EXPENSE BALANCE',
    ],
    [
      'the own account by its place',
      `
      账号|户名|交易日期|收入|支出|对方名称|对方账号
      2011021119200012345|慈善会|2026-06-01|1.00||林晓梅|6222020000001234567`,
      'OWN_ACCOUNT IGNORED DATE INCOME EXPENSE NAME ACCOUNT',
    ],
    [
      'the other account by its place',
      `
      交易日期|收入|支出|户名|账号
      2026-06-01|1.00||林晓梅|6222020000001234567
      2026-06-02|1.00||黄志强|6222020000001234568`,
      'DATE INCOME EXPENSE NAME ACCOUNT',
    ],
    [
      '对方单位 and 付款人',
      `
      记账日期|收入|支出|对方单位|余额|摘要
      2026-11-20|20.00||某某公司||捐款`,
      'DATE INCOME EXPENSE NAME BALANCE TEXT',
    ],
    [
      'the payer',
      `
      日期|付款人|金额（万元）|附言
      2026-11-20|林晓梅|1.50|捐款`,
      'DATE NAME AMOUNT TEXT',
    ],
    [
      'amounts that cannot be read, which are to be told',
      `
      交易日期|交易金额|对方户名
      2026-11-20|1234,56|林晓梅`,
      'DATE AMOUNT NAME',
    ],
    [
      'serial numbers that a spreadsheet rounded',
      `
      交易日期|收入|支出|交易流水号
      2026-06-01|1.00||1.2345E+19
      2026-06-02|2.00||1.2345E+19`,
      'DATE INCOME EXPENSE IGNORED',
    ],
  ])('%s', (_what, text, roles) => {
    const [header, ...rows] = tableOf(text);
    expect(guessColumns(header!, rows).join(' ')).toBe(roles);
  });
});

describe('the header', () => {
  it('is found by the values below it when its words are unknown', () =>
    expect(
      findHeader(
        tableOf(`
      慈善会收支表
      日期|事项|进|出|结存
      2026-06-01|林晓梅捐款|100.00||100.00
      2026-06-02|办公用品||40.00|60.00
      2026-06-03|黄志强捐款|25.50||85.50
      2026-06-04|银行收费||0.50|85.00`),
      ),
    ).toBe(1));
  it('is never a row of values', () => expect(findHeader(tableOf('a|b\n1|2'))).toBeNull());
});
