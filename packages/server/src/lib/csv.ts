/** An exact decimal, which is written unquoted, so that a spreadsheet reads a number. */
export interface Decimal {
  readonly decimal: string;
}

export type Cell = string | number | Decimal | null;

/** Matches texts that a spreadsheet would run as a formula. */
const FORMULA = /^[\s]*[=+\-@]|^[\t\r]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.decimal;
  return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
}

/** Returns one line of CSV by RFC 4180. Texts are quoted where necessary, and never run as formulas. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** Converts fen to yuan with two decimals and no separators, without floats: -123 -> -1.23. */
export function yuan(fen: number): Decimal {
  const whole = Math.trunc(Math.abs(fen) / 100);
  return { decimal: `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}` };
}
