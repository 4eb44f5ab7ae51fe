import { readXls, readXlsx } from 'hucre/xlsx';
import { badInput, DomainError } from '../../errors.js';
import type { MessageKey } from '../../messages/index.js';
import { cellText, openTable } from '../reconciliation/index.js';

/** A row of a sheet. Rows and columns of a file count from 1, as spreadsheets show them; columns here count from 0. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
  /** Columns with a formula whose value the file does not have, or whose value is an error. */
  readonly broken: readonly number[];
  /** Columns whose value is that of a merged cell above. */
  readonly merged: readonly number[];
  readonly isHidden: boolean;
}

export interface ListSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly SheetRow[];
}

export const FILE_BYTES = 8 * 1024 * 1024;

type Workbook = Awaited<ReturnType<typeof readXlsx>>;

/** The texts of statements name the bank, so lists have their own. */
const OWN_TEXTS: Readonly<Record<string, MessageKey>> = {
  'statement.type': 'collectedList.type',
  'statement.damaged': 'collectedList.damaged',
  'statement.encoding': 'collectedList.encoding',
  'statement.quotes': 'collectedList.quotes',
};

/**
 * Opens a CSV, XLSX or XLS file with a list. Formulas count with the value that the file stores. Throws when the file
 * cannot be read.
 */
export async function openList(bytes: Buffer): Promise<ListSheet[]> {
  try {
    const table = await openTable(bytes);
    if (table.format !== 'CSV') {
      const read = table.format === 'XLSX' ? readXlsx(new Uint8Array(bytes)) : readXls(new Uint8Array(bytes));
      return (
        await read.catch(() => {
          throw badInput('file', 'collectedList.damaged');
        })
      ).sheets.map(sheetOf);
    }
    const rows: SheetRow[] = [];
    for await (const { row, cells } of table.rows(0)) rows.push(textRow(row, cells));
    return [{ name: '', isHidden: false, rows }];
  } catch (error) {
    const key = error instanceof DomainError ? OWN_TEXTS[error.key] : undefined;
    throw key === undefined || !(error instanceof DomainError) ? error : badInput('file', key, error.params);
  }
}

/** In a text file a formula has no value. `="007"` is how programs keep the zeros of a text. */
const textRow = (row: number, cells: readonly string[]): SheetRow => ({
  row,
  cells,
  broken: cells.flatMap((cell, column) => (/^\s*=(?!")/.test(cell) ? [column] : [])),
  merged: [],
  isHidden: false,
});

function sheetOf({
  name,
  rows,
  cells,
  rowDefs,
  merges = [],
  hidden,
  veryHidden,
}: Workbook['sheets'][number]): ListSheet {
  const texts = rows.map((row) => Array.from(row ?? [], cellText));
  const [broken, merged]: [Map<number, number[]>, Map<number, number[]>] = [new Map(), new Map()];
  for (const [place, cell] of cells ?? []) {
    const isUnknown = cell.formula !== undefined && (cell.formulaResult ?? cell.value) === null;
    if (!isUnknown && cell.type !== 'error') continue;
    const [row, column] = place.split(',').map(Number) as [number, number];
    broken.set(row, [...(broken.get(row) ?? []), column]);
  }
  for (const { startRow, endRow, startCol, endCol } of merges) {
    if (startCol !== endCol) continue;
    for (let row = startRow + 1; row <= endRow && row < texts.length; row += 1) {
      texts[row]![startCol] = texts[startRow]?.[startCol] ?? '';
      merged.set(row, [...(merged.get(row) ?? []), startCol]);
    }
  }
  return {
    name,
    isHidden: hidden === true || veryHidden === true,
    rows: texts.map((row, index) => ({
      row: index + 1,
      cells: Array.from(row, (cell) => cell ?? ''),
      broken: broken.get(index) ?? [],
      merged: merged.get(index) ?? [],
      isHidden: rowDefs?.get(index)?.hidden === true,
    })),
  };
}
