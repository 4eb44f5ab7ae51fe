#!/usr/bin/env bash
# hucre 1.0.0 shows numbers by Excel formats with formatValue. Chinese sheets show amounts in 万元 by 0!.0,"万元": the comma divides by 1,000, and !. puts a literal point before the last digit.
# Guess: 123456 is shown as 12.3万元, as in Excel, or the ! is shown as well.
# Seen: it is shown as 123.5万元, ten times too large. The literal point in quotes (0"."0) gives the same. A division by 1,000 without the literal point is right.
# Use: divide the amount and add the unit without such a format.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hucre@1.0.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { formatValue } from 'hucre';
const seen = [[123456, '0!.0,"万元"'], [123456, '0"."0,"万元"'], [1234567, '#,##0.00,"千元"'], [1234567, '#,##0.00"元"']].map(([amount, format]) => [amount, format, formatValue(amount, format)]);
const expected = [[123456, '0!.0,"万元"', '123.5万元'], [123456, '0"."0,"万元"', '123.5万元'], [1234567, '#,##0.00,"千元"', '1,234.57千元'], [1234567, '#,##0.00"元"', '1,234,567.00元']];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
