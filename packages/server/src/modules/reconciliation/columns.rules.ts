import { createHash } from 'node:crypto';
import { badInput } from '../../errors.js';
import { StatementColumn as C } from './statement.enums.js';

/** The other party of a payment, as banks and payment services call it. */
const OTHER =
  '(?:对方|对手|交易方|付款方|付款人|汇款方|汇款人|付款单位|来款单位|往来单位|往来|收\\/付方|收付方|收\\/付款方|对端)';

/** Names of columns at banks and payment services, the clearest first. */
const NAMES: readonly (readonly [C, RegExp])[] = [
  [
    C.SERIAL,
    /流水号|流水单号|流水序号|交易序号|回单编号|交易编号|交易单号|微信订单号|交易订单号|serial|transactionid|reference/,
  ],
  [C.BALANCE, /余额|结余|结存|balance/],
  [C.OWN_ACCOUNT, /^(?:本方|我方|本账户|查询)(?:账号|帐号|账户号?码?|卡号|账号\/卡号)$/],
  [
    C.NAME,
    new RegExp(
      `^(?!.*(?:行|机构|网点|省|地区)).*${OTHER}.*(?:户名|名称|姓名|账户名|单位|信息)|^${OTHER}(?:单位)?$|^(?:交易对方|交易对手|客户名称)$|counterparty(?!account)|^(?:payer|payername|sender)$`,
    ),
  ],
  [C.ACCOUNT, new RegExp(`${OTHER}.*(?:账号|帐号|账户号|卡号)|^对方账户$|^对方帐户$|counterpartyaccount`)],
  [C.CURRENCY, /币种|币别|货币|^currency$/],
  [C.OUTCOME, /^(?:交易|支付|订单)?状态$|^交易结果$|^status$/],
  [C.TIME, /^(?:交易|记账|入账|发生|支付|到账|完成|创建|付款)?时间$|^time$/],
  [C.DATE, /交易日期?|记账日|入账日|到账日|发生日|起息日|日期|交易时间|记账时间|date/],
  [C.DIRECTION, /^(?!.*(?:额|单位)).*(?:借贷|收支|收\/支|收付标|方向|借\/贷|direction)|^(?:dc|d\/c|dr\/cr|drcr)$/],
  [
    C.INCOME,
    /^(?!.*卡).*(?:收入|贷方|贷记|转入|存入|存款金额|来账|进账|收款金额|入账金额|应结订单金额|credit|deposit|paidin|moneyin)/,
  ],
  [
    C.EXPENSE,
    /^(?!.*卡).*(?:支出|借方|借记|转出|支取|取出|取款|往账|付款金额|付出|^退款金额|debit|withdraw|paidout|moneyout)/,
  ],
  [C.AMOUNT, /交易金额|收支金额|发生额|交易额|^金额|amount/],
  [
    C.TEXT,
    /摘要|附言|用途|备注|留言|说明|商品名称|商品$|商户数据包|业务类型|交易类型|交易名称|业务名称|remark|memo|purpose|description|narrative/,
  ],
  [C.OWN_ACCOUNT, /^(?:账号|帐号|卡号|账户|账户号码?|账号\/卡号|卡号\/账号|accountno|accountnumber|account)$/],
  [C.NAME, /^户名$/],
];

/**
 * Returns a header in the form in which headers are compared: without width, case, blanks, quotes, dashes and the unit
 * of yuan. This form must not change, because stored layouts are found by it.
 */
export const plain = (cell: string): string =>
  cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'"_-]|\((?:元|人民币|cny|rmb|￥|¥)\)/g, '');

/** A longer text is a sentence and not the name of a column. */
const LONGEST_NAME = 20;

/** Returns all meanings that the words of a header may give to its column, the clearest first. */
export function namedColumns(cell: string): C[] {
  // A leading back-tick or star, and a trailing unit, are not part of the name.
  const name = plain(cell)
    .replace(/^[`*#]+/, '')
    .replace(/\([+\-−]?(?:元|.{0,3}万元|千元|百元|亿元|分|角)\)$/, '');
  if (name === '' || name.length > LONGEST_NAME) return [];
  return [...new Set(NAMES.filter(([, pattern]) => pattern.test(name)).map(([column]) => column))];
}

/** Columns that a table has at most once. Only the text may be spread over several columns. */
export const SINGLE: readonly C[] = Object.values(C).filter((column) => column !== C.IGNORED && column !== C.TEXT);

/** Returns the key of a layout: its header, independent of blanks and case. */
export const layoutKey = (header: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(header.map(plain)))
    .digest('hex');

/**
 * Returns the columns that a treasurer chose. Throws when the table cannot be read with them, and names what is
 * missing.
 */
export function readColumns(field: string, header: readonly string[], columns: readonly C[]): readonly C[] {
  if (columns.length !== header.length) throw badInput(field, 'statement.columnCount', { columns: header.length });
  const count = (column: C) => columns.filter((one) => one === column).length;
  const twice = SINGLE.find((column) => count(column) > 1);
  if (twice !== undefined) throw badInput(field, 'statement.columnTwice', { column: twice });
  if (count(C.DATE) === 0) throw badInput(field, 'statement.noDate');
  const split = count(C.INCOME) + count(C.EXPENSE);
  if (count(C.AMOUNT) + split === 0) throw badInput(field, 'statement.noAmount');
  if (count(C.AMOUNT) > 0 && split > 0) throw badInput(field, 'statement.amountTwice');
  if (count(C.DIRECTION) > 0 && count(C.AMOUNT) === 0) throw badInput(field, 'statement.directionAlone');
  return columns;
}
