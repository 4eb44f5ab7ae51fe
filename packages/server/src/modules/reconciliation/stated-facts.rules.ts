import {
  accountDigits,
  cleanCell,
  closeWords,
  foreignCurrency,
  namedUnit,
  readCurrency,
  readMoment,
  readMoney,
} from './cells.rules.js';
import { shanghaiDay } from '../../lib/days.js';
import { yuan, type ParsedLine, type StatementFault } from './lines.rules.js';
import { StatementColumn as C } from './statement.enums.js';

/** What a file says in the rows above and below its table. */
export interface StatedFacts {
  /** Candidates for the account number. There are several when the end of the number is unclear. */
  readonly accounts: readonly string[];
  /** Account numbers above further tables in the same file. Each table must be of the own account. */
  readonly accountsBelow: readonly (readonly string[])[];
  /** The last digits of the account, when the file contains no more. */
  readonly endings: readonly string[];
  readonly currency: string | null;
  readonly unitFen: number | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly totals: readonly Total[];
}

/** A sum or a number of lines that the file states. */
interface Total {
  readonly row: number;
  readonly of: 'IN' | 'OUT' | 'ALL';
  readonly kind: 'COUNT' | 'FEN';
  readonly value: number;
}

interface TextRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const ACCOUNT =
  /(?<!对方|收款|付款|收款人|付款人|交易对手|对手)(?:账号\/卡号|卡号\/账号|账户号码|账号|帐号|账户|帐户|卡号|account(?:\s*(?:number|no\.?))?)/gi;
const ENDING = /(?:尾号|后四位|末四位)[^\d]{0,4}(\d{4})(?!\d)/;
const DAY = '(?<![\\d*])(?:19|20)\\d{2}(?:[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|\\d{4})(?![\\d*])';
const PERIOD = new RegExp(`(${DAY})\\s*(?:[-~至到—－]+|to)\\s*(${DAY})`, 'gi');
const DAYS = /(?<!\d)\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?/g;

/** Returns the value after a label, in the same cell or in the next one that is not empty. */
function behind(cells: readonly string[], index: number, end: number): string {
  const own = cells[index]!.slice(end).replace(/^[\s:：)\].]+/, '');
  return /[\d*]/.test(own) ? own : (cells.slice(index + 1).find((cell) => cell !== '') ?? '');
}

/**
 * Returns the numbers at the start of a text, without the days of a period that follow. Banks write digits in groups,
 * so the number may end after any group.
 */
function numbersAt(text: string): string[] {
  const [digits = ''] =
    /^[^\d*]{0,12}([\d*xX•●][\d*xX•● -]{6,60})/.exec(text.replace(PERIOD, ' ; ').replace(DAYS, ' ; '))?.slice(1) ?? [];
  const groups = digits.trim().split(/[ -]+/);
  const found = groups
    .map((_, count) => accountDigits(groups.slice(0, count + 1).join('')))
    .filter((number) => number !== null);
  // The complete number comes first, because the message shows it when it is another account.
  const isDay = (group: string) => /^20\d{6}$/.test(group) && readMoment(group) !== null;
  const whole = groups.findIndex((group, index) => index > 0 && isDay(group));
  const shown = accountDigits((whole === -1 ? groups : groups.slice(0, whole)).join(''));
  return [...new Set(shown === null ? found : [shown, ...found])];
}

function readAccounts(cells: readonly string[]): { accounts: string[]; endings: string[] } {
  const [accounts, endings]: [string[], string[]] = [[], []];
  for (const [index, cell] of cells.entries()) {
    for (const { index: at, 0: label } of cell.matchAll(ACCOUNT))
      accounts.push(...numbersAt(behind(cells, index, at + label.length)));
    const [, ending] = ENDING.exec(cell) ?? [];
    if (ending !== undefined) endings.push(ending);
  }
  return { accounts, endings };
}

/** Returns the currency that a row names after its label. */
function readCurrencyOf(cells: readonly string[]): string | null {
  for (const [index, cell] of cells.entries()) {
    const [label, own = ''] =
      /^(?:.*[\s;,(])?(?:交易)?(?:币种|币别|货币(?:种类)?|currency)\s*[:：]?\s*([^\s;,)]*)/i.exec(cell) ?? [];
    if (label === undefined) continue;
    const value = own !== '' ? own : (cells.slice(index + 1).find((one) => one !== '') ?? '');
    if (value === '' || /全部|所有|all/i.test(value) || readCurrency(value) === 'YUAN') continue;
    if (readCurrency(value) === 'OTHER') return value.slice(0, 20);
  }
  return null;
}

/**
 * Returns the unit of money for the whole table, from a row such as `单位：万元`. Notes with sums of money do not
 * count.
 */
function readUnit(cells: readonly string[]): number | null {
  for (const [index, cell] of cells.entries()) {
    if (cell.length > 30) continue;
    const said = /单位|unit/i.test(cell)
      ? `${cell}${/单位\s*[:：]?$/.test(cell) ? `:${cells[index + 1] ?? ''}` : ''}`
      : /^[([]?(?:人民币)?(?:十|百|千|万|十万|百万|千万|亿)?元[)\]]?$/.test(cell)
        ? cell
        : null;
    const unit =
      said === null
        ? null
        : (namedUnit(said) ?? namedUnit(`(${said.replace(/^.*单位\s*[:：]?/, '').replace(/[()[\]\s]/g, '')})`));
    if (unit !== null) return unit;
  }
  return null;
}

function readPeriod(cells: readonly string[]): StatedFacts['period'] {
  const text = cells
    .join(' ')
    .replace(/(?:起始|开始|截止|终止|结束|起|止|查询)?(?:日期|时间)\s*[:：]?/g, ' ~ ')
    .replace(/\s*~[\s~]*/g, '~');
  PERIOD.lastIndex = 0;
  const [, from, to] = PERIOD.exec(text) ?? [];
  const [first, last] = [from, to].map((day) => (day === undefined ? null : readMoment(day)));
  return first && last && first <= last ? { from: shanghaiDay(first), to: shanghaiDay(last) } : null;
}

const TOTALS: readonly (readonly [Total['of'], Total['kind'], RegExp])[] = [
  ['IN', 'COUNT', /(?:收入|贷方|转入|存入)(?:总|交易)?(?:合计)?笔数[:：]?\s*(?:共)?(\d{1,7})/],
  ['OUT', 'COUNT', /(?:支出|借方|转出|支取)(?:总|交易)?(?:合计)?笔数[:：]?\s*(?:共)?(\d{1,7})/],
  ['IN', 'COUNT', /(?:收入|贷方|转入)合计[:：]?\s*(\d{1,7})\s*笔/],
  ['OUT', 'COUNT', /(?:支出|借方|转出)合计[:：]?\s*(\d{1,7})\s*笔/],
  [
    'IN',
    'FEN',
    /(?:收入|贷方|转入|存入)(?:总)?(?:合计|总额|总计|合计金额|总金额|发生额合计)[:：]?\s*(?:\d{1,7}\s*笔[,，、]?)?\s*(?:共)?\s*([¥￥]?[\d,]+\.\d{1,2})/,
  ],
  [
    'OUT',
    'FEN',
    /(?:支出|借方|转出|支取)(?:总)?(?:合计|总额|总计|合计金额|总金额|发生额合计)[:：]?\s*(?:\d{1,7}\s*笔[,，、]?)?\s*(?:共)?\s*-?([¥￥]?[\d,]+\.\d{1,2})/,
  ],
  [
    'ALL',
    'COUNT',
    /(?<!收入|支出|借方|贷方)(?:总笔数|交易笔数|合计笔数|笔数合计)[:：]?\s*(\d{1,7})|^(?:合计|总计)?\s*共\s*(\d{1,7})\s*(?:笔|条)/,
  ],
];

function readTotals(row: number, cells: readonly string[], unitFen: number): Total[] {
  const text = cells.filter((cell) => cell !== '').join(' ');
  // Subtotals cover only some of the lines.
  if (/本页|本月|本日|本年|当日|当月|累计|小计/.test(text)) return [];
  return TOTALS.flatMap(([of, kind, pattern]) => {
    const [whole, one, two] = pattern.exec(text) ?? [];
    if (whole === undefined) return [];
    const value = kind === 'COUNT' ? Number(one ?? two) : readMoney(one ?? '', unitFen);
    return value === null || Number.isNaN(value) ? [] : [{ row, of, kind, value }];
  });
}

const clean = (cells: readonly string[]): string[] => cells.map((cell) => closeWords(cleanCell(cell)));

/** Reads the rows above the table, and the rows below it that are not movements. */
export function readStatedFacts(above: readonly TextRow[], below: readonly TextRow[], unitFen: number): StatedFacts {
  const tops = above.map(({ row, cells }) => ({ row, cells: clean(cells) }));
  const bottoms = below.map(({ row, cells }) => ({ row, cells: clean(cells) }));
  const accounts = tops.map(({ cells }) => readAccounts(cells));
  // A further table below names its account in a row of its own.
  const later = bottoms
    .filter(({ cells }) => /^(?:账号|帐号|卡号|账户)[:：]?/.test(cells.find((cell) => cell !== '') ?? ''))
    .map(({ cells }) => readAccounts(cells).accounts)
    .filter((some) => some.length > 0);
  const first = <T>(read: (cells: readonly string[]) => T | null): T | null =>
    tops.map(({ cells }) => read(cells)).find((one) => one !== null) ?? null;
  return {
    accounts: accounts.flatMap((one) => one.accounts),
    accountsBelow: later,
    endings: accounts.flatMap((one) => one.endings),
    currency: first(readCurrencyOf),
    unitFen: first(readUnit),
    period: first(readPeriod),
    totals: [...tops, ...bottoms].flatMap(({ row, cells }) => readTotals(row, cells, unitFen)),
  };
}

/** Whether a number in a statement can be the number `ours`. Stars stand for hidden digits. */
export function isSameAccount(shown: string, ours: string): boolean {
  const digits = ours.replace(/\D/g, '');
  // An account number of zeros is used by the demo only, so it accepts every number.
  if (/^0*$/.test(digits)) return true;
  return new RegExp(`^${shown.replace(/\*+/g, '\\d*')}$`).test(digits);
}

/** Returns why a file that says this is not a statement of the own account in yuan; null when it may be one. */
export function refuseStatedFacts(
  { accounts, accountsBelow, endings, currency }: StatedFacts,
  ours: string,
): StatementFault | null {
  const other = accountsBelow.find((some) => !some.some((account) => isSameAccount(account, ours)));
  if (other !== undefined) return { row: null, key: 'statement.otherAccount', params: { ending: other[0]!.slice(-4) } };
  if (accounts.length > 0 && !accounts.some((account) => isSameAccount(account, ours)))
    return { row: null, key: 'statement.otherAccount', params: { ending: accounts[0]!.slice(-4) } };
  if (accounts.length === 0 && endings.length > 0 && !endings.some((ending) => isSameAccount(`*${ending}`, ours)))
    return { row: null, key: 'statement.otherAccount', params: { ending: endings[0]! } };
  return currency === null ? null : { row: null, key: 'statement.otherCurrency', params: { currency } };
}

/** Refuses a row that names another account or a foreign currency in its own column. */
export function refuseRow(
  row: number,
  cells: readonly string[],
  columns: readonly C[],
  ours: string,
): StatementFault | null {
  const account = accountDigits(cells[columns.indexOf(C.OWN_ACCOUNT)] ?? '');
  return account !== null && !isSameAccount(account, ours)
    ? { row, key: 'statement.otherAccount', params: { ending: account.slice(-4) } }
    : null;
}

/** Returns the unit of each column's amounts. Returns a fault when the file names two units. */
export function readUnits(
  header: readonly string[],
  columns: readonly C[],
  said: number | null,
  chosen: number | null,
): number[] | StatementFault {
  const money = [C.AMOUNT, C.INCOME, C.EXPENSE, C.BALANCE];
  const units = header.map((cell, index) => (money.includes(columns[index]!) ? namedUnit(cell) : null));
  if (chosen !== null) return header.map(() => chosen);
  const named = new Set(units.filter((unit) => unit !== null));
  if (said !== null && named.size > 0 && !named.has(said)) return { row: null, key: 'statement.twoUnits' };
  const common = said ?? (named.size === 1 ? [...named][0]! : 100);
  // A column without a unit has the unit of the other columns.
  return units.map((unit) => unit ?? common);
}

/** Refuses a foreign currency in the header of a column of money. */
export function refuseHeader(header: readonly string[], columns: readonly C[]): StatementFault | null {
  const foreign = header
    .map((cell, index) =>
      [C.AMOUNT, C.INCOME, C.EXPENSE, C.BALANCE].includes(columns[index]!) ? foreignCurrency(cell) : null,
    )
    .find((one) => one !== null);
  return foreign ? { row: null, key: 'statement.otherCurrency', params: { currency: foreign } } : null;
}

/** Returns the differences between the lines and what the file says about them. */
export function compareWithStatedFacts(
  { period, totals }: StatedFacts,
  lines: readonly ParsedLine[],
): StatementFault[] {
  const incoming = lines.filter(({ amountFen }) => amountFen > 0);
  const outgoing = lines.filter(({ amountFen }) => amountFen < 0);
  const sum = (some: readonly ParsedLine[]) => some.reduce((fen, { amountFen }) => fen + Math.abs(amountFen), 0);
  const found = totals.flatMap(({ row, of, kind, value }): StatementFault[] => {
    const some = of === 'IN' ? incoming : of === 'OUT' ? outgoing : lines;
    const read = kind === 'COUNT' ? some.length : sum(some);
    if (read === value) return [];
    const params = kind === 'COUNT' ? { said: value, read } : { said: yuan(value), read: yuan(read) };
    return [
      {
        row,
        key:
          kind === 'COUNT' ? 'statement.otherCount' : of === 'IN' ? 'statement.otherIncome' : 'statement.otherExpense',
        params,
      },
    ];
  });
  const outside = period === null ? undefined : lines.find(({ day }) => day < period.from || day > period.to);
  return outside === undefined
    ? found
    : [
        ...found,
        {
          row: outside.row,
          key: 'statement.outsidePeriod',
          params: { day: outside.day, from: period!.from, to: period!.to },
        },
      ];
}
