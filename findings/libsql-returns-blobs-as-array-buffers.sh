#!/usr/bin/env bash
# libsql 0.5.29 is used in place of better-sqlite3, whose statements return a column of type BLOB as a Buffer.
# Guess: libsql returns a Buffer as well, because its documentation promises the interface of better-sqlite3.
# Seen: get() does, but all() returns an ArrayBuffer. Buffer.concat throws on it, `.length` is undefined, and String(value) is "[object ArrayBuffer]". A part of a larger Buffer is stored as that part alone.
# Use: give values as a list, and wrap every BLOB that was read with Buffer.from(value).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund libsql@0.5.29
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import Database from 'libsql';
const db = new Database(':memory:');
db.exec('CREATE TABLE parts (content BLOB NOT NULL) STRICT');
db.prepare('INSERT INTO parts VALUES (?)').run([Buffer.from('a whole file').subarray(2, 7)]);
const { content } = db.prepare('SELECT content FROM parts').all()[0];
const seen = { isBuffer: Buffer.isBuffer(content), isArrayBuffer: content instanceof ArrayBuffer, length: String(content.length), text: String(content), wrapped: Buffer.from(content).toString() };
const expected = { isBuffer: false, isArrayBuffer: true, length: 'undefined', text: '[object ArrayBuffer]', wrapped: 'whole' };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
