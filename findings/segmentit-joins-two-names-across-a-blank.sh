#!/usr/bin/env bash
# segmentit 2.0.3 divides Chinese text into words, with a dictionary and rules for names.
# Guess: a blank separates two names, as a comma and the end of a line do.
# Seen: the package removes the blank and then joins the names: 张三 李四 is the one word 张三李四. A full-width blank becomes part of the second surname and separates it from the given name. 张三、李四 gives two names.
# Use: split the text at blanks of both widths before the call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund segmentit@2.0.3
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import segmentit from 'segmentit';
const segment = segmentit.useDefault(new segmentit.Segment());
const seen = ['张三 李四', '张三　李四', '张三、李四', '张三\n李四'].map((text) => [text, segment.doSegment(text).map(({ w }) => w)]);
const expected = [['张三 李四', ['张三李四']], ['张三　李四', ['张三', '　李', '四']], ['张三、李四', ['张三', '、', '李四']], ['张三\n李四', ['张三', '李四']]];
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
