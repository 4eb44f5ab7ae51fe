import { badInput } from '../../errors.js';
import { layoutKey } from './columns.rules.js';
import { findHeader, guessColumns } from './columns.vote.js';
import type { TableRow } from './lines.rules.js';
import type { StatementColumn } from './statement.enums.js';
import type { StatementTable } from './statement-table.js';

/** Rows that are looked at for the header and for what the columns are. */
export const ROWS_LOOKED_AT = 200;
/** Rows among which the header is, or may be pointed at. */
export const ROWS_ABOVE = 60;
const ROWS_SHOWN = 8;

/** Where the table of a file is, and what its columns seem to be. */
export interface FoundTable {
  readonly sheet: number;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly preview: readonly (readonly string[])[];
  readonly columns: readonly StatementColumn[];
  readonly layoutKey: string;
}

/** The first rows of a sheet. */
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
  // Columns without a name may have values as well.
  const width = Math.max(cells.length, ...below.slice(0, ROWS_SHOWN).map((one) => one.cells.findLastIndex((cell) => cell.trim() !== '') + 1));
  const header = Array.from({ length: width }, (_, column) => cells[column] ?? '');
  const preview = below.slice(0, ROWS_SHOWN).map((one) => header.map((_, column) => (one.cells[column] ?? '').trim()));
  return { sheet, headerRow, header, preview, columns: guessColumns(header, below.map((one) => one.cells)), layoutKey: layoutKey(cells) };
}

/**
 * The table of a file: the first sheet that has one, at the header that was used before where `isKnown` knows one, else at the row that looks
 * most like a header.
 */
export async function findTable(table: StatementTable, isKnown: (keys: readonly string[]) => Promise<ReadonlySet<string>>): Promise<FoundTable> {
  for (let sheet = 0; sheet < table.sheets; sheet += 1) {
    const rows = await firstRows(table, sheet, ROWS_LOOKED_AT);
    const keys = rows.slice(0, ROWS_ABOVE).map(({ cells }) => (cells.filter((cell) => cell.trim() !== '').length > 1 ? layoutKey(cells) : ''));
    const known = await isKnown([...new Set(keys.filter((key) => key !== ''))]);
    const used = keys.findIndex((key) => known.has(key));
    const found = used === -1 ? findHeader(rows.map(({ cells }) => cells)) : used;
    if (found !== null) return tableAt(rows, sheet, found);
  }
  throw badInput('file', 'statement.noHeader');
}

/** The table below the row that a treasurer pointed at. */
export async function tableBelow(table: StatementTable, sheet: number, headerRow: number): Promise<FoundTable> {
  if (sheet < 0 || sheet >= table.sheets) throw badInput('sheet', 'number.outOfRange', { min: 0, max: table.sheets - 1 });
  const rows = await firstRows(table, sheet, ROWS_LOOKED_AT);
  const at = rows.slice(0, ROWS_ABOVE).findIndex(({ row }) => row === headerRow);
  if (at === -1 || !isFilled(rows[at]!)) throw badInput('headerRow', 'statement.noSuchRow', { max: ROWS_ABOVE });
  return tableAt(rows, sheet, at);
}
