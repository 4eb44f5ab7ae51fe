#!/usr/bin/env bash
# hucre 1.0.0 and an XLSX sheet whose cell keeps its text in place (t="inlineStr") with the pinyin above it (拼音指南, rPh), as Excel stores it for names that are read in several ways.
# Guess: rows() and readXlsx return the name without its reading, as they do for the same text in the table of shared strings.
# Seen: the reading is joined to the name: 王芳 becomes 王芳wángfāng. The name of the payer and the code in a remark fit nobody then.
# Use: look for rPh in a sheet's XML before reading it, and take such a file by its shared strings only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hucre@1.0.0 fflate@0.8.2
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { readXlsx, streamXlsxRows } from 'hucre/xlsx';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packed = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const text = '<t>王芳</t><rPh sb="0" eb="1"><t>wáng</t></rPh><rPh sb="1" eb="2"><t>fāng</t></rPh>';
const parts = {
  '[Content_Types].xml': `<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/sharedStrings.xml': `<sst xmlns="${main}" count="1" uniqueCount="1"><si>${text}</si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${text}</is></c></row></sheetData></worksheet>`,
};
const file = zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(head + xml)])));
const streamed = [];
for await (const { values } of streamXlsxRows(file)) streamed.push(...values);
const seen = { streamed, whole: (await readXlsx(file)).sheets[0].rows[0] };
const expected = { streamed: ['王芳', '王芳wángfāng'], whole: ['王芳', '王芳wángfāng'] };
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
