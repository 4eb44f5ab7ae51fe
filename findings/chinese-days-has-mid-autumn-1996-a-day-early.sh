#!/usr/bin/env bash
# chinese-days 1.5.7 turns days into dates of the Chinese lunar calendar, for 1900 to 2100.
# Guess: the lunar dates of recent decades are those of the printed calendar. The new moon of September 1996 was on the 13th in Chinese time (12 September, 23:07 UTC). The eighth month began on that day, and Mid-Autumn was 27 September.
# Seen: the sixth and the eighth month of 1996 begin a day early, so Mid-Autumn is 26 September. Converting the 15th of the eighth month back gives the same wrong day, so a round trip does not find the error. tyme4ts 1.5.2 has the right days. The two packages agree on all other days of 1991 to 2001.
# Use: compare two packages before lunar birthdays and festivals of the past are stored.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund chinese-days@1.5.7 tyme4ts@1.5.2
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import days from 'chinese-days';
import { SolarDay } from 'tyme4ts';
const other = (iso) => {
  const day = SolarDay.fromYmd(...iso.split('-').map(Number)).getLunarDay();
  return [Math.abs(day.getLunarMonth().getMonthWithLeap()), day.getDay()].join('-');
};
const own = (iso) => {
  const { lunarMon, lunarDay } = days.getLunarDate(iso);
  return [lunarMon, lunarDay].join('-');
};
const differing = [];
for (let at = Date.UTC(1991, 0, 1); at < Date.UTC(2002, 0, 1); at += 86_400_000) {
  const iso = new Date(at).toISOString().slice(0, 10);
  if (own(iso) !== other(iso)) differing.push(iso);
}
const seen = {
  midAutumn: [own('1996-09-26'), other('1996-09-26'), own('1996-09-27'), other('1996-09-27')],
  back: days.getSolarDateFromLunar('1996-08-15').date,
  differing: [differing.length, differing[0], differing.at(-1)],
};
const expected = { midAutumn: ['8-15', '8-14', '8-16', '8-15'], back: '1996-09-26', differing: [60, '1996-07-15', '1996-10-11'] };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
