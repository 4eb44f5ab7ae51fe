import { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { translate, type Language } from '../../messages/index.js';
import { COLUMNS, type BookRow } from './books.rows.js';
import { csvLine, yuan } from '../../lib/csv.js';

/** Excel reads a file as UTF-8 only when the file starts with this mark. */
const BYTE_ORDER_MARK = '\ufeff';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** Shifts `at` so that its UTC time reads like Shanghai time, because spreadsheets have no time zones. */
const inShanghai = (at: Date): Date => new Date(at.getTime() + SHANGHAI_OFFSET_MS);

const headings = (language: Language): string[] =>
  COLUMNS.map((column) => translate(language, `books.column.${column}`));

/** Returns the amount for a CSV file: an exact decimal number in yuan. */
export const csvAmount = (fen: number) => yuan(fen);

/** Returns the amount for a spreadsheet: the nearest floating-point number in yuan. It is exact up to 15 digits. */
export const xlsxAmount = (fen: number): number => fen / 100;

/** A download format of the books. It yields its bytes as a stream. */
export interface BooksFormat {
  type: string;
  write(rows: AsyncIterable<readonly BookRow[]>, language: Language): Readable;
}

async function* csvChunks(rows: AsyncIterable<readonly BookRow[]>, language: Language): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(headings(language));
  for await (const batch of rows) {
    yield batch
      .map(({ at, project, kind, amountFen, name, unit, stage, receipt, entry, note, day, code, handler }) =>
        csvLine([
          inShanghai(at).toISOString().slice(0, 19).replace('T', ' '),
          project,
          kind,
          csvAmount(amountFen),
          name,
          unit,
          stage,
          receipt,
          entry,
          note,
          day,
          code,
          handler,
        ]),
      )
      .join('');
  }
}

/** Column widths in characters, and number formats. */
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
  code: { width: 22 },
  handler: { width: 16 },
};

async function* cells(rows: AsyncIterable<readonly BookRow[]>): AsyncGenerator<(string | number | Date | null)[]> {
  for await (const batch of rows) {
    for (const { at, project, kind, amountFen, name, unit, stage, receipt, entry, note, day, code, handler } of batch) {
      // Texts are stored as texts, so that a spreadsheet cannot read them as formulas.
      yield [
        inShanghai(at),
        project,
        kind,
        xlsxAmount(amountFen),
        name,
        unit,
        stage,
        receipt,
        entry,
        note,
        new Date(`${day}T00:00:00Z`),
        code,
        handler,
      ];
    }
  }
}

/** The download formats by file extension. After a million lines a spreadsheet continues in a second sheet. */
export const FORMATS: Readonly<Record<string, BooksFormat>> = {
  csv: { type: 'text/csv; charset=utf-8', write: (rows, language) => Readable.from(csvChunks(rows, language)) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write(rows, language) {
      const titles = headings(language);
      const columns = COLUMNS.map((column, index) => ({ header: titles[index]!, ...LAYOUT[column] }));
      return Readable.fromWeb(
        writeXlsxStream(cells(rows), {
          name: translate(language, 'books.sheet'),
          columns,
          freezePane: { rows: 1 },
        }) as never,
      );
    },
  },
};
