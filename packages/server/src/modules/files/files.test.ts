import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runChecks } from '../../checks.js';
import { testServices } from '#testing';
import { fileChecks } from './files.checks.js';
import { kindOfContent, readFileName } from './files.rules.js';

describe('the name of a file', () => {
  it.each([
    ['签到表.pdf', '签到表.pdf', 'pdf'],
    ['IMG_0001.JPG', 'IMG_0001.jpg', 'picture'],
    ['截图.png', '截图.jpg', 'picture'],
    ['a.b.XLSX', 'a.b.XLSX', 'xlsx'],
    ['C:\\fakepath\\名单.csv', '名单.csv', 'text'],
    ['../../../etc/名单.txt', '名单.txt', 'text'],
    ['a<b>:"c|d?.txt', 'a b   c d .txt', 'text'],
    ['  x.txt  ', 'x.txt', 'text'],
  ])('%s is stored as %s', (raw, name, kind) => expect(readFileName(raw)).toMatchObject({ name, kind }));

  it.each([
    [null, 'name'],
    ['', 'name'],
    ['/', 'name'],
    ['..', 'name'],
    ['.pdf', 'name'],
    ['...pdf', 'name'],
    ['no ending', 'name'],
    ['a.exe', 'file'],
    ['a.svg', 'file'],
    ['a.html', 'file'],
    ['a.xlsm', 'file'],
    ['a.docx', 'file'],
    ['a.pdf.exe', 'file'],
    ['a.__proto__', 'file'],
    ['a.constructor', 'file'],
    ['a\u0000.pdf', 'name'],
    ['a\u202efdp.exe', 'name'],
    [`${'x'.repeat(117)}.pdf`, 'name'],
  ])('is refused where it is %s', (raw, field) =>
    expect(() => readFileName(raw)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', field })),
  );
});

describe('the content of a file', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  it.each<[string, Buffer, string | null]>([
    ['a JPEG', bytes('ffd8ffe000104a464946'), 'picture'],
    ['a PNG', bytes('89504e470d0a1a0a'), 'picture'],
    ['a WebP', Buffer.from('RIFF\u0004\u0000\u0000\u0000WEBP'), 'picture'],
    ['a sound in RIFF', Buffer.from('RIFF\u0004\u0000\u0000\u0000WAVE'), null],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['an archive', bytes('504b030414000000'), 'xlsx'],
    ['text', Buffer.from('姓名,签到\n'), 'text'],
    ['text with a mark of its encoding', Buffer.from('\ufeff姓名'), 'text'],
    ['text in GB 18030', bytes('d0d5c3fb2c310a'), 'text'],
    ['a program', bytes('4d5a90000300000004000000ffff0000'), null],
    ['a program for Linux', bytes('7f454c460201010000000000'), null],
    ['an old sheet', bytes('d0cf11e0a1b11ae10000'), null],
    ["an iPhone's photo", Buffer.from('\u0000\u0000\u0000\u0018ftypheic'), null],
    ['text with a NUL', Buffer.from('a\u0000b'), null],
  ])('of %s determines its type', (_what, data, kind) => expect(kindOfContent(data)).toBe(kind));
});

describe('the checks of files', () => {
  const content = Buffer.from('x');
  const sha256 = createHash('sha256').update(content).digest('hex');
  it.each<[string, string[], string]>([
    [
      'a use is not counted',
      ['UPDATE file_contents SET uses = 2'],
      'every content is counted as often as files have it',
    ],
    ['nothing has a content', ['DELETE FROM stored_files'], 'every content is counted as often as files have it'],
    ['a content is gone', ['DELETE FROM file_contents'], 'every file has a content of its size'],
    ['a size is another', ['UPDATE stored_files SET bytes = 2'], 'every file has a content of its size'],
    [
      'a digest is another',
      [`UPDATE file_contents SET sha256 = '${'0'.repeat(64)}'`, `UPDATE stored_files SET sha256 = '${'0'.repeat(64)}'`],
      'every content lies on disk and has its digest',
    ],
  ])('find that %s', async (_what, damage, name) => {
    const services = await testServices();
    try {
      const folder = join(services.env.uploadDir, 'files', sha256.slice(0, 2));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, sha256), content);
      services.damage([
        `INSERT INTO file_contents (sha256, bytes, uses) VALUES ('${sha256}', 1, 1)`,
        `INSERT INTO stored_files VALUES ('f', 'u', 'stage', 'm', 'x.txt', 'text/plain', 1, '${sha256}', NULL, NULL, '2017-06-08 00:00:00.000', NULL, 0, 'EVERYBODY', NULL)`,
      ]);
      const broken = async () =>
        (await runChecks(services, fileChecks)).filter(({ rows }) => rows.length > 0).map((result) => result.name);
      expect(await broken()).toEqual([]);
      services.damage(damage);
      expect(await broken()).toEqual([name]);
    } finally {
      await services.close();
    }
  });
});
