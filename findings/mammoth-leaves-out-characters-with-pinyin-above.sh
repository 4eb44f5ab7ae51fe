#!/usr/bin/env bash
# mammoth 1.13.0 turns DOCX into HTML or raw text. Word's phonetic guide (拼音指南) puts pinyin above characters with an unusual reading, such as 涌 (chōng) in 大涌镇.
# Guess: the character stays. HTML has the ruby element for it, and the README says that raw text ignores all formatting.
# Seen: HTML and raw text lose the character together with its pinyin. 大涌镇 becomes 大镇. The only trace is a warning in the messages, which does not say what is missing or where.
# Use: refuse a document when a message contains w:ruby, or replace w:ruby by its base text before the call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mammoth@1.13.0 jszip@3.10.1
cat > run.mjs <<'JS'
import { isDeepStrictEqual } from 'node:util';
import JSZip from 'jszip';
import mammoth from 'mammoth';
const run = (text) => `<w:r><w:t>${text}</w:t></w:r>`;
const guided = `<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="11"/><w:hpsRaise w:val="20"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt>${run('chōng')}</w:rt><w:rubyBase>${run('涌')}</w:rubyBase></w:ruby></w:r>`;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org';
const zip = new JSZip();
zip.file('[Content_Types].xml', `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`);
zip.file('_rels/.rels', `${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`);
zip.file('word/document.xml', `${head}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body><w:p>${run('大')}${guided}${run('镇')}</w:p></w:body></w:document>`);
const buffer = await zip.generateAsync({ type: 'nodebuffer' });
const raw = await mammoth.extractRawText({ buffer });
const html = await mammoth.convertToHtml({ buffer });
const seen = { raw: raw.value.trim(), html: html.value, messages: [raw, html].flatMap((result) => result.messages.map((message) => `${message.type}: ${message.message}`)) };
const warning = 'warning: An unrecognised element was ignored: w:ruby';
const expected = { raw: '大镇', html: '<p>大镇</p>', messages: [warning, warning] };
const same = isDeepStrictEqual(seen, expected);
console.log(JSON.stringify(seen, null, 1));
if (!same) console.error('This has changed; it was', JSON.stringify(expected));
process.exit(same ? 0 : 1);
JS
node run.mjs
