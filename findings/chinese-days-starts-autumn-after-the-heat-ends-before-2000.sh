#!/usr/bin/env bash
# chinese-days 1.5.7 has the dates of the 24 solar terms for 1900 to 2100.
# Guess: the terms follow each other in their order, about fifteen days apart. The start of autumn (立秋) is on 7, 8 or 9 August in every year.
# Seen: the start of autumn is twenty days late in each year from 1900 to 1999, on 27, 28 or 29 August. It then comes after the end of heat (处暑, 23 or 24 August), the term that follows it. Since 2000 it is right. In 1988 all other 23 terms are those of tyme4ts 1.5.2.
# Use: check that the dates of the terms rise before they are shown for a year of the last century.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chinese-days@1.5.7 tyme4ts@1.5.2
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import days from 'chinese-days';
import { SolarTerm } from 'tyme4ts';
const terms = days.getSolarTerms('1900-01-01', '2020-12-31');
const autumns = terms.filter((term) => term.name === '立秋').map((term) => term.date);
const dayOf = (term) => {
  const day = term.getJulianDay().getSolarDay();
  return [day.getYear(), day.getMonth(), day.getDay()].map((part) => String(part).padStart(2, '0')).join('-');
};
const others = new Map(Array.from({ length: 26 }, (_, index) => SolarTerm.fromIndex(1988, index)).map((term) => [dayOf(term), term.getName()]));
const year = terms.filter((term) => term.date.startsWith('1988-'));
const seen = {
  before2000: [...new Set(autumns.filter((day) => day < '2000').map((day) => day.slice(5)))].sort(),
  since2000: [...new Set(autumns.filter((day) => day >= '2000').map((day) => day.slice(5)))].sort(),
  august1988: year.filter((term) => term.date.startsWith('1988-08')).map((term) => [term.date, term.name]).sort(),
  differing: [year.length, year.filter((term) => others.get(term.date) !== term.name).map((term) => term.name)],
};
const expected = {
  before2000: ['08-27', '08-28', '08-29'],
  since2000: ['08-07', '08-08'],
  august1988: [['1988-08-23', '处暑'], ['1988-08-27', '立秋']],
  differing: [24, ['立秋']],
};
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
