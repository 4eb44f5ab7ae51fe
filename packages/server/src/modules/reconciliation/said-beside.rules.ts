import { accountDigits, cleanCell, closeWords, foreignCurrency, namedUnit, readCurrency, readMoment, readMoney } from './cells.rules.js';
import { shanghaiDay } from '../../lib/days.js';
import { yuan, type ParsedLine, type StatementFault } from './lines.rules.js';
import { StatementColumn as C } from './statement.enums.js';

/** What a file says beside its lines, in the rows above and below its table. */
export interface SaidBeside {
  /** Numbers that may be that of the account; several where it cannot be told where the number ends. */
  readonly accounts: readonly string[];
  /** Numbers at the head of further tables below; each table has to be ours. */
  readonly accountsBelow: readonly (readonly string[])[];
  /** The last digits, where the file tells no more. */
  readonly endings: readonly string[];
  readonly currency: string | null;
  readonly unitFen: number | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly totals: readonly Total[];
}

/** A sum or a number of lines as the file tells it. */
interface Total {
  readonly row: number;
  readonly of: 'IN' | 'OUT' | 'ALL';
  readonly kind: 'COUNT' | 'FEN';
  readonly value: number;
}

interface SaidRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const ACCOUNT = /(?<!对方|收款|付款|收款人|付款人|交易对手|对手)(?:账号\/卡号|卡号\/账号|账户号码|账号|帐号|账户|帐户|卡号|account(?:\s*(?:number|no\.?))?)/gi;
const ENDING = /(?:尾号|后四位|末四位)[^\d]{0,4}(\d{4})(?!\d)/;
const DAY = '(?<![\\d*])(?:19|20)\\d{2}(?:[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{4})(?![\\d*])';
const PERIOD = new RegExp(`(${DAY})\\s*(?:[-~至到—－]+|to)\\s*(${DAY})`, 'gi');
const DAYS = /(?<!\d)\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?/g;

/** What stands behind a label, in its own cell or in the next one that says anything. */
function behind(cells: readonly string[], index: number, end: number): string {
  const own = cells[index]!.slice(end).replace(/^[\s:：)\].]+/, '');
  return /[\d*]/.test(own) ? own : (cells.slice(index + 1).find((cell) => cell !== '') ?? '');
}

/** The numbers that begin a text, without the days of a period behind them. Banks write digits in groups, so each group may be the last. */
function numbersAt(text: string): string[] {
  const [digits = ''] = /^[^\d*]{0,12}([\d*xX•●][\d*xX•● -]{6,60})/.exec(text.replace(PERIOD, ' ; ').replace(DAYS, ' ; '))?.slice(1) ?? [];
  const groups = digits.trim().split(/[ -]+/);
  const found = groups.map((_, count) => accountDigits(groups.slice(0, count + 1).join(''))).filter((number) => number !== null);
  // The whole first: it is what is shown when it is another account.
  const isDay = (group: string) => /^20\d{6}$/.test(group) && readMoment(group) !== null;
  const whole = groups.findIndex((group, index) => index > 0 && isDay(group));
  const shown = accountDigits((whole === -1 ? groups : groups.slice(0, whole)).join(''));
  return [...new Set(shown === null ? found : [shown, ...found])];
}

function readAccounts(cells: readonly string[]): { accounts: string[]; endings: string[] } {
  const [accounts, endings]: [string[], string[]] = [[], []];
  for (const [index, cell] of cells.entries()) {
    for (const { index: at, 0: label } of cell.matchAll(ACCOUNT)) accounts.push(...numbersAt(behind(cells, index, at + label.length)));
    const [, ending] = ENDING.exec(cell) ?? [];
    if (ending !== undefined) endings.push(ending);
  }
  return { accounts, endings };
}

/** The currency that a row names behind its label. */
function readCurrencyOf(cells: readonly string[]): string | null {
  for (const [index, cell] of cells.entries()) {
    const [label, own = ''] = /^(?:.*[\s;,(])?(?:交易)?(?:币种|币别|货币(?:种类)?|currency)\s*[:：]?\s*([^\s;,)]*)/i.exec(cell) ?? [];
    if (label === undefined) continue;
    const value = own !== '' ? own : (cells.slice(index + 1).find((one) => one !== '') ?? '');
    if (value === '' || /全部|所有|all/i.test(value) || readCurrency(value) === 'YUAN') continue;
    if (readCurrency(value) === 'OTHER') return value.slice(0, 20);
  }
  return null;
}

/** The unit of money of the whole table: a row that says it of all amounts, such as `单位：万元`. Notes speak of sums of money as well. */
function readUnit(cells: readonly string[]): number | null {
  for (const [index, cell] of cells.entries()) {
    if (cell.length > 30) continue;
    const said = /单位|unit/i.test(cell) ? `${cell}${/单位\s*[:：]?$/.test(cell) ? `:${cells[index + 1] ?? ''}` : ''}` : /^[([]?(?:人民币)?(?:十|百|千|万|十万|百万|千万|亿)?元[)\]]?$/.test(cell) ? cell : null;
    const unit = said === null ? null : (namedUnit(said) ?? namedUnit(`(${said.replace(/^.*单位\s*[:：]?/, '').replace(/[()[\]\s]/g, '')})`));
    if (unit !== null) return unit;
  }
  return null;
}

function readPeriod(cells: readonly string[]): SaidBeside['period'] {
  const text = cells.join(' ').replace(/(?:起始|开始|截止|终止|结束|起|止|查询)?(?:日期|时间)\s*[:：]?/g, ' ~ ').replace(/\s*~[\s~]*/g, '~');
  PERIOD.lastIndex = 0;
  const [, from, to] = PERIOD.exec(text) ?? [];
  const [first, last] = [from, to].map((day) => (day === undefined ? null : readMoment(day)));
  return first && last && first <= last ? { from: shanghaiDay(first), to: shanghaiDay(last) } : null;
}

const TOTALS: readonly (readonly [Total['of'], Total['kind'], RegExp])[] = [
  ['IN', 'COUNT', /(?:收入|贷方|转入|存入)(?:总|交易)?(?:合计)?笔数[:：]?\s*(?:共)?(\d{1,7})/], ['OUT', 'COUNT', /(?:支出|借方|转出|支取)(?:总|交易)?(?:合计)?笔数[:：]?\s*(?:共)?(\d{1,7})/],
  ['IN', 'COUNT', /(?:收入|贷方|转入)合计[:：]?\s*(\d{1,7})\s*笔/], ['OUT', 'COUNT', /(?:支出|借方|转出)合计[:：]?\s*(\d{1,7})\s*笔/],
  ['IN', 'FEN', /(?:收入|贷方|转入|存入)(?:总)?(?:合计|总额|总计|合计金额|总金额|发生额合计)[:：]?\s*(?:\d{1,7}\s*笔[,，、]?)?\s*(?:共)?\s*([¥￥]?[\d,]+\.\d{1,2})/],
  ['OUT', 'FEN', /(?:支出|借方|转出|支取)(?:总)?(?:合计|总额|总计|合计金额|总金额|发生额合计)[:：]?\s*(?:\d{1,7}\s*笔[,，、]?)?\s*(?:共)?\s*-?([¥￥]?[\d,]+\.\d{1,2})/],
  ['ALL', 'COUNT', /(?<!收入|支出|借方|贷方)(?:总笔数|交易笔数|合计笔数|笔数合计)[:：]?\s*(\d{1,7})|^(?:合计|总计)?\s*共\s*(\d{1,7})\s*(?:笔|条)/],
];

function readTotals(row: number, cells: readonly string[], unitFen: number): Total[] {
  const text = cells.filter((cell) => cell !== '').join(' ');
  // Subtotals speak of some of the lines only.
  if (/本页|本月|本日|本年|当日|当月|累计|小计/.test(text)) return [];
  return TOTALS.flatMap(([of, kind, pattern]) => {
    const [whole, one, two] = pattern.exec(text) ?? [];
    if (whole === undefined) return [];
    const value = kind === 'COUNT' ? Number(one ?? two) : readMoney(one ?? '', unitFen);
    return value === null || Number.isNaN(value) ? [] : [{ row, of, kind, value }];
  });
}

const clean = (cells: readonly string[]): string[] => cells.map((cell) => closeWords(cleanCell(cell)));

/** Reads the rows above the table and those below it that are no movements. */
export function readBeside(above: readonly SaidRow[], below: readonly SaidRow[], unitFen: number): SaidBeside {
  const tops = above.map(({ row, cells }) => ({ row, cells: clean(cells) }));
  const bottoms = below.map(({ row, cells }) => ({ row, cells: clean(cells) }));
  const accounts = tops.map(({ cells }) => readAccounts(cells));
  // A second table further down says of which account it is in a row of its own.
  const later = bottoms.filter(({ cells }) => /^(?:账号|帐号|卡号|账户)[:：]?/.test(cells.find((cell) => cell !== '') ?? '')).map(({ cells }) => readAccounts(cells).accounts).filter((some) => some.length > 0);
  const first = <T>(read: (cells: readonly string[]) => T | null): T | null => tops.map(({ cells }) => read(cells)).find((one) => one !== null) ?? null;
  return {
    accounts: accounts.flatMap((one) => one.accounts), accountsBelow: later, endings: accounts.flatMap((one) => one.endings),
    currency: first(readCurrencyOf), unitFen: first(readUnit), period: first(readPeriod),
    totals: [...tops, ...bottoms].flatMap(({ row, cells }) => readTotals(row, cells, unitFen)),
  };
}

/** Whether a number as a statement shows it can be `ours`. Stars stand for digits that are not shown. */
export function isSameAccount(shown: string, ours: string): boolean {
  const digits = ours.replace(/\D/g, '');
  // A number of zeros is the demo's, and belongs to no bank.
  if (/^0*$/.test(digits)) return true;
  return new RegExp(`^${shown.replace(/\*+/g, '\\d*')}$`).test(digits);
}

/** Why a file that says this beside its lines is not one of ours in yuan; null when it may be. */
export function refuseBeside({ accounts, accountsBelow, endings, currency }: SaidBeside, ours: string): StatementFault | null {
  const other = accountsBelow.find((some) => !some.some((account) => isSameAccount(account, ours)));
  if (other !== undefined) return { row: null, key: 'statement.otherAccount', params: { ending: other[0]!.slice(-4) } };
  if (accounts.length > 0 && !accounts.some((account) => isSameAccount(account, ours))) return { row: null, key: 'statement.otherAccount', params: { ending: accounts[0]!.slice(-4) } };
  if (accounts.length === 0 && endings.length > 0 && !endings.some((ending) => isSameAccount(`*${ending}`, ours))) return { row: null, key: 'statement.otherAccount', params: { ending: endings[0]! } };
  return currency === null ? null : { row: null, key: 'statement.otherCurrency', params: { currency } };
}

/** A row that names another account or a foreign currency in a column of its own. */
export function refuseRow(row: number, cells: readonly string[], columns: readonly C[], ours: string): StatementFault | null {
  const account = accountDigits(cells[columns.indexOf(C.OWN_ACCOUNT)] ?? '');
  return account !== null && !isSameAccount(account, ours) ? { row, key: 'statement.otherAccount', params: { ending: account.slice(-4) } } : null;
}

/** What the unit of each column's amounts is; a fault where the file says two things of it. */
export function readUnits(header: readonly string[], columns: readonly C[], said: number | null, chosen: number | null): number[] | StatementFault {
  const money = [C.AMOUNT, C.INCOME, C.EXPENSE, C.BALANCE];
  const units = header.map((cell, index) => (money.includes(columns[index]!) ? namedUnit(cell) : null));
  if (chosen !== null) return header.map(() => chosen);
  const named = new Set(units.filter((unit) => unit !== null));
  if (said !== null && named.size > 0 && !named.has(said)) return { row: null, key: 'statement.twoUnits' };
  const common = said ?? (named.size === 1 ? [...named][0]! : 100);
  // A column without a unit beside one that has it is of the same unit.
  return units.map((unit) => unit ?? common);
}

/** A foreign currency that the header of a column of money names. */
export function refuseHeader(header: readonly string[], columns: readonly C[]): StatementFault | null {
  const foreign = header.map((cell, index) => ([C.AMOUNT, C.INCOME, C.EXPENSE, C.BALANCE].includes(columns[index]!) ? foreignCurrency(cell) : null)).find((one) => one !== null);
  return foreign ? { row: null, key: 'statement.otherCurrency', params: { currency: foreign } } : null;
}

/** By what the lines differ from what the file itself says of them. */
export function compareWithSaid({ period, totals }: SaidBeside, lines: readonly ParsedLine[]): StatementFault[] {
  const incoming = lines.filter(({ amountFen }) => amountFen > 0);
  const outgoing = lines.filter(({ amountFen }) => amountFen < 0);
  const sum = (some: readonly ParsedLine[]) => some.reduce((fen, { amountFen }) => fen + Math.abs(amountFen), 0);
  const found = totals.flatMap(({ row, of, kind, value }): StatementFault[] => {
    const some = of === 'IN' ? incoming : of === 'OUT' ? outgoing : lines;
    const read = kind === 'COUNT' ? some.length : sum(some);
    if (read === value) return [];
    const params = kind === 'COUNT' ? { said: value, read } : { said: yuan(value), read: yuan(read) };
    return [{ row, key: kind === 'COUNT' ? 'statement.otherCount' : of === 'IN' ? 'statement.otherIncome' : 'statement.otherExpense', params }];
  });
  const outside = period === null ? undefined : lines.find(({ day }) => day < period.from || day > period.to);
  return outside === undefined ? found : [...found, { row: outside.row, key: 'statement.outsidePeriod', params: { day: outside.day, from: period!.from, to: period!.to } }];
}

