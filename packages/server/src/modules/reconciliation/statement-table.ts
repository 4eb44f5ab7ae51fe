import { isAscii, isUtf8 } from 'node:buffer';
import { streamCsvRows } from 'hucre/csv';
import { readXls, streamXlsxRows } from 'hucre/xlsx';
import { fromBuffer, type ZipFile } from 'yauzl';
import { badInput, limitExceeded } from '../../errors.js';
import type { TableRow } from './lines.rules.js';
import { TimeSlice } from './time-slice.js';

const MIB = 1024 * 1024;

export const FILE_LIMITS = {
  /** Of the upload. A CSV file of 50,000 lines has about 10 MiB, an XLSX file 4 MiB. */
  bytes: 32 * MIB,
  /** The size of everything in an unpacked XLSX file. */
  unpackedBytes: 256 * MIB,
  entries: 200,
  rows: 200_000,
  columns: 60,
  cellLength: 5_000,
  sheets: 20,
} as const;

/** A statement file as rows of texts. */
export interface StatementTable {
  readonly format: 'CSV' | 'XLSX' | 'XLS';
  /** The encoding of a text file; otherwise null. */
  readonly encoding: string | null;
  /** The number of readable sheets; 1 for a text file. */
  readonly sheets: number;
  /** Returns the rows of a sheet. The first sheet is 0. */
  rows(sheet: number): AsyncIterable<TableRow>;
}

/**
 * Opens `bytes` as a table. The content decides on the format, not the file's name. Parsing starts when rows are
 * requested.
 */
export async function openTable(bytes: Buffer): Promise<StatementTable> {
  if (bytes.length === 0) throw badInput('file', 'statement.empty');
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
    const sheets = await countSheets(bytes);
    return { format: 'XLSX', encoding: null, sheets, rows: (sheet) => xlsxRows(bytes, sheet) };
  }
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    // The library cannot stream this format. Its sheets have at most 65,536 rows, so they fit into memory.
    const { sheets } = await readXls(bytes).catch(() => {
      throw badInput('file', 'statement.oldExcel');
    });
    return {
      format: 'XLS',
      encoding: null,
      sheets: Math.min(sheets.length, FILE_LIMITS.sheets),
      rows: (sheet) => xlsRows(sheets[sheet]?.rows ?? []),
    };
  }
  const { text, encoding } = decode(bytes);
  if (/\u0000/.test(text.slice(0, 10_000)) || /^\s*(?:<|%PDF|\{\\rtf)/i.test(text.slice(0, 200)))
    throw badInput('file', 'statement.type');
  return { format: 'CSV', encoding, sheets: 1, rows: () => csvRows(text) };
}

/** Decodes strictly; returns null when the bytes are not valid in `encoding`. */
function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns the text and its encoding. Throws when no encoding fits, and names the row. */
function decode(bytes: Buffer): { text: string; encoding: string } {
  const marked = wideEncoding(bytes);
  for (const encoding of marked === null ? ['utf-8'] : [marked]) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  const rows = splitRows(bytes);
  const foreign = rows.filter((row) => !isAscii(row));
  // Text in GBK is almost never valid UTF-8. When most rows are valid UTF-8, the file is a damaged UTF-8 file.
  const encoding = foreign.filter((row) => isUtf8(row)).length * 2 > foreign.length ? 'utf-8' : 'gb18030';
  const text = encoding === 'gb18030' ? decodeStrictly(bytes, encoding) : null;
  if (text !== null) return { text, encoding };
  const broken = rows.findIndex((row) => decodeStrictly(row, encoding) === null);
  throw badInput('file', 'statement.encoding', { row: broken + 1 });
}

/**
 * Returns the UTF-16 encoding of the text, by its byte order mark or by the position of zero bytes; null for all other
 * encodings.
 */
function wideEncoding(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, 4_000);
  for (let at = 0; at < looked; at += 1) if (bytes[at] === 0) zeros[at % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  if (Math.max(even, odd) * 20 < looked || Math.min(even, odd) > 0) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/**
 * Splitting at the byte of a line feed is safe, because no longer character contains this byte, neither in UTF-8 nor in
 * GB18030.
 */
function splitRows(bytes: Buffer): Buffer[] {
  const rows: Buffer[] = [];
  for (let start = 0; start <= bytes.length;) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    rows.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return rows;
}

/**
 * Returns the delimiter of cells: the sign that occurs most often in one of the first rows. Titles above the table
 * contain few of them.
 */
function delimiterOf(text: string): string {
  const rows = text.slice(0, 20_000).split(/\r?\n/).slice(0, 60);
  const most = (sign: string) => Math.max(...rows.map((row) => row.split(sign).length));
  return [',', '\t', ';', '|'].reduce((best, sign) => (most(sign) > most(best) ? sign : best));
}

async function* csvRows(text: string): AsyncGenerator<TableRow> {
  let row = 0;
  const slice = new TimeSlice();
  for (const cells of streamCsvRows(text, { delimiter: delimiterOf(text) })) {
    row += 1;
    yield checkedRow(
      row,
      cells.map((cell) => cellText(cell)),
    );
    if (slice.isOver) await slice.pause();
  }
  // An unclosed quote would put the rest of the file into one cell.
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1) throw badInput('file', 'statement.quotes', { row });
}

async function* xlsxRows(bytes: Buffer, sheet: number): AsyncGenerator<TableRow> {
  const rows = streamXlsxRows(new Uint8Array(bytes), { sheet })[Symbol.asyncIterator]();
  const slice = new TimeSlice();
  for (;;) {
    // The library's messages name internal parts of the file that people do not know.
    const next = await rows.next().catch(() => {
      throw badInput('file', 'statement.damaged');
    });
    if (next.done) return;
    yield checkedRow(
      next.value.index + 1,
      next.value.values.map((cell) => cellText(cell)),
    );
    if (slice.isOver) await slice.pause();
  }
}

async function* xlsRows(rows: readonly (readonly unknown[] | undefined)[]): AsyncGenerator<TableRow> {
  const slice = new TimeSlice();
  for (let index = 0; index < rows.length; index += 1) {
    const cells = rows[index];
    if (cells !== undefined) yield checkedRow(index + 1, Array.from(cells, cellText));
    if (slice.isOver) await slice.pause();
  }
}

function checkedRow(row: number, cells: string[]): TableRow {
  if (row > FILE_LIMITS.rows) throw limitExceeded('statement.tooManyRows', { max: FILE_LIMITS.rows }, 'file');
  if (cells.length > FILE_LIMITS.columns || cells.some((cell) => cell.length > FILE_LIMITS.cellLength))
    throw badInput('file', 'statement.row', { row, columns: FILE_LIMITS.columns, length: FILE_LIMITS.cellLength });
  return { row, cells };
}

/**
 * Returns a cell as text. Numbers keep the fifteen digits that spreadsheets show, because further digits are noise of
 * the format.
 */
export function cellText(cell: unknown): string {
  if (cell == null) return '';
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell !== 'number') return String(cell);
  if (!Number.isFinite(cell)) return '';
  if (Number.isSafeInteger(cell)) return String(cell);
  return Math.abs(cell) > Number.MAX_SAFE_INTEGER ? cell.toExponential() : cell.toPrecision(15).replace(/\.?0+$/, '');
}

/**
 * Returns a date as text. Spreadsheets count days from 1900 or 1904, so a time without a day falls on one of the first
 * days and is shown without that day.
 */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  // A fraction of a day is rarely a whole second.
  const text = new Date(Math.round(date.getTime() / 1_000) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  return /^(?:1899-12-3[01]|1900-01-0[01]|1904-01-0[1]) /.test(text) ? text.slice(11) : text;
}

/**
 * Counts the sheets of a file. Throws when the declared unpacked size is larger than any statement. The unpacking code
 * refuses a file that is larger than declared.
 */
async function countSheets(bytes: Buffer): Promise<number> {
  const damaged = () => badInput('file', 'statement.damaged');
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error || !opened ? reject(damaged()) : resolve(opened),
    );
  });
  let unpacked = 0;
  let entries = 0;
  let sheets = 0;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', () => reject(damaged()));
    zip.on('end', resolve);
    zip.on('entry', ({ fileName, uncompressedSize, compressedSize }) => {
      entries += 1;
      if (/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(String(fileName))) sheets += 1;
      unpacked += uncompressedSize;
      // Without a declared size, the file would be unpacked without a limit.
      if (
        (uncompressedSize === 0 && compressedSize > 2) ||
        unpacked > FILE_LIMITS.unpackedBytes ||
        entries > FILE_LIMITS.entries
      )
        reject(limitExceeded('statement.unpacksTooLarge', { max: FILE_LIMITS.unpackedBytes / MIB }, 'file'));
      else zip.readEntry();
    });
    zip.readEntry();
  }).finally(() => zip.close());
  // An archive without sheets is no spreadsheet. Reading its first sheet reports that.
  return Math.min(Math.max(sheets, 1), FILE_LIMITS.sheets);
}
