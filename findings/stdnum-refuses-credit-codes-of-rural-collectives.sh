#!/usr/bin/env bash
# stdnum 1.12.0, CN.uscc: the unified social credit code (GB 32100-2015) of a unit.
# Guess: a code with a right check character is valid whatever department registered the unit. The first character names the department: 1, 5 and 9 are the commonest, N stands for rural collective economic organisations, Y for all others.
# Seen: codes that begin with a letter are "invalid format". Only digits pass as the first two characters.
# Use: allow each of the 31 characters in the first two places, and digits only in the next six; villages' collectives give to projects as well.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund stdnum@1.12.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { stdnum } from 'stdnum';
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
// Codes of nobody, with the check character of the standard.
const codeFrom = (start) => {
  const body = `${start}442000MA0000000`.slice(0, 17);
  const sum = [...body].reduce((total, character, index) => total + alphabet.indexOf(character) * weights[index], 0);
  return body + alphabet[(31 - (sum % 31)) % 31];
};
const seen = Object.fromEntries(
  ['51', '54', '91', 'N2', 'Y1'].map((start) => [start, stdnum.CN.uscc.validate(codeFrom(start)).isValid]),
);
const expected = { 51: true, 54: true, 91: true, N2: false, Y1: false };
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
