#!/usr/bin/env bash
# nzh 1.0.14 writes amounts in uppercase RMB with toMoney, which takes numbers and text.
# Guess: 100, '100' and '100.00' are one amount and give one text that ends in 整, as a receipt needs it.
# Seen: text with decimal zeros, which is how exact amounts are kept, gives 壹佰元 without 整; only whole text and numbers have it.
# Use: take the decimals away when they are zeros, or write the words from whole fen.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund nzh@1.0.14
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import Nzh from 'nzh';
const seen = [100, '100', '100.0', '100.00', '10010.00', '0.00'].map((amount) => [amount, Nzh.cn.toMoney(amount, { outSymbol: false })]);
const expected = [[100, '壹佰元整'], ['100', '壹佰元整'], ['100.0', '壹佰元'], ['100.00', '壹佰元'], ['10010.00', '壹万零壹拾元'], ['0.00', '零元']];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
