#!/usr/bin/env bash
# pinyin-pro 3.29.4 reads surnames by their own readings with the option surname: 'head'.
# Guess: the option changes a first character that is a surname with a reading of its own (单, 解, 查), and leaves a city that has none: 东莞 stays dong guan.
# Seen: 东莞 becomes dong wan, and so does every unit whose name begins with the city; 万俟 gets its right reading only with the option.
# Use: the option for names of people only, never for names of units or places.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pinyin-pro@3.29.4
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { pinyin } from 'pinyin-pro';
const read = (text, options) => pinyin(text, { toneType: 'none', ...options });
const seen = ['东莞', '东莞市慈善会', '东方', '万俟'].map((text) => [text, read(text), read(text, { surname: 'head' })]);
const expected = [['东莞', 'dong guan', 'dong wan'], ['东莞市慈善会', 'dong guan shi ci shan hui', 'dong wan shi ci shan hui'], ['东方', 'dong fang', 'dong fang'], ['万俟', 'wan si', 'mo qi']];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
