#!/usr/bin/env bash
# cnchar 3.2.6 and a list of people in the order of the strokes of their surnames (按姓氏笔画为序), as walls of donors and lists of members are printed.
# Guess: sortStroke compares the surnames first, as such lists do and as the collation zh-u-co-stroke does: 丁 (2 strokes), 王 (4), 陈 (7).
# Seen: it compares the sums of the strokes of the whole names, so a short given name passes every longer one: 王一 (5) stands before 丁鼎魏 (31). A character that the library does not know counts 0 strokes without a word, so 嫄 stands first.
# Use: sort by Intl.Collator with zh-u-co-stroke.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund cnchar@3.2.6
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import cnchar from 'cnchar';
const names = ['陈力', '王一', '丁鼎魏'];
const seen = {
  sortStroke: cnchar.sortStroke([...names]),
  collation: [...names].sort(new Intl.Collator('zh-u-co-stroke').compare),
  strokes: { 丁: cnchar.stroke('丁'), 嫄: cnchar.stroke('嫄') },
  unknownFirst: cnchar.sortStroke(['丁', '嫄']),
};
const expected = {
  sortStroke: ['王一', '陈力', '丁鼎魏'],
  collation: ['丁鼎魏', '王一', '陈力'],
  strokes: { 丁: 2, 嫄: 0 },
  unknownFirst: ['嫄', '丁'],
};
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
