#!/usr/bin/env bash
# currency.js 2.0.4 reads amounts out of text: it takes (100) and -100 for minus 100, and has the option errorOnInvalid.
# Guess: the full-width forms （100） and －100 of a Chinese keyboard and the typographic minus (−) give minus 100 as well, or NaN, or an error with the option.
# Seen: the package removes these signs, and the amount is plus 100. １００元 and 一百元 are 0, and 3人200元 is 3200. With errorOnInvalid there is no error for any of them, not even for the word 捐款.
# Use: normalise the text with NFKC, replace the typographic minus, and check the text against a pattern before the call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund currency.js@2.0.4
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import currency from 'currency.js';
const read = (text) => [currency(text).value, currency(text, { errorOnInvalid: true }).value];
const seen = Object.fromEntries(['(100)', '-100', '（100）', '－100', '−100', '１００元', '一百元', '捐款', '3人200元'].map((text) => [text, read(text)]));
const expected = Object.fromEntries([['(100)', -100], ['-100', -100], ['（100）', 100], ['－100', 100], ['−100', 100], ['１００元', 0], ['一百元', 0], ['捐款', 0], ['3人200元', 3200]].map(([text, value]) => [text, [value, value]]));
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
