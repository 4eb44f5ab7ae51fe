#!/usr/bin/env bash
# nzh 1.0.14 turns Chinese numerals into numbers with decodeS.
# Guess: 一百五 is 150 and 三千二 is 3,200, as people say and write them on lists, and 两百 is 200; what is not understood throws.
# Seen: the last digit counts as ones (105, 3002), a numeral with 两 loses everything before it (两万五 is 5, 两百 is 0), and nothing throws.
# Use: never read amounts on lists with it without showing them to a person.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund nzh@1.0.14
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import Nzh from 'nzh';
const seen = Object.fromEntries(['一百五', '三千二', '一万二', '两百', '两万五', '一百零五', '二百五十'].map((text) => [text, Nzh.cn.decodeS(text)]));
const expected = { 一百五: 105, 三千二: 3002, 一万二: 10002, 两百: 0, 两万五: 5, 一百零五: 105, 二百五十: 250 };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
