#!/usr/bin/env bash
# element-china-area-data 6.1.0 has the provinces, cities and districts of China for cascaders, and codeToText for their names.
# Guess: a code has the six digits of GB/T 2260 at each level. The README of this version has codeToText['110000'] as its example, and Zhongshan is 442000.
# Seen: provinces have two digits, cities four and districts six, so the package knows neither 110000 nor 442000. Four cities have no districts (东莞, 中山, 儋州, 嘉峪关). Their third level is streets with nine digits, and the first six of these are no entry. A field for six digits works for every city except these four.
# Use: fill short codes with zeros, take the first six digits of long ones, and store the street separately.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund element-china-area-data@6.1.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { codeToText, regionData } from 'element-china-area-data';
const cities = regionData.flatMap((province) => province.children);
const lengths = (entries) => [...new Set(entries.map((entry) => entry.value.length))].sort();
const seen = {
  provinces: lengths(regionData),
  cities: lengths(cities),
  districts: lengths(cities.flatMap((city) => city.children)),
  nine: cities.filter((city) => lengths(city.children).includes(9)).map((city) => city.label).sort(),
  names: Object.fromEntries(['110000', '11', '442000', '4420', '442000001'].map((code) => [`code ${code}`, codeToText[code] ?? null])),
};
const expected = {
  provinces: [2],
  cities: [4],
  districts: [6, 9],
  nine: ['东莞市', '中山市', '儋州市', '嘉峪关市'].sort(),
  names: { 'code 110000': null, 'code 11': '北京市', 'code 442000': null, 'code 4420': '中山市', 'code 442000001': '石岐街道' },
};
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
