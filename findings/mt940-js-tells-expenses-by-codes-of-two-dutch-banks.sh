#!/usr/bin/env bash
# mt940-js 1.0.0 reads bank statements in MT940; each line has isCredit and isExpense. The marks of SWIFT are C (money in), D (money out), RC (a reversed credit, which is money out) and RD (a reversed debit, which is money in).
# Guess: isExpense says whether money went out: false for C and RD, true for D and RC. isCredit is the opposite.
# Seen: isExpense ignores the mark. It is false for N653 and the two other codes that ABN AMRO and ING use for income, and true for everything else. A gift with the mark C and the common code NTRF has isCredit and isExpense true. A reversed gift (RC) gives exactly the same values, and amounts have no sign, so its sum counts twice as income.
# Use: read the mark from the line, not from these fields.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mt940-js@1.0.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import mt940 from 'mt940-js';
const lines = ['C100,00NTRF', 'RC100,00NTRF', 'D50,00NTRF', 'RD50,00NTRF', 'C30,00N653', 'D30,00N653'];
const statement = [':20:SYNTHETIC', ':25:0000000000000001', ':28C:1/1', ':60F:C260101CNY1000,00', ...lines.flatMap((line) => [`:61:2601020102${line}REF`, ':86:note']), ':62F:C260102CNY1000,00', '-', ''].join('\r\n');
const [{ transactions }] = await mt940.read(Buffer.from(statement));
const seen = transactions.map(({ isCredit, isExpense, amount }, index) => [lines[index], { isCredit, isExpense, amount }]);
const expected = [
  ['C100,00NTRF', { isCredit: true, isExpense: true, amount: 100 }],
  ['RC100,00NTRF', { isCredit: true, isExpense: true, amount: 100 }],
  ['D50,00NTRF', { isCredit: false, isExpense: true, amount: 50 }],
  ['RD50,00NTRF', { isCredit: false, isExpense: true, amount: 50 }],
  ['C30,00N653', { isCredit: true, isExpense: false, amount: 30 }],
  ['D30,00N653', { isCredit: false, isExpense: false, amount: 30 }],
];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
