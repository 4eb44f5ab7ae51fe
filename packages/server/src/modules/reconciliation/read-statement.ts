import { FEN_IN_YUAN, readMoney } from './cells.rules.js';
import { identifyLines, inOrder, readRow, type Layout, type ParsedLine, type RowReading, type StatementFault, type TableRow } from './lines.rules.js';
import { judgeRows, type BesideRow } from './row-verdicts.rules.js';
import { compareWithSaid, readBeside, readUnits, refuseBeside, refuseHeader, refuseRow, type SaidBeside } from './said-beside.rules.js';
import { StatementColumn as C, type RowDecision } from './statement.enums.js';
import type { StatementTable } from './statement-table.js';
import { inTurns, Turn } from './turn.js';

/** Faults that are told at once; whoever mends them finds the next ones. */
const FAULTS_TOLD = 20;

/** Rows beside the movements that are kept: more than there are pages in the longest statement. */
const MOST_BESIDE = 10_000;

/** Rows above a table that are read for what they say. */
const ABOVE_READ = 100;

/** A statement whose every line was understood, in the order in which the lines happened. */
export interface ReadStatement {
  readonly lines: readonly ParsedLine[];
  /** By what each line is known again, in the same order. */
  readonly keys: readonly string[];
  readonly openingFen: number | null;
  readonly closingFen: number | null;
  /** By what the lines differ from what the file says of them. */
  readonly notices: readonly StatementFault[];
}

/** What came of reading: the statement, or what is wrong with it; and in either case the rows that are no movements. */
export interface Reading {
  readonly beside: readonly BesideRow[];
  readonly faults: readonly StatementFault[];
  /** Null where there are faults, or rows that a treasurer has to decide on. */
  readonly statement: ReadStatement | null;
}

/** How the table of a file is to be read. */
export interface ReadAs {
  readonly sheet: number;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly columns: readonly C[];
  /** Fen of one unit, where a treasurer chose it; null for what the file says. */
  readonly unitFen: number | null;
  readonly decisions: ReadonlyMap<number, RowDecision>;
  readonly ourAccount: string;
}

const refused = (faults: readonly StatementFault[], beside: readonly BesideRow[] = []): Reading => ({ faults: faults.slice(0, FAULTS_TOLD), beside: beside.slice(0, MOST_BESIDE), statement: null });

/** All movements below the header, or why none of them are taken: a file is taken whole or not at all. */
export async function readStatement(table: StatementTable, as: ReadAs): Promise<Reading> {
  const { columns, header } = as;
  const [above, rows] = await rowsOf(table, as);
  const unitSaid = readBeside(above, [], FEN_IN_YUAN).unitFen;
  const unitsFen = readUnits(header, columns, unitSaid, as.unitFen);
  if (!Array.isArray(unitsFen)) return refused([unitsFen]);
  const layout: Layout = { columns, unitsFen, negativeExpenses: writesNegativeExpenses(header, columns, rows) };
  const [readings, rowFaults] = await readRows(rows, layout, as.ourAccount);
  const { lines, beside, faults } = await inTurns(judgeRows(readings, header, columns, as.decisions));
  const cellsOf = new Map(beside.length === 0 ? [] : readings.map(({ row, cells }) => [row, cells]));
  const moneyColumn = ([C.AMOUNT, C.INCOME, C.EXPENSE] as const).map((column) => columns.indexOf(column)).find((index) => index !== -1) ?? 0;
  const said = readBeside(above, beside.filter(({ undecided }) => !undecided).map(({ row }) => ({ row, cells: cellsOf.get(row) ?? [] })), unitsFen[moneyColumn]!);
  const ofFile = [refuseBeside(said, as.ourAccount), refuseHeader(header, columns)].filter((fault) => fault !== null);
  const all = [...ofFile, ...rowFaults, ...faults];
  if (beside.length > MOST_BESIDE) all.push({ row: null, key: 'statement.tooManyBeside', params: { max: MOST_BESIDE } });
  if (lines.length === 0 && all.length === 0 && !beside.some(({ undecided }) => undecided)) all.push({ row: null, key: 'statement.noLines' });
  if (all.length > 0) return refused(all, beside);
  return beside.some(({ undecided }) => undecided) ? { faults: [], beside, statement: null } : arranged(lines, beside, said);
}

/** The lines in order, each with what it is known again by. */
async function arranged(lines: readonly ParsedLine[], beside: readonly BesideRow[], said: SaidBeside): Promise<Reading> {
  const ordered = inOrder(lines);
  if ('fault' in ordered) return refused([ordered.fault], beside);
  const identified = await inTurns(identifyLines(ordered.lines));
  if (identified.faults.length > 0) return refused(identified.faults, beside);
  const [first, last] = [ordered.lines[0]!, ordered.lines.at(-1)!];
  return {
    faults: [], beside,
    statement: {
      lines: ordered.lines, keys: identified.identities, openingFen: first.balanceFen === null ? null : first.balanceFen - first.amountFen, closingFen: last.balanceFen,
      notices: compareWithSaid(said, ordered.lines).slice(0, FAULTS_TOLD),
    },
  };
}

/** The rows above the header, and those below it. */
async function rowsOf(table: StatementTable, { sheet, headerRow }: ReadAs): Promise<[TableRow[], TableRow[]]> {
  const [above, below]: [TableRow[], TableRow[]] = [[], []];
  for await (const row of table.rows(sheet)) {
    if (row.row > headerRow) below.push(row);
    else if (row.row < headerRow && above.length < ABOVE_READ) above.push(row);
  }
  return [above, below];
}

async function readRows(rows: readonly TableRow[], layout: Layout, ourAccount: string): Promise<[RowReading[], StatementFault[]]> {
  const [readings, faults]: [RowReading[], StatementFault[]] = [[], []];
  const turn = new Turn();
  for (const row of rows) {
    const reading = readRow(row, layout);
    if (reading !== null) readings.push(reading);
    const fault = reading === null || reading.bookedAt === null ? null : refuseRow(row.row, reading.cells, layout.columns, ourAccount);
    if (fault !== null && faults.length < FAULTS_TOLD) faults.push(fault);
    if (turn.isOver) await turn.giveUp();
  }
  return [readings, faults];
}

/**
 * Whether the column of expenses has them below zero. Payment services say so in its header, `支出金额（-元）`; without that, two
 * and no other amount below zero are needed: one alone may be a correction, which nobody can tell from its sign.
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
