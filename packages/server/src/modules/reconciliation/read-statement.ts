import { FEN_IN_YUAN, readMoney } from './cells.rules.js';
import {
  identifyLines,
  inOrder,
  readRow,
  type Layout,
  type ParsedLine,
  type RowReading,
  type StatementFault,
  type TableRow,
} from './lines.rules.js';
import { judgeRows, type BesideRow } from './row-verdicts.rules.js';
import {
  compareWithStatedFacts,
  readStatedFacts,
  readUnits,
  refuseStatedFacts,
  refuseHeader,
  refuseRow,
  type StatedFacts,
} from './stated-facts.rules.js';
import { StatementColumn as C, type RowDecision } from './statement.enums.js';
import type { StatementTable } from './statement-table.js';
import { runInSlices, TimeSlice } from './time-slice.js';

/** The number of faults that are reported at once. After fixing these, the treasurer sees the next ones. */
const FAULTS_SHOWN = 20;

/**
 * The number of rows that are stored although they are not movements. It is more than the pages of the longest
 * statement.
 */
const MAX_ROWS_BESIDE = 10_000;

/** The number of rows above a table that are read for the account, the period and the like. */
const ABOVE_READ = 100;

/** A statement without unreadable lines, in the order of time. */
export interface ReadStatement {
  readonly lines: readonly ParsedLine[];
  /** The identity of each line in other files, in the same order. */
  readonly keys: readonly string[];
  readonly openingFen: number | null;
  readonly closingFen: number | null;
  /** Differences between the lines and what the file says about them. */
  readonly notices: readonly StatementFault[];
}

/** The result of reading: the statement or its faults, and in both cases the rows that are not movements. */
export interface Reading {
  readonly beside: readonly BesideRow[];
  readonly faults: readonly StatementFault[];
  /** Null when there are faults, or rows on which a treasurer must decide. */
  readonly statement: ReadStatement | null;
}

/** How to read the table of a file. */
export interface ReadAs {
  readonly sheet: number;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly columns: readonly C[];
  /** Fen in one unit, when a treasurer chose it; null for the unit that the file names. */
  readonly unitFen: number | null;
  readonly decisions: ReadonlyMap<number, RowDecision>;
  readonly ourAccount: string;
}

const refused = (faults: readonly StatementFault[], beside: readonly BesideRow[] = []): Reading => ({
  faults: faults.slice(0, FAULTS_SHOWN),
  beside: beside.slice(0, MAX_ROWS_BESIDE),
  statement: null,
});

/** Reads all movements below the header, or returns the faults. A file is imported as a whole or not at all. */
export async function readStatement(table: StatementTable, as: ReadAs): Promise<Reading> {
  const { columns, header } = as;
  const [above, rows] = await rowsOf(table, as);
  const statedUnitFen = readStatedFacts(above, [], FEN_IN_YUAN).unitFen;
  const unitsFen = readUnits(header, columns, statedUnitFen, as.unitFen);
  if (!Array.isArray(unitsFen)) return refused([unitsFen]);
  const layout: Layout = { columns, unitsFen, negativeExpenses: writesNegativeExpenses(header, columns, rows) };
  const [readings, rowFaults] = await readRows(rows, layout, as.ourAccount);
  const { lines, beside, faults } = await runInSlices(judgeRows(readings, header, columns, as.decisions));
  const cellsOf = new Map(beside.length === 0 ? [] : readings.map(({ row, cells }) => [row, cells]));
  const moneyColumn =
    ([C.AMOUNT, C.INCOME, C.EXPENSE] as const).map((column) => columns.indexOf(column)).find((index) => index !== -1) ??
    0;
  const said = readStatedFacts(
    above,
    beside.filter(({ undecided }) => !undecided).map(({ row }) => ({ row, cells: cellsOf.get(row) ?? [] })),
    unitsFen[moneyColumn]!,
  );
  const ofFile = [refuseStatedFacts(said, as.ourAccount), refuseHeader(header, columns)].filter(
    (fault) => fault !== null,
  );
  const all = [...ofFile, ...rowFaults, ...faults];
  if (beside.length > MAX_ROWS_BESIDE)
    all.push({ row: null, key: 'statement.tooManyBeside', params: { max: MAX_ROWS_BESIDE } });
  if (lines.length === 0 && all.length === 0 && !beside.some(({ undecided }) => undecided))
    all.push({ row: null, key: 'statement.noLines' });
  if (all.length > 0) return refused(all, beside);
  return beside.some(({ undecided }) => undecided)
    ? { faults: [], beside, statement: null }
    : arranged(lines, beside, said);
}

/** Returns the lines in order, each with its identity. */
async function arranged(
  lines: readonly ParsedLine[],
  beside: readonly BesideRow[],
  said: StatedFacts,
): Promise<Reading> {
  const ordered = inOrder(lines);
  if ('fault' in ordered) return refused([ordered.fault], beside);
  const identified = await runInSlices(identifyLines(ordered.lines));
  if (identified.faults.length > 0) return refused(identified.faults, beside);
  const [first, last] = [ordered.lines[0]!, ordered.lines.at(-1)!];
  return {
    faults: [],
    beside,
    statement: {
      lines: ordered.lines,
      keys: identified.identities,
      openingFen: first.balanceFen === null ? null : first.balanceFen - first.amountFen,
      closingFen: last.balanceFen,
      notices: compareWithStatedFacts(said, ordered.lines).slice(0, FAULTS_SHOWN),
    },
  };
}

/** Returns the rows above the header and those below it. */
async function rowsOf(table: StatementTable, { sheet, headerRow }: ReadAs): Promise<[TableRow[], TableRow[]]> {
  const [above, below]: [TableRow[], TableRow[]] = [[], []];
  for await (const row of table.rows(sheet)) {
    if (row.row > headerRow) below.push(row);
    else if (row.row < headerRow && above.length < ABOVE_READ) above.push(row);
  }
  return [above, below];
}

async function readRows(
  rows: readonly TableRow[],
  layout: Layout,
  ourAccount: string,
): Promise<[RowReading[], StatementFault[]]> {
  const [readings, faults]: [RowReading[], StatementFault[]] = [[], []];
  const slice = new TimeSlice();
  for (const row of rows) {
    const reading = readRow(row, layout);
    if (reading !== null) readings.push(reading);
    const fault =
      reading === null || reading.bookedAt === null
        ? null
        : refuseRow(row.row, reading.cells, layout.columns, ourAccount);
    if (fault !== null && faults.length < FAULTS_SHOWN) faults.push(fault);
    if (slice.isOver) await slice.pause();
  }
  return [readings, faults];
}

/**
 * Whether amounts in the expense column are negative. Payment services say so in its header, `支出金额（-元）`. Without
 * that, at least two amounts must be negative and none positive, because a single one may be a correction.
 */
function writesNegativeExpenses(header: readonly string[], columns: readonly C[], rows: readonly TableRow[]): boolean {
  const column = columns.indexOf(C.EXPENSE);
  if (column === -1) return false;
  if (/[(（]\s*[-−－]/.test(header[column]!)) return true;
  let negative = 0;
  for (const { cells } of rows) {
    const cell = (cells[column] ?? '').trim();
    if (cell === '' || !/[1-9]/.test(cell)) continue;
    const fen = readMoney(cell.replace(/^[`'\s]+/, ''));
    if (fen !== null && fen > 0) return false;
    if (fen !== null && fen < 0) negative += 1;
  }
  return negative > 1;
}
