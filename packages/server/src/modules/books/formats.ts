import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { translate, type Language } from '../../messages/index.js';
import { COLUMNS, type BookRow } from './books.rows.js';
import { csvLine, yuan } from '../../lib/csv.js';

/** Excel takes a file for UTF-8 only when it begins like this. */
const BYTE_ORDER_MARK = '\ufeff';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** The moment whose time in UTC reads as that of `at` in Shanghai: spreadsheets know no time zones. */
const inShanghai = (at: Date): Date => new Date(at.getTime() + SHANGHAI_OFFSET_MS);

const headings = (language: Language): string[] => COLUMNS.map((column) => translate(language, `books.column.${column}`));

/** What a CSV file has for the amount: a decimal number, exact. */
export const csvAmount = (fen: number) => yuan(fen);

/** What a spreadsheet has for it: the number nearest to it. Up to 15 digits that is the amount itself. */
export const xlsxAmount = (fen: number): number => fen / 100;

/** A format in which the books can be taken home: its bytes, as they come. */
export interface BooksFormat {
  type: string;
  write(rows: AsyncIterable<readonly BookRow[]>, language: Language): Readable;
}

async function* csvChunks(rows: AsyncIterable<readonly BookRow[]>, language: Language): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(headings(language));
  for await (const batch of rows) {
    yield batch
      .map(({ at, project, kind, amountFen, name, unit, stage, receipt, entry, note, day }) =>
        csvLine([inShanghai(at).toISOString().slice(0, 19).replace('T', ' '), project, kind, csvAmount(amountFen), name, unit, stage, receipt, entry, note, day]))
      .join('');
  }
}

/** Widths in characters, and how numbers and times are shown. */
const LAYOUT: Record<(typeof COLUMNS)[number], { width: number; numFmt?: string }> = {
  at: { width: 20, numFmt: 'yyyy-mm-dd hh:mm:ss' },
  project: { width: 32 },
  kind: { width: 14 },
  amount: { width: 16, numFmt: '#,##0.00' },
  name: { width: 16 },
  unit: { width: 28 },
  stage: { width: 24 },
  receipt: { width: 18 },
  entry: { width: 38 },
  note: { width: 38 },
  day: { width: 12, numFmt: 'yyyy-mm-dd' },
};

async function* cells(rows: AsyncIterable<readonly BookRow[]>): AsyncGenerator<(string | number | Date | null)[]> {
  for await (const batch of rows) {
    for (const { at, project, kind, amountFen, name, unit, stage, receipt, entry, note, day } of batch) {
      // Texts are stored as texts, so that no spreadsheet takes one for a formula.
      yield [inShanghai(at), project, kind, xlsxAmount(amountFen), name, unit, stage, receipt, entry, note, new Date(`${day}T00:00:00Z`)];
    }
  }
}

/** What the books can be had as, by the ending of the file's name. Past a million lines a spreadsheet goes on in a second sheet. */
export const FORMATS: Readonly<Record<string, BooksFormat>> = {
  csv: { type: 'text/csv; charset=utf-8', write: (rows, language) => Readable.from(csvChunks(rows, language)) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write(rows, language) {
      const titles = headings(language);
      const columns = COLUMNS.map((column, index) => ({ header: titles[index]!, ...LAYOUT[column] }));
      return Readable.fromWeb(writeXlsxStream(cells(rows), { name: translate(language, 'books.sheet'), columns, freezePane: { rows: 1 } }) as never);
    },
  },
};
