/** An exact decimal, written as it is: a spreadsheet is to take it for a number. */
export interface Decimal {
  readonly decimal: string;
}

export type Cell = string | number | Decimal | null;

/** What a spreadsheet would take for a formula although it is somebody's text. */
const FORMULA = /^[\s]*[=+\-@]|^[\t\r]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.decimal;
  return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
}

/** One line of CSV after RFC 4180. Texts are quoted where they need it, and never run as formulas. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** Fen as yuan with two decimals and no separators, without floats: -123 -> -1.23. */
export function yuan(fen: number): Decimal {
  const whole = Math.trunc(Math.abs(fen) / 100);
  return { decimal: `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}` };
}
