#!/usr/bin/env bash
# unpdf 1.7.0 and a PDF whose text is in the font STSong-Light with the encoding UniGB-UCS2-H, neither embedded: how report tools of Chinese banks write statements and receipts.
# Guess: extractText returns the text, as pdftotext and pdf2json 4.0.3 do, or throws.
# Seen: it returns an empty text and throws nothing. The table of the encoding is a file of pdf.js that the package leaves out; a warning on the console names it.
# Use: treat a page without text as unread and say so. An empty result is no empty statement.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund unpdf@1.7.0 pdf2json@4.0.3
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import PDFParser from 'pdf2json';
import { extractText, getDocumentProxy } from 'unpdf';

const hex = (text) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
const stream = `BT /F1 14 Tf 72 770 Td ${hex('交易日期')} Tj ET`;
const objects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor 7 0 R >>',
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
];
let pdf = '%PDF-1.4\n';
const places = objects.map((object, index) => {
  const place = pdf.length;
  pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
  return place;
});
const end = pdf.length;
pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
pdf += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
pdf += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF`;
const bytes = Buffer.from(pdf, 'latin1');

const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
const other = await new Promise((resolve, reject) => {
  const parser = new PDFParser(null, 1);
  parser.on('pdfParser_dataReady', () => resolve(parser.getRawTextContent()));
  parser.on('pdfParser_dataError', reject);
  parser.parseBuffer(Buffer.from(new Uint8Array(bytes).buffer));
});
const seen = { unpdf: text, pdf2json: other.split('\r\n')[0] };
const expected = { unpdf: '', pdf2json: '交易日期' };
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
