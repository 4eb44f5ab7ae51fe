// A bank statement of any length: `node tests/support/statement-file.mjs 50000 > statement.csv`. Every line is another
// transfer; the first lines quote the remark codes in `codes`.
import { pathToFileURL } from 'node:url';

const yuan = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const two = (number) => String(number).padStart(2, '0');
/** Formats a time as the bank does. */
const written = (at) =>
  `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;

/** The lines of the bank: one second apart from the start of the year on, each of `fen`. */
export function* statementLines(count, codes = [], fen = 100, series = Date.now().toString(36)) {
  for (let index = 0; index < count; index += 1) {
    yield {
      at: written(new Date(Date.UTC(2026, 0, 1) + index * 1_000)),
      fen,
      balance: fen * (index + 1),
      name: `汇款人${index % 997}`,
      account: `6222${String(index).padStart(12, '0')}`,
      text: codes[index] ?? '转账',
      serial: `${series}${String(index).padStart(10, '0')}`,
    };
  }
}

/** `lines` as CSV in the bank's form. */
export function statementCsv(lines) {
  const rows = ['账户明细', '交易时间,收入金额,支出金额,账户余额,对方户名,对方账号,附言,交易流水号'];
  for (const { at, fen, balance, name, account, text, serial } of lines)
    rows.push(
      `${at instanceof Date ? written(at) : at},${yuan(fen)},,${yuan(balance)},${name},${account}\t,${text},${serial}`,
    );
  return `${rows.join('\r\n')}\r\n`;
}

/** `statementLines` as CSV in the bank's form. */
export const statementFile = (count, codes, fen, series) => statementCsv(statementLines(count, codes, fen, series));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(statementFile(Number(process.argv[2] ?? 50_000), [], 100));
