import type { TestApp } from './app.ts';

interface Row {
  id: string;
  kind: string;
  document: string | null;
  reverses_id: string | null;
  account_code: string;
  amount_fen: number | string;
}

const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/**
 * Returns the whole ledger as a table, with every posting in the order of its creation: the entry by its number, its
 * paper, the account with its balance afterwards, and the entry that this one reverses. Ids are replaced by `names`,
 * and the years in numbers of papers by YYYY.
 */
export async function printLedger(app: TestApp, names: Readonly<Record<string, string>>): Promise<string> {
  const rows = await app.db.read.query<Row[]>(
    'SELECT e.id, e.kind, e.document, e.reverses_id, p.account_code, p.amount_fen FROM journal_entries e JOIN postings p ON p.entry_id = e.id ORDER BY e.id, p.line',
  );
  const numbers = new Map([...new Set(rows.map(({ id }) => id))].map((id, index) => [id, `#${index + 1}`]));
  const balances = new Map<string, number>();
  let last = '';
  const cells = rows.map(({ id, kind, document, reverses_id, account_code, amount_fen }) => {
    const amount = Number(amount_fen);
    const balance = (balances.get(account_code) ?? 0) + amount;
    balances.set(account_code, balance);
    const head = id === last ? ['', '', ''] : [numbers.get(id)!, kind, document?.replace(/-\d{4}-/, '-YYYY-') ?? ''];
    const link = id === last || reverses_id === null ? '' : numbers.get(reverses_id)!;
    last = id;
    const account = Object.entries(names).reduce((text, [key, name]) => text.replace(key, name), account_code);
    return [
      ...head,
      account,
      amount > 0 ? yuan(amount) : '',
      amount < 0 ? yuan(-amount) : '',
      `${yuan(Math.abs(balance))}${balance === 0 ? '' : balance > 0 ? ' Dr' : ' Cr'}`,
      link,
    ];
  });
  return tableOf([['', 'entry', 'paper', 'account', 'debit', 'credit', 'balance', 'takes back'], ...cells]);
}

/** Makes columns as wide as their contents; amounts are aligned right. */
function tableOf(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const toTheRight = new Set([4, 5, 6]);
  return rows
    .map((row) =>
      row
        .map((cell, column) => (toTheRight.has(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
