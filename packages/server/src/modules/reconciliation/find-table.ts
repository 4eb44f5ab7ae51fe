import { badInput } from '../../errors.js';
import { layoutKey } from './columns.rules.js';
import { findHeader, guessColumns } from './columns.vote.js';
import type { TableRow } from './lines.rules.js';
import type { StatementColumn } from './statement.enums.js';
import type { StatementTable } from './statement-table.js';

/** Number of rows that are read to find the header and the roles of the columns. */
export const ROWS_LOOKED_AT = 200;
/** Number of rows among which the header is searched or can be chosen. */
export const ROWS_ABOVE = 60;
const ROWS_SHOWN = 8;

/** The position of a file's table, and the guessed roles of its columns. */
export interface FoundTable {
  readonly sheet: number;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly preview: readonly (readonly string[])[];
  readonly columns: readonly StatementColumn[];
  readonly layoutKey: string;
}

/** Returns the first rows of a sheet. */
export async function firstRows(table: StatementTable, sheet: number, count: number): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of table.rows(sheet)) {
    rows.push(row);
    if (rows.length >= count) break;
  }
  return rows;
}

const isFilled = ({ cells }: TableRow): boolean => cells.some((cell) => cell.trim() !== '');

function tableAt(rows: readonly TableRow[], sheet: number, at: number): FoundTable {
  const { row: headerRow, cells } = rows[at]!;
  const below = rows.slice(at + 1).filter(isFilled);
  // Columns without a name may contain values as well.
  const width = Math.max(
    cells.length,
    ...below.slice(0, ROWS_SHOWN).map((one) => one.cells.findLastIndex((cell) => cell.trim() !== '') + 1),
  );
  const header = Array.from({ length: width }, (_, column) => cells[column] ?? '');
  const preview = below.slice(0, ROWS_SHOWN).map((one) => header.map((_, column) => (one.cells[column] ?? '').trim()));
  return {
    sheet,
    headerRow,
    header,
    preview,
    columns: guessColumns(
      header,
      below.map((one) => one.cells),
    ),
    layoutKey: layoutKey(cells),
  };
}

/**
 * Returns the table of a file, in the first sheet that has one. A header that `isKnown` recognises comes first;
 * otherwise the row that looks most like a header is used.
 */
export async function findTable(
  table: StatementTable,
  isKnown: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<FoundTable> {
  for (let sheet = 0; sheet < table.sheets; sheet += 1) {
    const rows = await firstRows(table, sheet, ROWS_LOOKED_AT);
    const keys = rows
      .slice(0, ROWS_ABOVE)
      .map(({ cells }) => (cells.filter((cell) => cell.trim() !== '').length > 1 ? layoutKey(cells) : ''));
    const known = await isKnown([...new Set(keys.filter((key) => key !== ''))]);
    const used = keys.findIndex((key) => known.has(key));
    const found = used === -1 ? findHeader(rows.map(({ cells }) => cells)) : used;
    if (found !== null) return tableAt(rows, sheet, found);
  }
  throw badInput('file', 'statement.noHeader');
}

/** Returns the table below the header row that a treasurer chose. */
export async function tableBelow(table: StatementTable, sheet: number, headerRow: number): Promise<FoundTable> {
  if (sheet < 0 || sheet >= table.sheets)
    throw badInput('sheet', 'number.outOfRange', { min: 0, max: table.sheets - 1 });
  const rows = await firstRows(table, sheet, ROWS_LOOKED_AT);
  const at = rows.slice(0, ROWS_ABOVE).findIndex(({ row }) => row === headerRow);
  if (at === -1 || !isFilled(rows[at]!)) throw badInput('headerRow', 'statement.noSuchRow', { max: ROWS_ABOVE });
  return tableAt(rows, sheet, at);
}
