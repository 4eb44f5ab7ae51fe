#!/usr/bin/env bash
# ssf 0.11.2, which formats the cells that SheetJS reads, and a number format with the locale code of Chinese, such as [$-804]#,##0.00. Excel writes such a code when a cell gets a format from the list "Chinese (China)", also together with [DBNum2] for amounts in capitals.
# Guess: [$-804] names a language and prints nothing; [DBNum2] prints Chinese capitals, or at least the plain number.
# Seen: a dollar sign stands before the number, so 123 yuan read as $123.00; [DBNum2] is ignored. With a sign of its own, [$￥-804], the format is right.
# Use: read amounts from the numeric value of a cell, never from its formatted text, and take the currency from the file's own words.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ssf@0.11.2
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import SSF from 'ssf';
const formats = ['[$-804]#,##0.00', '[DBNum2][$-804]General', '[DBNum2]General', '[$￥-804]#,##0.00', '#,##0.00'];
const seen = Object.fromEntries(formats.map((format) => [format, SSF.format(format, 123)]));
const expected = {
  '[$-804]#,##0.00': '$123.00',
  '[DBNum2][$-804]General': '$123',
  '[DBNum2]General': '123',
  '[$￥-804]#,##0.00': '￥123.00',
  '#,##0.00': '123.00',
};
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
