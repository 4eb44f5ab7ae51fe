#!/usr/bin/env bash
# pdf2json 4.0.3, parser.parseBuffer(buffer), with a Buffer that is a view into a larger memory: what Buffer.from and readFileSync return for small files, and what a parser of uploads cuts out of a request.
# Guess: the bytes of the buffer are parsed.
# Seen: the parser reads the memory behind the buffer from its start and reports "Invalid XRef stream" for a right file. The same bytes in a memory of their own are parsed.
# Use: hand over a copy, Buffer.from(new Uint8Array(buffer).buffer); otherwise a receipt of 1 KB is refused and a large one is not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pdf2json@4.0.3
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import PDFParser from 'pdf2json';

const stream = 'BT /F1 14 Tf 72 770 Td (receipt) Tj ET';
const objects = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
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

const read = (buffer) =>
  new Promise((resolve) => {
    const parser = new PDFParser(null, 1);
    parser.on('pdfParser_dataReady', () => resolve(parser.getRawTextContent().split('\r\n')[0]));
    parser.on('pdfParser_dataError', ({ parserError }) => resolve(String(parserError?.message ?? parserError)));
    parser.parseBuffer(buffer);
  });
const view = Buffer.concat([Buffer.alloc(100), Buffer.from(pdf, 'latin1')]).subarray(100);
const copy = Buffer.from(new Uint8Array(view).buffer);
const seen = { equal: view.equals(copy), view: await read(view), copy: await read(copy) };
const isSame =
  isDeepStrictEqual({ equal: seen.equal, copy: seen.copy }, { equal: true, copy: 'receipt' }) &&
  seen.view.includes('Invalid XRef stream');
console.log(JSON.stringify(seen));
if (!isSame) console.error('This has changed; the view was an error and the copy was "receipt".');
process.exit(isSame ? 0 : 1);
JS
node run.mjs 2>/dev/null | tail -n 1
