import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Env } from './env.js';
import { OWNER_ONLY } from './lib/file-modes.js';
import { newId } from './lib/ids.js';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mail by SMTP or, where no server is set, writes it as .eml files into the outbox folder. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export function createMailer(env: Env): Mailer {
  if (env.smtpUrl !== null) {
    const transport = createTransport(env.smtpUrl);
    return { send: async (mail) => void (await transport.sendMail({ from: env.mailFrom, ...mail })) };
  }
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail({ from: env.mailFrom, ...mail });
      mkdirSync(env.outboxDir, { recursive: true, mode: OWNER_ONLY.folder });
      await writeFile(join(env.outboxDir, `${newId()}.eml`), message as Buffer, { mode: OWNER_ONLY.file });
    },
  };
}
