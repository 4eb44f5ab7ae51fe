#!/usr/bin/env bash
# graphql-scalars 1.25.0 has USCurrency, which keeps dollars as cents: parseValue reads '19.99', serialize writes it.
# Guess: cents are whole numbers, as the description says, and what is read is what is written.
# Seen: '19.99' becomes 1998.9999999999998 cents and is written as $19.98; of the 10,000 amounts below $100, 1,146 are no whole cents and 573 come back a cent less;
#   '12.345' is taken for 1234.5 cents, and 'abc' and '¥12.00' for NaN.
# Use: whole minor units as SafeInt.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund graphql@16.15.0 graphql-scalars@1.25.0
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import { GraphQLUSCurrency } from 'graphql-scalars';
const amounts = Array.from({ length: 10_000 }, (_, cents) => (cents / 100).toFixed(2));
const seen = {
  read: GraphQLUSCurrency.parseValue('19.99'),
  written: GraphQLUSCurrency.serialize(GraphQLUSCurrency.parseValue('19.99')),
  notWhole: amounts.filter((amount) => !Number.isInteger(GraphQLUSCurrency.parseValue(amount))).length,
  comeBackOtherwise: amounts.filter((amount) => GraphQLUSCurrency.serialize(GraphQLUSCurrency.parseValue(amount)) !== '$' + amount).length,
  halfACent: GraphQLUSCurrency.parseValue('12.345'),
  words: String(GraphQLUSCurrency.parseValue('abc')),
};
const expected = { read: 1998.9999999999998, written: '$19.98', notWhole: 1146, comeBackOtherwise: 573, halfACent: 1234.5, words: 'NaN' };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
