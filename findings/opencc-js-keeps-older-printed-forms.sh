#!/usr/bin/env bash
# opencc-js 1.4.2 converts traditional characters to those of the mainland, from Hong Kong (`hk`), Taiwan (`tw`) or in general (`t`).
# Guess: whatever is written in traditional characters ends as simplified ones; at the latest the converter of the place where a form is in use knows it.
# Seen: the older printed forms 鄕 (鄉), 靑 (青), 淸 (清) and 尙 (尚), which names and signs in Hong Kong and scanned papers have, stay as they are by every converter, while 眞, 卽, 旣 and 敎 of the same kind are converted.
# Use: join such forms by a table of one's own before names are compared.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund opencc-js@1.4.2
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import * as OpenCC from 'opencc-js';
const seen = ['hk', 'tw', 't'].map((from) => OpenCC.Converter({ from, to: 'cn' })('鄕靑淸尙 眞卽旣敎 鄉青清尚'));
const expected = Array(3).fill('鄕靑淸尙 真即既教 乡青清尚');
console.log(seen.join('\n'));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', expected.join('\n'));
process.exit(same ? 0 : 1);
JS
node run.mjs
