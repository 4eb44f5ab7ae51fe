import { createHash } from 'node:crypto';
import { badInput } from '../../errors.js';
import { StatementColumn as C } from './statement.enums.js';

/** How banks call their columns, most telling first: 中国工商、建设、农业、中国、交通、招商 and others, as their statements have them. */
const NAMES: readonly (readonly [C, RegExp])[] = [
  [C.SERIAL, /流水号|流水序号|交易序号|回单编号|交易编号|serial|transactionid|reference/],
  [C.BALANCE, /余额|balance/],
  [C.ACCOUNT, /(?:对方|对手|交易方|付款方|付款人|收\/付方|收付方|对端).*(?:账号|帐号|账户号|卡号)|对方账户$|counterpartyaccount/],
  [C.NAME, /(?:对方|对手|交易方|付款方|付款人|收\/付方|收付方|对端).*(?:户名|名称|姓名|账户名)|^户名$|counterparty/],
  [C.TIME, /^(?:交易|记账|入账)?时间$|^time$/],
  [C.DATE, /交易日期?|记账日|入账日|起息日|日期|交易时间|date/],
  [C.DIRECTION, /借贷|收支|收\/支|方向|借\/贷|direction|^dc$/],
  [C.INCOME, /收入|贷方|贷记|转入|存入|来账|credit/],
  [C.EXPENSE, /支出|借方|借记|转出|支取|往账|debit/],
  [C.AMOUNT, /交易金额|发生额|^金额|amount/],
  [C.TEXT, /摘要|附言|用途|备注|留言|说明|remark|memo|purpose|description/],
];

const plain = (cell: string): string => cell.normalize('NFKC').toLowerCase().replace(/[\s'"_-]|\((?:元|人民币|cny|rmb|￥|¥)\)/g, '');

/** Columns that a table has one of at most; the text may be spread over several. */
const SINGLE: readonly C[] = Object.values(C).filter((column) => column !== C.IGNORED && column !== C.TEXT);

/** What each column of a header seems to say. */
export function guessColumns(header: readonly string[]): C[] {
  const taken = new Set<C>();
  const guess = header.map((cell) => {
    const name = plain(cell);
    if (name === '' || name.length > 20) return C.IGNORED;
    const [column] = NAMES.find(([kind, pattern]) => pattern.test(name) && !taken.has(kind)) ?? [C.IGNORED];
    if (SINGLE.includes(column)) taken.add(column);
    return column;
  });
  // A column called 交易时间 is all that says the day in some layouts.
  if (!taken.has(C.DATE) && taken.has(C.TIME)) guess[guess.indexOf(C.TIME)] = C.DATE;
  // Both directions in columns of their own say more than a third that adds them up.
  if (taken.has(C.AMOUNT) && taken.has(C.INCOME) && taken.has(C.EXPENSE)) guess[guess.indexOf(C.AMOUNT)] = C.IGNORED;
  // A direction says something of one column of amounts only.
  if (taken.has(C.DIRECTION) && !guess.includes(C.AMOUNT)) guess[guess.indexOf(C.DIRECTION)] = C.IGNORED;
  return guess;
}

/** How many rows a bank may put above its table. */
const HEADER_WITHIN = 40;

/** The row that names the columns: the one among the first that names most of them, and at least a date and money; null without one. */
export function findHeader(rows: readonly (readonly string[])[]): number | null {
  let best: { row: number; named: number } | null = null;
  for (const [row, cells] of rows.slice(0, HEADER_WITHIN).entries()) {
    const guess = guessColumns(cells);
    const has = (column: C) => guess.includes(column);
    const named = guess.filter((column) => column !== C.IGNORED).length;
    if (has(C.DATE) && (has(C.AMOUNT) || has(C.INCOME) || has(C.EXPENSE)) && named > (best?.named ?? 0)) best = { row, named };
  }
  return best?.row ?? null;
}

/** By what a layout is known again: its header, whatever the bank does with spaces and case. */
export const layoutKey = (header: readonly string[]): string => createHash('sha256').update(JSON.stringify(header.map(plain))).digest('hex');

/** The columns that a treasurer chose, when a table can be read by them; otherwise a refusal that says what is missing. */
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
