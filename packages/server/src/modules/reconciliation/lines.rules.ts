import { createHash } from 'node:crypto';
import type { MessageParams } from '../../errors.js';
import { shanghaiDay } from '../../lib/days.js';
import type { MessageKey } from '../../messages/index.js';
import { toFen } from '../../lib/money.js';
import { StatementColumn as C } from './statement.enums.js';

/** What is wrong with a file, and in which row as a spreadsheet counts them. */
export interface StatementFault {
  readonly row: number | null;
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** A line of a statement as the file has it. */
export interface ParsedLine {
  readonly row: number;
  readonly bookedAt: Date;
  /** In Shanghai. */
  readonly day: string;
  /** Above zero came in, below zero went out. */
  readonly amountFen: number;
  readonly balanceFen: number | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly text: string;
  readonly serial: string | null;
}

/** A row of the table with the row of the file it stands in. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const LIMITS = { name: 200, account: 64, text: 500, serial: 64 } as const;

/** Banks keep numbers from being reckoned with by tabs, apostrophes and `="…"`; full-width signs are the same as narrow ones. */
export const cleanCell = (cell: string): string => (PLAIN.test(cell) ? cell : cell.normalize('NFKC').replace(/^="(.*)"$/s, '$1').replace(/[\u0000-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ').replace(/\s+/g, ' ').trim().replace(/^'+/, '').trim());

/** What most cells are: narrow signs and Chinese characters with a blank between words, about which nothing is to be done. */
const PLAIN = /^(?:[!#-&(-<>-~\u4e00-\u9fff]+(?: |$))*(?<! )$/;

/** `1,234.56` as fen, by its digits alone; null for an empty cell or a dash, NaN for what is no amount. */
export function readMoney(raw: string): number | null {
  const text = raw.replace(/^(?:cny|rmb|人民币)/i, '').replace(/元$/, '').replace(/[\s,]/g, '').replace(/^([+-]?)[¥￥]/, '$1');
  if (text === '' || /^-+$/.test(text)) return null;
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,13})(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(2))) return Number.NaN;
  const fen = toFen(`${whole}${fraction.slice(0, 2).padEnd(2, '0')}`.replace(/^0+(?=\d)/, ''));
  return sign === '-' ? 0 - fen : fen;
}

const DATE = /^(\d{4})(?:年|[-/.])?(\d{1,2})(?:月|[-/.])?(\d{1,2})日?(?:[T ]*(.*))?$/;
const TIME = /^(\d{1,2})(?:[:时.](\d{1,2})(?:[:分.](\d{1,2})秒?(?:\.\d+)?|分)?|(\d{2})(\d{2}))$/;

/** The moment that a day, and a time where there is one, say in Shanghai; null for what is none, or could be read in two ways. */
export function readMoment(rawDay: string, rawTime = ''): Date | null {
  const compact = /^\d{8}(\d{6})?$/.test(rawDay.replace(/\s/g, '')) ? rawDay.replace(/\s/g, '').replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3 ') : rawDay;
  const [, year, month, date, rest = ''] = DATE.exec(compact.trim()) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const time = rawTime.trim() === '' ? rest.trim() : rawTime.trim();
  const [, hour = '0', minute, second, compactMinute, compactSecond] = time === '' ? [] : (TIME.exec(time) ?? ['', 'x']);
  const parts = [year, month, date, hour, minute ?? compactMinute ?? '0', second ?? compactSecond ?? '0'].map(Number);
  if (parts.some(Number.isNaN)) return null;
  const [y, mo, d, h, mi, s] = parts as [number, number, number, number, number, number];
  if (y < 1990 || y > 2100 || h > 23 || mi > 59 || s > 59) return null;
  const iso = `${String(y).padStart(4, '0')}-${String(mo).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  const moment = new Date(`${iso}T${[h, mi, s].map((part) => String(part).padStart(2, '0')).join(':')}+08:00`);
  // 31 February is a date to the clock, and another day.
  return Number.isNaN(moment.getTime()) || shanghaiDay(moment) !== iso ? null : moment;
}

const IN = /^(?:贷|贷方|贷记|c|cr|credit|收|收入|转入|来账|入账|存入|进账|in|\+)$/i;
const OUT = /^(?:借|借方|借记|d|dr|debit|支|支出|转出|往账|出账|支取|付|out|-)$/i;

/** A row at the bottom that adds up, or says nothing at all, is no line. */
const TOTAL = /^(?:合计|总计|小计|本页|累计|总笔数|总收入|总支出|借方合计|贷方合计|借方总|贷方总|期末|截止|打印|制表|备注[::]|说明[::]|注[::])|(?:合计|总计)[::]?$|^total/i;

const cellAt = (cells: readonly string[], columns: readonly C[], column: C): string => cells[columns.indexOf(column)] ?? '';
const optional = (text: string, max: number): string | null => [...text].slice(0, max).join('') || null;

/** Fen that came in or went out, or what is wrong with the cells that should say so. */
function readAmount(row: number, cells: readonly string[], columns: readonly C[]): { fen: number } | { fault: StatementFault } {
  const fault = (key: MessageKey, params?: MessageParams) => ({ fault: { row, key, ...(params && { params }) } });
  const amounts = ([C.AMOUNT, C.INCOME, C.EXPENSE] as const).map((column) => (columns.includes(column) ? readMoney(cellAt(cells, columns, column)) : null));
  if (amounts.some(Number.isNaN)) return fault('statement.badAmount');
  const [amount, income, expense] = amounts as [number | null, number | null, number | null];
  if (columns.includes(C.AMOUNT)) {
    if (amount === null || amount === 0) return fault('statement.noMoney');
    if (!columns.includes(C.DIRECTION)) return { fen: amount };
    if (amount < 0) return fault('statement.negative');
    const direction = cellAt(cells, columns, C.DIRECTION);
    if (IN.test(direction)) return { fen: amount };
    return OUT.test(direction) ? { fen: 0 - amount } : fault('statement.badDirection');
  }
  if ((income ?? 0) < 0 || (expense ?? 0) < 0) return fault('statement.negative');
  if (income && expense) return fault('statement.bothWays');
  if (!income && !expense) return fault('statement.noMoney');
  return { fen: income ? income : 0 - expense! };
}

/** One row of the table as a line, as what is wrong with it, or as none: an empty row, or one that adds up. */
export function readLine({ row, cells: raw }: TableRow, columns: readonly C[]): { line: ParsedLine } | { fault: StatementFault } | null {
  const cells = raw.map(cleanCell);
  const said = cells.filter((cell) => cell !== '');
  if (said.length === 0) return null;
  const day = cellAt(cells, columns, C.DATE);
  const bookedAt = readMoment(day, cellAt(cells, columns, C.TIME));
  if (bookedAt === null) return TOTAL.test(said[0]!) || (day === '' && said.length <= 2) ? null : { fault: { row, key: day === '' ? 'statement.noDay' : 'statement.badDate' } };
  const amount = readAmount(row, cells, columns);
  if ('fault' in amount) return amount;
  const balanceFen = columns.includes(C.BALANCE) ? readMoney(cellAt(cells, columns, C.BALANCE)) : null;
  if (Number.isNaN(balanceFen)) return { fault: { row, key: 'statement.badBalance' } };
  const serial = cellAt(cells, columns, C.SERIAL);
  if ([...serial].length > LIMITS.serial || /^\d(?:\.\d+)?e\+?\d+$/i.test(serial)) return { fault: { row, key: 'statement.badSerial', params: { max: LIMITS.serial } } };
  const text = cells.filter((_, index) => columns[index] === C.TEXT).filter((part) => part !== '').join(' ');
  return {
    line: {
      row, bookedAt, day: shanghaiDay(bookedAt), amountFen: amount.fen, balanceFen,
      name: optional(cellAt(cells, columns, C.NAME), LIMITS.name),
      account: optional(cellAt(cells, columns, C.ACCOUNT).replace(/\s/g, ''), LIMITS.account),
      text: optional(text, LIMITS.text) ?? '',
      serial: optional(serial, LIMITS.serial),
    },
  };
}

/** The first line whose balance does not follow from the one before it; null when all do, or there are no balances. */
function firstWrongSum(lines: readonly ParsedLine[]): ParsedLine | null {
  for (let index = 1; index < lines.length; index += 1) {
    const [before, line] = [lines[index - 1]!, lines[index]!];
    if (before.balanceFen !== null && line.balanceFen !== null && before.balanceFen + line.amountFen !== line.balanceFen) return line;
  }
  return null;
}

/** The lines in the order in which they happened, whichever end the bank began at; or the row whose balance does not add up. */
export function inOrder(lines: readonly ParsedLine[]): { lines: readonly ParsedLine[] } | { fault: StatementFault } {
  const first = lines[0]?.bookedAt.getTime() ?? 0;
  const last = lines.at(-1)?.bookedAt.getTime() ?? 0;
  const backwards = [...lines].reverse();
  const [likely, other] = first > last ? [backwards, lines] : [lines, backwards];
  const wrong = firstWrongSum(likely);
  if (wrong === null) return { lines: likely };
  // Within one day the dates do not tell which end is the first, but the balances do.
  if (first === last && firstWrongSum(other) === null) return { lines: other };
  const before = likely[likely.indexOf(wrong) - 1]!;
  const yuan = (fen: number) => `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
  return { fault: { row: wrong.row, key: 'statement.wrongSum', params: { balance: yuan(wrong.balanceFen!), expected: yuan(before.balanceFen! + wrong.amountFen), before: before.row } } };
}

const digest = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * By what each line is known again in another file: the bank's serial number, or all that is said of it and how often the file
 * says the same. The time of day is left out, since one export has it and the next has not. Yields after each line.
 */
export function* identifyLines(lines: readonly ParsedLine[]): Generator<void, { identities: string[]; faults: StatementFault[] }> {
  const faults: StatementFault[] = [];
  const serials = new Map<string, number>();
  const occurrences = new Map<string, number>();
  const identities: string[] = [];
  for (const { row, serial, day, amountFen, balanceFen, name, account, text } of lines) {
    if (serial === null) {
      const content = JSON.stringify([day, amountFen, balanceFen, name, account, text]);
      const occurrence = (occurrences.get(content) ?? 0) + 1;
      occurrences.set(content, occurrence);
      identities.push(digest(['content', content, occurrence]));
    } else {
      const identity = digest(['serial', serial, day, amountFen]);
      const earlier = serials.get(identity);
      if (earlier !== undefined) faults.push({ row, key: 'statement.duplicate', params: { other: earlier } });
      serials.set(identity, row);
      identities.push(identity);
    }
    yield;
  }
  return { identities, faults };
}

/** The account that the rows above the table name; null where they name none. Stars stand for digits that are not shown. */
export function namedAccount(above: readonly (readonly string[])[]): string | null {
  for (const cells of above) {
    const [, number] = /(?:账号|帐号|账户|卡号|account)[^\d*]{0,12}([\d*][\d* -]{6,40})/i.exec(cells.map(cleanCell).join(' ')) ?? [];
    const digits = number?.replace(/[^\d*]/g, '') ?? '';
    if (digits.length >= 8) return digits;
  }
  return null;
}

/** Whether a number as a statement shows it can be `ours`. */
export function isSameAccount(shown: string, ours: string): boolean {
  const digits = ours.replace(/\D/g, '');
  // A number of zeros is the demo's, and belongs to no bank.
  if (/^0*$/.test(digits)) return true;
  return new RegExp(`^${shown.replace(/\*+/g, '\\d*')}$`).test(digits);
}
