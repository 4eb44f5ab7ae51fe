import { createHash } from 'node:crypto';
import type { MessageParams } from '../../errors.js';
import { shanghaiDay } from '../../lib/days.js';
import type { MessageKey } from '../../messages/index.js';
import {
  cleanCell,
  FEN_IN_YUAN,
  foreignCurrency,
  readCurrency,
  readDirection,
  readMoment,
  readMoney,
} from './cells.rules.js';
import { StatementColumn as C } from './statement.enums.js';

/** A fault of a file, with its row as a spreadsheet counts rows. */
export interface StatementFault {
  readonly row: number | null;
  readonly key: MessageKey;
  readonly params?: MessageParams;
}

/** A line of a statement as it is in the file. */
export interface ParsedLine {
  readonly row: number;
  readonly bookedAt: Date;
  /** The day in Shanghai. */
  readonly day: string;
  /** Above zero came in, below zero went out. */
  readonly amountFen: number;
  readonly balanceFen: number | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly text: string;
  readonly serial: string | null;
}

/** A row of the table, with its row number in the file. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** How to read the rows of a table. */
export interface Layout {
  readonly columns: readonly C[];
  /** Fen in one unit of each column's amounts. */
  readonly unitsFen: readonly number[];
  /** Whether the amounts in the expense column are negative, as payment services write them. */
  readonly negativeExpenses: boolean;
}

/** Returns a layout whose amounts are in yuan. */
export const inYuan = (columns: readonly C[]): Layout => ({
  columns,
  unitsFen: columns.map(() => FEN_IN_YUAN),
  negativeExpenses: false,
});

/** The value of each cell of a row. Money is null for an empty cell, and NaN when the cell cannot be read. */
export interface RowReading {
  readonly row: number;
  /** The cells as they are shown, after cleaning. */
  readonly cells: readonly string[];
  readonly bookedAt: Date | null;
  readonly inFen: number | null;
  readonly outFen: number | null;
  readonly balanceFen: number | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly text: string;
  readonly serial: string;
  /** Why the row cannot be a line; null when it can. */
  readonly fault: StatementFault | null;
}

const LIMITS = { name: 200, account: 64, text: 500, serial: 64 } as const;

const cellAt = (cells: readonly string[], columns: readonly C[], column: C): string =>
  cells[columns.indexOf(column)] ?? '';
const optional = (text: string, max: number): string | null => [...text].slice(0, max).join('') || null;
/** Marks that banks write into empty cells. */
const EMPTY = /^[-/—]+$/;

interface Amounts {
  readonly inFen: number | null;
  readonly outFen: number | null;
  readonly fault: StatementFault | null;
}

/** Returns the fen that came in and went out, and the fault of the cells when there is one. */
function readAmounts(row: number, cells: readonly string[], { columns, unitsFen, negativeExpenses }: Layout): Amounts {
  const read = (column: C) =>
    columns.includes(column) ? readMoney(cellAt(cells, columns, column), unitsFen[columns.indexOf(column)]) : null;
  const [amount, income, spent] = [read(C.AMOUNT), read(C.INCOME), read(C.EXPENSE)];
  const expense = negativeExpenses && spent !== null ? Math.abs(spent) : spent;
  const direction = columns.includes(C.DIRECTION) ? readDirection(cellAt(cells, columns, C.DIRECTION)) : null;
  const found = columns.includes(C.AMOUNT)
    ? amount === null || Number.isNaN(amount)
      ? { inFen: amount, outFen: null }
      : direction === 'OUT' || (!columns.includes(C.DIRECTION) && amount < 0)
        ? { inFen: null, outFen: Math.abs(amount) }
        : { inFen: amount, outFen: null }
    : { inFen: income, outFen: expense };
  const fault = (key: MessageKey, params?: MessageParams): Amounts => ({
    ...found,
    fault: { row, key, ...(params && { params }) },
  });
  if ([amount, income, expense].some(Number.isNaN)) {
    const foreign = ([C.AMOUNT, C.INCOME, C.EXPENSE] as const)
      .map((column) => foreignCurrency(cellAt(cells, columns, column)))
      .find((one) => one !== null);
    return foreign ? fault('statement.otherCurrency', { currency: foreign }) : fault('statement.badAmount');
  }
  if (!found.inFen && !found.outFen) return fault('statement.noMoney');
  if (columns.includes(C.AMOUNT)) {
    if (!columns.includes(C.DIRECTION)) return { ...found, fault: null };
    // Some banks write both a sign and a word for the direction. They must agree.
    if (amount! < 0 && direction !== 'OUT') return fault('statement.negative');
    return direction === null ? fault('statement.badDirection') : { ...found, fault: null };
  }
  if ((income ?? 0) < 0 || (expense ?? 0) < 0) return fault('statement.negative');
  return income && expense ? fault('statement.bothWays') : { ...found, fault: null };
}

/** Reads a name and an account number, also from a single cell: `林晓梅/6222020000001234567`. */
function readParty(rawName: string, rawAccount: string): { name: string | null; account: string | null } {
  const [name, account] = [
    EMPTY.test(rawName) ? '' : rawName,
    EMPTY.test(rawAccount) || /^\d(?:\.\d+)?e\+?\d+$/i.test(rawAccount) ? '' : rawAccount.replace(/\s/g, ''),
  ];
  if (account !== '') return { name: optional(name, LIMITS.name), account: optional(account, LIMITS.account) };
  const [token] = /(?<![\d*])\d[\d*]{6,38}\d(?![\d*])/.exec(name) ?? [];
  const rest =
    token === undefined
      ? name
      : name
          .replace(token, ' ')
          .replace(/(?:账号|帐号|卡号)[:：]?/g, ' ')
          .replace(/[([【]\s*[)\]】]/g, ' ')
          .replace(/^[\s/|,;:()\-_]+|[\s/|,;:()\-_]+$/g, '')
          .trim();
  return { name: optional(rest, LIMITS.name), account: token ?? null };
}

/** Reads one row of the table. Returns null for an empty row. */
export function readRow({ row, cells: raw }: TableRow, layout: Layout): RowReading | null {
  const { columns, unitsFen } = layout;
  const cells = raw.map(cleanCell);
  if (cells.every((cell) => cell === '')) return null;
  const at = (column: C) => cellAt(cells, columns, column);
  const day = at(C.DATE);
  const bookedAt = readMoment(day, at(C.TIME));
  const amounts = readAmounts(row, cells, layout);
  const balanceFen = columns.includes(C.BALANCE)
    ? readMoney(at(C.BALANCE), unitsFen[columns.indexOf(C.BALANCE)])
    : null;
  const serial = EMPTY.test(at(C.SERIAL)) ? '' : at(C.SERIAL);
  const currency = at(C.CURRENCY);
  const fault = (key: MessageKey, params?: MessageParams): StatementFault => ({ row, key, ...(params && { params }) });
  const faults = [
    bookedAt === null && fault(day === '' ? 'statement.noDay' : 'statement.badDate'),
    currency !== '' &&
      !EMPTY.test(currency) &&
      readCurrency(currency) !== 'YUAN' &&
      fault('statement.otherCurrency', { currency: currency.slice(0, 20) }),
    amounts.fault,
    Number.isNaN(balanceFen) && fault('statement.badBalance'),
    ([...serial].length > LIMITS.serial || /^\d(?:\.\d+)?e\+?\d+$/i.test(serial)) &&
      fault('statement.badSerial', { max: LIMITS.serial }),
  ];
  return {
    row,
    cells,
    bookedAt,
    inFen: amounts.inFen,
    outFen: amounts.outFen,
    balanceFen,
    ...readParty(at(C.NAME), at(C.ACCOUNT)),
    text: cells.filter((part, index) => columns[index] === C.TEXT && part !== '' && !EMPTY.test(part)).join(' '),
    serial,
    fault: faults.find((one) => one !== false && one !== null) || null,
  };
}

/** Returns the change of the account by a row, in fen; null when the row has no readable amount. */
export const netFen = ({ inFen, outFen }: Pick<RowReading, 'inFen' | 'outFen'>): number | null => {
  const net = (inFen ?? 0) - (outFen ?? 0);
  return (inFen === null && outFen === null) || Number.isNaN(net) ? null : net;
};

/** Converts a row without faults to a line. */
export const lineOf = (reading: RowReading): ParsedLine => ({
  row: reading.row,
  bookedAt: reading.bookedAt!,
  day: shanghaiDay(reading.bookedAt!),
  amountFen: netFen(reading)!,
  balanceFen: reading.balanceFen,
  name: reading.name,
  account: reading.account,
  text: optional(reading.text, LIMITS.text) ?? '',
  serial: optional(reading.serial, LIMITS.serial),
});

/** Formats fen as yuan for a message: `-1234.50`. */
export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/**
 * Returns the first line whose balance does not follow from the line before; null when all follow or there are no
 * balances.
 */
function firstWrongSum(lines: readonly ParsedLine[]): ParsedLine | null {
  for (let index = 1; index < lines.length; index += 1) {
    const [before, line] = [lines[index - 1]!, lines[index]!];
    if (
      before.balanceFen !== null &&
      line.balanceFen !== null &&
      before.balanceFen + line.amountFen !== line.balanceFen
    )
      return line;
  }
  return null;
}

/**
 * Returns the lines in the order of time, whether the bank's list is ascending or descending. Otherwise returns the row
 * whose balance is wrong.
 */
export function inOrder(lines: readonly ParsedLine[]): { lines: readonly ParsedLine[] } | { fault: StatementFault } {
  const first = lines[0]?.bookedAt.getTime() ?? 0;
  const last = lines.at(-1)?.bookedAt.getTime() ?? 0;
  const backwards = [...lines].reverse();
  const [likely, other] = first > last ? [backwards, lines] : [lines, backwards];
  const wrong = firstWrongSum(likely);
  if (wrong === null) return { lines: likely };
  // Within one day, only the balances tell which end is the earlier one.
  if (first === last && firstWrongSum(other) === null) return { lines: other };
  const before = likely[likely.indexOf(wrong) - 1]!;
  return {
    fault: {
      row: wrong.row,
      key: 'statement.wrongSum',
      params: {
        balance: yuan(wrong.balanceFen!),
        expected: yuan(before.balanceFen! + wrong.amountFen),
        before: before.row,
      },
    },
  };
}

const digest = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * Returns the identity of each line, by which the line is recognised in another file. It is the bank's serial number,
 * or else the line's content and how often the file contains the same content. The time of day is left out, because
 * some exports have it and others do not. Yields after each line.
 */
export function* identifyLines(
  lines: readonly ParsedLine[],
): Generator<void, { identities: string[]; faults: StatementFault[] }> {
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
