import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Env } from '../env.js';
import { OWNER_ONLY } from '../lib/file-modes.js';
import { newId } from '../lib/ids.js';
import { aliyunTexter } from './aliyun.js';

/** A text message with a code that confirms a telephone number. Providers keep the words around it as a template. */
export interface CodeMessage {
  /** The number with its country, such as +8613800138000. */
  readonly to: string;
  /** The digits. */
  readonly code: string;
}

/** What became of a message that was handed to the provider. */
export type TextOutcome =
  /** The provider has taken it. */
  | 'SENT'
  /** Refused, because the provider cannot reach such a number. */
  | 'NUMBER'
  /** Refused, because the number got as many messages as the provider allows. */
  | 'LIMIT'
  /** Not sent: the provider cannot be reached, or accepts nothing from this installation. */
  | 'DOWN'
  /** The answer did not come or cannot be read. The message may or may not arrive. */
  | 'UNKNOWN';

/** The port for text messages. Each provider has an adapter; `SMS_PROVIDER` chooses one. */
export interface Texter {
  /** Hands a message to the provider, once. Never throws, and resolves within seconds. */
  send(message: CodeMessage): Promise<TextOutcome>;
  /** Aborts messages that are being sent. */
  close?(): void;
}

/** Returns the adapter that the settings choose; null when this installation sends no text messages. */
export function createTexter(env: Env, log: Logger): Texter | null {
  const { texts } = env;
  if (texts === null) return null;
  return texts.provider === 'outbox' ? outbox(env.textOutboxDir) : aliyunTexter(texts, log);
}

/** Writes messages as files that a developer can read. */
const outbox = (folder: string): Texter => ({
  async send({ to, code }) {
    mkdirSync(folder, { recursive: true, mode: OWNER_ONLY.folder });
    await writeFile(join(folder, `${newId()}.txt`), `To: ${to}\n\n【红创】验证码 ${code}，十分钟内有效。\n`, {
      mode: OWNER_ONLY.file,
    });
    return 'SENT';
  },
});
