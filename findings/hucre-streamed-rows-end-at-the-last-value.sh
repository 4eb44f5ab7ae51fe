#!/usr/bin/env bash
# hucre 1.0.0 reads a worksheet whole (readXlsx) or row by row (streamXlsxRows).
# Guess: both give the same cells for the same sheet; an empty last cell is null in both.
# Seen: the whole sheet gives every row the same width and fills it with null; the stream ends a row at its last value. A statement whose last column is empty in some rows has rows of different lengths only when it is streamed.
# Use: read a streamed cell by its index with a default, and take the number of columns from the header, never from a row.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hucre@1.0.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { readXlsx, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
const rows = [['date', 'income', 'remark'], ['2026-01-01', 5, null], ['2026-01-02', null, null]];
const file = await writeXlsx({ sheets: [{ name: 'one', rows }] });
const whole = (await readXlsx(file)).sheets[0].rows;
const streamed = [];
for await (const row of streamXlsxRows(file)) streamed.push(row.values);
const seen = { whole: whole.map((row) => row.length), streamed: streamed.map((row) => row.length) };
const expected = { whole: [3, 3, 3], streamed: [3, 2, 1] };
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
