#!/usr/bin/env bash
# chinese-days 1.5.7 tells holidays and shifted workdays of China.
# Guess: for a year whose plan the State Council has not published it throws or says that it does not know; 1 October is a holiday by law in every year.
# Seen: outside its data (2004 to 2026) it answers as for any other date: 1 October 2027 is no holiday and a workday, and 30 February 2026 is a workday, too.
# Use: check the year against the data before terms are counted in workdays.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chinese-days@1.5.7
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import days from 'chinese-days';
const seen = ['2026-10-01', '2027-10-01', '2003-10-01', '2026-02-30'].map((day) => [day, days.isHoliday(day), days.isWorkday(day)]);
seen.push(['2031-10-01', days.getDayDetail('2031-10-01')]);
const expected = [['2026-10-01', true, false], ['2027-10-01', false, true], ['2003-10-01', false, true], ['2026-02-30', false, true], ['2031-10-01', { date: '2031-10-01', work: true, name: 'Wednesday' }]];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
