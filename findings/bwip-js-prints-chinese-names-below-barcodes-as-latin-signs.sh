#!/usr/bin/env bash
# bwip-js 4.11.4 draws barcodes, and text of one's own below them with alttext.
# Guess: a Chinese name is drawn, or shown as boxes because the built-in font lacks the characters, or refused. The README says that text of a barcode is encoded as UTF-8.
# Seen: each character is drawn as the character of its low byte, without an error. The pictures of 大米 (U+5927 U+7C73) and 's (U+0027 U+0073) are identical, and so are those of 中山 (U+4E2D U+5C71) and -q.
# Use: pass only ASCII to alttext, and draw names with another tool.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund bwip-js@4.11.4
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import bwipjs from 'bwip-js';
const draw = (alttext) => bwipjs.toSVG({ bcid: 'code128', text: 'HC-001', includetext: true, alttext });
const seen = [['大米', "'s"], ['中山', '-q'], ['大米', '中山']].map(([one, other]) => [one, other, draw(one) === draw(other)]);
const expected = [['大米', "'s", true], ['中山', '-q', true], ['大米', '中山', false]];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
