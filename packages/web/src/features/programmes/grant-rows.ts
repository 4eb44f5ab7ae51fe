import { parseYuan } from '../../lib/money';

/** One row of a pasted list. `fault` names the cell that cannot be read. */
export interface ListRow {
  name: string;
  account: string;
  bank: string;
  amount: number | undefined;
  fault: 'cells' | 'account' | 'amount' | null;
}

/** Cells of a row: a spreadsheet pastes tabs between them, a file of values has commas. */
const cellsOf = (line: string): string[] => line.split(line.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim());

/** Reads a list of name, account number, bank and amount in yuan, one person a line. Empty lines are left out. */
export function readRows(text: string): ListRow[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const cells = cellsOf(line);
      const [name = '', typed = '', bank = '', yuan = ''] = cells;
      const account = typed.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, '');
      const amount = parseYuan(yuan);
      const fault =
        cells.length !== 4 || name === '' || bank === ''
          ? 'cells'
          : !/^[0-9]{8,32}$/.test(account)
            ? 'account'
            : amount === undefined || amount === 0
              ? 'amount'
              : null;
      return { name, account, bank, amount, fault };
    });
}
