import { badInput } from '../../errors.js';
import { cleanCell, closeWords, FEN_IN_YUAN, namedUnit } from '../reconciliation/index.js';
import { ListColumn as C } from './collected-list.enums.js';
import type { ListSheet, SheetRow } from './list-file.js';

/** Rows among which the header is searched. */
const ROWS_ABOVE = 60;
/** A longer text is a sentence and not the name of a column. */
const LONGEST_NAME = 20;

const NAMES: readonly (readonly [C, RegExp])[] = [
  [C.AMOUNT, /(?:金额|款额|捐款数|数额|捐款额)|^(?:捐款|捐赠|实捐|交款)$|^amount$/],
  [C.NAME, /(?:姓名|^捐款人|^捐赠人|^爱心人士|^职工|^党员名单)|^(?:name|donor|giver)$/],
  [C.CATEGORY, /(?:类别|政治面貌|身份|人员性质)|^(?:category|group)$/],
  [C.DATE, /(?:日期|时间)|^(?:date|day)$/],
  [C.NOTE, /(?:备注|附言|说明)|^(?:note|remark|remarks)$/],
];

/** The letters of a column, as spreadsheets show them: A, B … Z, AA. */
export const columnLetters = (column: number): string =>
  (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

const nameOf = (cell: string): string =>
  closeWords(cleanCell(cell))
    .toLowerCase()
    .replace(/[\s:：*#]/g, '')
    .replace(/[(（].*[)）]$/, '');

/** Returns what the header's words say of each column. */
export const meaningsOf = (cells: readonly string[]): C[] =>
  cells.map((cell) => {
    const name = nameOf(cell);
    if (name === '' || name.length > LONGEST_NAME) return C.IGNORED;
    return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? C.IGNORED;
  });

/** The table of a sheet, and how to read it. */
export interface FoundList {
  readonly sheet: ListSheet;
  readonly header: SheetRow;
  readonly columns: readonly C[];
  /** Fen in one unit of the amounts. */
  readonly unitFen: number;
}

const isHeader = (cells: readonly string[]): boolean => {
  const found = meaningsOf(cells);
  return found.includes(C.NAME) && found.includes(C.AMOUNT);
};

const headerOf = ({ rows }: ListSheet): SheetRow | undefined =>
  rows.slice(0, ROWS_ABOVE).find(({ cells }) => isHeader(cells));

/**
 * Returns the only list of a file. Throws when no visible sheet has one, when several have one, and when a meaning
 * occurs twice, because every guess there could book a wrong amount.
 */
export function findList(sheets: readonly ListSheet[]): FoundList {
  const found = sheets.flatMap((sheet) => {
    const header = sheet.isHidden ? undefined : headerOf(sheet);
    return header === undefined ? [] : [{ sheet, header }];
  });
  const [first, second] = found;
  if (first === undefined) throw badInput('file', 'collectedList.noHeader');
  if (second !== undefined)
    throw badInput('file', 'collectedList.severalSheets', { sheets: found.map(({ sheet }) => sheet.name).join('、') });
  const { sheet, header } = first;
  const columns = meaningsOf(header.cells);
  for (const meaning of [C.NAME, C.AMOUNT, C.CATEGORY, C.DATE]) {
    const places = columns.flatMap((column, index) =>
      column === meaning ? [`${columnLetters(index)}${header.row}`] : [],
    );
    if (places.length > 1) throw badInput('file', 'collectedList.columnTwice', { cells: places.join('、') });
  }
  const above = sheet.rows.filter(({ row }) => row < header.row).flatMap(({ cells }) => cells);
  const unitFen =
    namedUnit(header.cells[columns.indexOf(C.AMOUNT)]!) ??
    above.map(namedUnit).find((unit) => unit !== null) ??
    FEN_IN_YUAN;
  return { sheet, header, columns, unitFen };
}
