#!/usr/bin/env bash
# id-validator 1.3.0 checks Chinese resident identity numbers of 18 digits; the check digits here are computed by GB 11643, and no number is a real person's.
# Guess: a birthday that no calendar has, and one in the future, are refused; the area has to exist.
# Seen: 31 February 1990, 1 January 2090 and the area 999999 are valid; only the check digit and the form of the date decide.
# Use: check the date against a calendar and against today, and the area by a list of one's own.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund id-validator@1.3.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import Validator from 'id-validator';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const withCheckDigit = (digits) => digits + '10X98765432'[[...digits].reduce((sum, digit, index) => sum + WEIGHTS[index] * digit, 0) % 11];
const validator = new Validator();
const seen = Object.fromEntries(['44200019900228001', '44200019900231001', '44200020900101001', '99999919900228001', '44200019901301001'].map((digits) => [digits, validator.isValid(withCheckDigit(digits))]));
const expected = { '44200019900228001': true, '44200019900231001': true, '44200020900101001': true, '99999919900228001': true, '44200019901301001': false };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
