import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Env } from './env.js';
import { OWNER_ONLY } from './lib/file-modes.js';
import { newId } from './lib/ids.js';
import { timeLimit } from './lib/time-limit.js';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The https address to which mail programs send the one-click unsubscription of RFC 8058. */
  unsubscribe?: string;
}

/** Returns the mail as nodemailer takes it. */
const messageOf = (from: string, { unsubscribe, ...mail }: Mail) => ({
  from,
  ...mail,
  ...(unsubscribe !== undefined && {
    headers: {
      'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }),
});

/** Sends mail by SMTP. Without an SMTP server it writes mail as .eml files into the outbox folder. */
export interface Mailer {
  /** Resolves when the mail server has taken the mail. Rejects when that takes too long or `signal` aborts. */
  send(mail: Mail, signal?: AbortSignal): Promise<void>;
  /** Aborts mails that are being sent, and closes every connection to the mail server. */
  close?(): void;
}

/** How many milliseconds a mail server may be silent. Without these limits nodemailer waits for up to ten minutes. */
const SILENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 15_000,
  dnsTimeout: 5_000,
  socketCloseTimeout: 1_000,
};
/**
 * How many milliseconds one mail may take in total, because a server that sends a little now and then never counts as
 * silent.
 */
const LETTER_MS = 30_000;
/** The most mails that are sent at the same time, each on a connection that later mails use again. */
const CONNECTIONS = 2;

export function createMailer(env: Env): Mailer {
  if (env.smtpUrl !== null) return smtpMailer(env.smtpUrl, env.mailFrom);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async send(mail) {
      const { message } = await transport.sendMail(messageOf(env.mailFrom, mail));
      mkdirSync(env.outboxDir, { recursive: true, mode: OWNER_ONLY.folder });
      await writeFile(join(env.outboxDir, `${newId()}.eml`), message as Buffer, { mode: OWNER_ONLY.file });
    },
  };
}

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS, ...SILENCE });
  const closing = new AbortController();
  return {
    async send(mail, signal) {
      const limits = timeLimit(LETTER_MS, closing.signal, signal);
      // nodemailer closes the connection of a mail whose signal aborts. The types of nodemailer do not have the option
      // yet.
      await transport.sendMail({ ...messageOf(from, mail), signal: limits } as Parameters<
        typeof transport.sendMail
      >[0]);
    },
    close() {
      closing.abort(new Error('the server stops'));
      transport.close();
    },
  };
}
