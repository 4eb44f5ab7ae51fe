import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailer, type Mail } from './mail.js';
import { temporaryFolder, testEnv } from '#testing';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Sends a mail and returns the file in the outbox: headers by lower-case name, and the decoded text. */
async function outbox(mail: Mail): Promise<{ headers: Map<string, string>; text: string }> {
  const env = testEnv(folder.path);
  await createMailer(env).send(mail);
  const files = readdirSync(env.outboxDir);
  expect(files, 'one mail is one file').toHaveLength(1);
  const [head = '', ...rest] = readFileSync(join(env.outboxDir, files[0] ?? ''), 'utf8').split('\n\n');
  const headers = new Map(
    head
      .replace(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const body = rest.join('\n\n');
  const text =
    headers.get('content-transfer-encoding') === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : headers.get('content-transfer-encoding') === 'quoted-printable'
        ? Buffer.from(
            body
              .replace(/=\n/g, '')
              .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString('utf8')
        : body;
  return { headers, text };
}

describe('the outbox', () => {
  it('gets each mail as a file', async () => {
    const { headers, text } = await outbox({
      to: 'chen@example.test',
      subject: '邀请您加入 红创',
      text: '请打开这个链接:\nhttp://localhost/invitations/abc?x=1',
    });
    expect(headers.get('to')).toBe('chen@example.test');
    expect(headers.get('from')).toBe('Hongchuang <no-reply@localhost>');
    expect(headers.get('subject')).toMatch(/^=\?UTF-8\?/);
    expect(text).toContain('http://localhost/invitations/abc?x=1');
  });

  it('says how its reader ends such mail by one click, and says nothing where nothing can be ended', async () => {
    const unsubscribe = `https://give.example.org/unsubscribe/v1.2026.${'aB-_'.repeat(60)}`;
    const { headers } = await outbox({ to: 'chen@example.test', subject: '到账', text: '到账了', unsubscribe });
    expect(headers.get('list-unsubscribe')).toBe(`<${unsubscribe}>`);
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    folder.remove();
    folder = temporaryFolder();
    const other = await outbox({ to: 'chen@example.test', subject: '到账', text: '到账了' });
    expect([...other.headers.keys()].filter((name) => name.startsWith('list-'))).toEqual([]);
  });

  it.each([
    ['a subject', { subject: 'Hello\r\nBcc: everyone@example.test\r\n\r\nBuy this' }],
    ['a subject with a bare line feed', { subject: 'Hello\nBcc: everyone@example.test' }],
    ['an address', { to: 'chen@example.test\r\nBcc: everyone@example.test' }],
    ['an address with a name', { to: '"Chen\r\nBcc: everyone@example.test\r\n" <chen@example.test>' }],
  ])('%s with line breaks adds no header', async (_, part) => {
    const { headers, text } = await outbox({ to: 'chen@example.test', subject: 'Hello', text: 'the text', ...part });
    expect([...headers.keys()], 'otherwise the author of that text could send mail in our name').not.toContain('bcc');
    expect(text.trim(), 'nor does it add lines to the text').toBe('the text');
  });
});

describe('mail to people', () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const naming = (text: string): string[] =>
    files.filter((file) => file !== 'mail.ts' && readFileSync(join(folder, file), 'utf8').includes(text)).sort();

  it('leaves by these doors only, each of which bounds what somebody typed', () => {
    // An invitation holds nothing that anybody typed; the letters of the others pass `mailText` or `mailData`.
    expect(naming('mailer.send(')).toEqual(['due-letters.ts', 'modules/organizations/invitations.service.ts']);
    const letters = [
      'modules/identity/letters.service.ts',
      'modules/notices/mail-guests.ts',
      'modules/notices/mail-notices.ts',
    ];
    expect(naming(' defineDueLetters(')).toEqual(letters);
    for (const file of letters) expect(readFileSync(join(folder, file), 'utf8')).toMatch(/mail(?:Text|Data)\(/);
  });
});
