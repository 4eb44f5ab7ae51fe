#!/usr/bin/env bash
# fast-xml-parser 5.12.1 turns XML into objects and numbers in it into numbers. Chinese units are known by a unified social credit code (GB 32100) of 18 digits and letters; the codes here are made up and have right check characters.
# Guess: a code that contains a letter stays text. Identity numbers of 18 digits stay text, because no number holds them exactly.
# Seen: a code whose only letter is an E becomes a power of ten: 534420000000010E84 is read as 5.3442000000001e+98, and the code is lost. The script makes 1,000 codes with an E. Of these, 294 have no further letter, and all 294 become numbers.
# Use: numberParseOptions with eNotation false, or parseTagValue false, for every file with codes of units.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-xml-parser@5.12.1
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { XMLParser } from 'fast-xml-parser';
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weigh = (text, weights) => [...text].reduce((sum, sign, index) => sum + weights[index] * SIGNS.indexOf(sign), 0);
const codeOf = (organisation) => {
  const rest = 11 - (weigh(organisation, [3, 7, 9, 10, 5, 8, 4, 2]) % 11);
  const code = `53442000${organisation}${rest === 10 ? 'X' : rest % 11}`;
  return code + SIGNS[(31 - (weigh(code, [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]) % 31)) % 31];
};
const read = (text, options) => new XMLParser(options).parse(`<unit><code>${text}</code></unit>`).unit.code;
const codes = Array.from({ length: 1_000 }, (_, number) => codeOf(`${String(number).padStart(6, '0')}0E`));
const withoutFurtherLetters = codes.filter((code) => /^\d+E\d+$/.test(code));
const seen = {
  first: [withoutFurtherLetters[0], read(withoutFurtherLetters[0])],
  withoutFurtherLetters: withoutFurtherLetters.length,
  numbers: codes.filter((code) => typeof read(code) === 'number').length,
  asWritten: codes.filter((code) => read(code, { numberParseOptions: { hex: true, leadingZeros: true, eNotation: false } }) === code).length,
  identity: read('442000199002280014'),
};
const expected = { first: ['534420000000010E84', 5.3442000000001e98], withoutFurtherLetters: 294, numbers: 294, asWritten: 1000, identity: '442000199002280014' };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
