#!/usr/bin/env bash
# exceljs 4.4.0 reads and writes worksheets. Chinese Excel stores the format 2026年1月1日 as the built-in number format 31. The formats 27 to 36 and 50 to 58 are of the same kind. Their patterns are not in the file.
# Guess: a cell with such a format is a Date, like a cell with format 14. The package itself has a table of the Chinese patterns of these formats.
# Seen: only format 14 gives a Date. The nineteen others give the number 46023 without a format, although hucre 1.0.0 finds the day in the same files. A copy saved by exceljs has lost the format, so its readers see 46023.
# Use: read a number in a column of dates as days since 1899-12-30, and do not save Chinese worksheets through exceljs.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 hucre@1.0.0 jszip@3.10.1
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre/xlsx';
import JSZip from 'jszip';
const book = new ExcelJS.Workbook();
book.addWorksheet('one').getCell('A1').value = new Date('2026-01-01T00:00:00Z');
const written = await book.xlsx.writeBuffer();
const stylesOf = async (zip) => zip.file('xl/styles.xml').async('text');
const withFormat = async (id) => {
  const zip = await JSZip.loadAsync(written);
  zip.file('xl/styles.xml', (await stylesOf(zip)).replaceAll('numFmtId="14"', `numFmtId="${id}"`));
  return zip.generateAsync({ type: 'nodebuffer' });
};
const kind = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);
const seen = {};
for (const id of [14, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]) {
  const file = await withFormat(id);
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(file);
  const cell = read.worksheets[0].getCell('A1');
  const copy = await JSZip.loadAsync(await read.xlsx.writeBuffer());
  seen[id] = [kind(cell.value), cell.numFmt ?? 'no format', (await stylesOf(copy)).includes(`numFmtId="${id}"`), kind((await readXlsx(file)).sheets[0].rows[0][0])];
}
const expected = Object.fromEntries(Object.keys(seen).map((id) => [id, [46023, 'no format', false, '2026-01-01']]));
expected[14] = ['2026-01-01', 'mm-dd-yy', true, '2026-01-01'];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
