#!/usr/bin/env bash
# validator 13.15.35 checks identity numbers of the mainland by isIdentityCard(text, 'zh-CN'); the numbers here are made up and have check digits by GB 11643.
# Guess: the residence permits of people from Hong Kong, Macao and Taiwan are all valid, or all invalid. They have had such numbers since 2018, with the area codes 810000, 820000 and 830000.
# Seen: the areas 810000 and 820000 are valid, and 830000 is not. Only the permits of people from Taiwan are refused. The area 710000, Taiwan's code as a province, is valid, but the permits do not use it.
# Use: check numbers with the area 830000 separately.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund validator@13.15.35
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import validator from 'validator';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const withCheckDigit = (digits) => digits + '10X98765432'[[...digits].reduce((sum, digit, index) => sum + WEIGHTS[index] * digit, 0) % 11];
const seen = Object.fromEntries(['442000', '810000', '820000', '830000', '710000'].map((area) => [`area ${area}`, validator.isIdentityCard(withCheckDigit(`${area}19900228001`), 'zh-CN')]));
const expected = { 'area 442000': true, 'area 810000': true, 'area 820000': true, 'area 830000': false, 'area 710000': true };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
