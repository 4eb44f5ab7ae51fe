import { RequestPasswordResetDocument } from '@hongchuang/schema';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApp } from './app.ts';

/** The letters in the outbox, the newest first. */
export function mailedLetters(app: TestApp): string[] {
  const { outboxDir } = app.server.env;
  // The folder exists once the first letter was written.
  if (!existsSync(outboxDir)) return [];
  return readdirSync(outboxDir)
    .map((name) => join(outboxDir, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .map((path) => decodeLetter(readFileSync(path, 'utf8')));
}

/** The letters to `email`, the newest first. */
export const lettersTo = (app: TestApp, email: string): string[] =>
  mailedLetters(app).filter((letter) => letter.includes(`To: ${email}\n`));

/** Mails what is due, and returns the token in the newest letter to `email` whose link leads to `page`. */
export async function mailedToken(app: TestApp, email: string, page: string): Promise<string> {
  await app.server.tick();
  for (const letter of lettersTo(app, email)) {
    const [, token] = letter.split(`${page}#`);
    if (token !== undefined) return /^[A-Za-z0-9_-]+/.exec(token)![0];
  }
  throw new Error(`No letter to ${email} with a link to ${page} lies in the outbox.`);
}

/** Asks for a letter that resets the password, and returns the token in it. */
export async function resetTokenFor(app: TestApp, { email }: { email: string }): Promise<string> {
  await app.anonymous().must(RequestPasswordResetDocument, { email });
  return mailedToken(app, email, '/reset-password');
}

/** Mails what is due, and returns the token in the newest letter to `email` that ends such mail. */
export async function stopTokenOf(app: TestApp, { email }: { email: string }): Promise<string> {
  await app.server.tick();
  for (const letter of lettersTo(app, email)) {
    const [, token] = /\/stop-mail#([\w.-]+)/.exec(letter) ?? [];
    if (token !== undefined) return token;
  }
  throw new Error(`No letter to ${email} that can be ended lies in the outbox.`);
}

/** Returns a letter as text: the head as it is, the body decoded from its transfer encoding. */
function decodeLetter(raw: string): string {
  const [head = '', ...rest] = raw.split('\n\n');
  const body = rest.join('\n\n');
  if (/^content-transfer-encoding: base64/im.test(head))
    return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`;
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
}
