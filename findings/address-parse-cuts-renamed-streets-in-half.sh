#!/usr/bin/env bash
# address-parse 1.2.19 and an address in a street office (街道) that was called a district (区) before, such as 石岐街道 in Zhongshan.
# Guess: the street office is the area, or the whole rest is the details.
# Seen: the area is the old name, 石岐区街道办事处, and the details begin with the other half of the new name, 街道. Put together again, the address is one that does not exist.
# Use: keep the address as it was typed, and use the parts only as proposals that a person confirms.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund address-parse@1.2.19
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import AddressParse from 'address-parse';
const [{ city, area, details }] = AddressParse.default.parse('广东省中山市石岐街道悦来南路1号');
const seen = { city, area, details };
const expected = { city: '中山市', area: '石岐区街道办事处', details: '街道悦来南路1号' };
console.log(JSON.stringify(seen));
const same = isDeepStrictEqual(seen, expected);
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
