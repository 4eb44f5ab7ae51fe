import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailer, type Mail } from './mail.js';
import { temporaryFolder, testEnv } from './testing.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** The mail as it lies in the outbox: headers by lower-case name, and the decoded text. */
async function outbox(mail: Mail): Promise<{ headers: Map<string, string>; text: string }> {
  const env = testEnv(folder.path);
  await createMailer(env).send(mail);
  const files = readdirSync(env.outboxDir);
  expect(files, 'one mail is one file').toHaveLength(1);
  const [head = '', ...rest] = readFileSync(join(env.outboxDir, files[0] ?? ''), 'utf8').split('\n\n');
  const headers = new Map(head.replace(/\n[ \t]+/g, ' ').split('\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
  const body = rest.join('\n\n');
  const text = headers.get('content-transfer-encoding') === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : headers.get('content-transfer-encoding') === 'quoted-printable' ? Buffer.from(body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8') : body;
  return { headers, text };
}

describe('the outbox', () => {
  it('gets each mail as a file', async () => {
    const { headers, text } = await outbox({ to: 'chen@example.test', subject: '邀请您加入 红创', text: '请打开这个链接:\nhttp://localhost/invitations/abc?x=1' });
    expect(headers.get('to')).toBe('chen@example.test');
    expect(headers.get('from')).toBe('Hongchuang <no-reply@localhost>');
    expect(headers.get('subject')).toMatch(/^=\?UTF-8\?/);
    expect(text).toContain('http://localhost/invitations/abc?x=1');
  });

  it.each([
    ['a subject', { subject: 'Hello\r\nBcc: everyone@example.test\r\n\r\nBuy this' }],
    ['a subject with a bare line feed', { subject: 'Hello\nBcc: everyone@example.test' }],
    ['an address', { to: 'chen@example.test\r\nBcc: everyone@example.test' }],
    ['an address with a name', { to: '"Chen\r\nBcc: everyone@example.test\r\n" <chen@example.test>' }],
  ])('%s with line breaks adds no header', async (_, part) => {
    const { headers, text } = await outbox({ to: 'chen@example.test', subject: 'Hello', text: 'the text', ...part });
    expect([...headers.keys()], 'whoever chose that text would send mail in our name').not.toContain('bcc');
    expect(text.trim(), 'nor does it add to the text').toBe('the text');
  });
});
