import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { readBounded } from '../lib/bounded-body.js';
import { timeLimit } from '../lib/time-limit.js';
import { signAcs3 } from './acs3.js';
import type { Texter, TextOutcome } from './texter.js';

/** What Alibaba Cloud's Short Message Service needs to know. The signature and the template are approved by it. */
export interface AliyunSettings {
  readonly provider: 'aliyun';
  readonly keyId: string;
  readonly keySecret: string;
  /** The approved signature, such as 红创. */
  readonly sign: string;
  /** The approved template, which has one variable, `code`. */
  readonly template: string;
  readonly endpoint: string;
}

/** How many milliseconds one message may take. Somebody waits for the answer. */
const PATIENCE_MS = 8_000;
/** The longest answer that is read. Real ones have some hundred bytes. */
const LONGEST_ANSWER = 65_536;

/** The provider's limits on what one number gets: a message a minute, five an hour, ten a day. */
const LIMITS = /^(?:isv\.)?(?:BUSINESS_LIMIT_|MOBILE_COUNT_OVER_LIMIT)/;
const NUMBERS = /^isv\.(?:MOBILE_NUMBER_ILLEGAL|INVALID_MOBILE|MOBILE_IN_BLACK|BLACK_LIST)/;

/** What a code of SendSms means for the person who waits. Everything else is a fault of the provider or of the settings. */
export function outcomeOf(code: string): TextOutcome {
  if (code === 'OK') return 'SENT';
  if (NUMBERS.test(code)) return 'NUMBER';
  return LIMITS.test(code) ? 'LIMIT' : 'DOWN';
}

/** Failures before a connection exists: nothing was sent. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sends by Alibaba Cloud's Short Message Service (Dysmsapi 2017-05-25, SendSms). */
export function aliyunTexter(settings: AliyunSettings, log: Logger): Texter {
  const { host, origin } = new URL(settings.endpoint);
  const closing = new AbortController();
  return {
    async send({ to, code }) {
      const { query, headers } = signAcs3(
        {
          host,
          action: 'SendSms',
          version: '2017-05-25',
          query: {
            PhoneNumbers: to.replace(/^\+86/, ''),
            SignName: settings.sign,
            TemplateCode: settings.template,
            TemplateParam: JSON.stringify({ code }),
          },
          // The provider refuses a time that is a quarter of an hour off its own, so the machine's clock is used.
          at: new Date(),
          nonce: randomUUID(),
        },
        { id: settings.keyId, secret: settings.keySecret },
      );
      try {
        const response = await fetch(`${origin}/?${query}`, {
          method: 'POST',
          headers: { ...headers, accept: 'application/json' },
          redirect: 'error',
          signal: timeLimit(PATIENCE_MS, closing.signal),
        });
        const answer = codeIn((await readBounded(response, LONGEST_ANSWER))?.toString('utf8') ?? '');
        const outcome = answer === null ? 'UNKNOWN' : outcomeOf(answer);
        // The message of the provider is left out, because it may repeat the number.
        if (outcome === 'DOWN' || outcome === 'UNKNOWN')
          log.error({ status: response.status, answer }, 'the provider of text messages refuses what is sent');
        return outcome;
      } catch (error) {
        const { code: fault, name } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
        log.warn({ fault: fault ?? name }, 'the provider of text messages does not answer');
        return UNREACHED.has(fault ?? '') ? 'DOWN' : 'UNKNOWN';
      }
    },
    close: () => closing.abort(new Error('the server stops')),
  };
}

/** The code in an answer, when it has the form of one; null for everything else, such as the page of a proxy. */
function codeIn(text: string): string | null {
  try {
    const { Code } = JSON.parse(text) as { Code?: unknown };
    return typeof Code === 'string' && /^[\w.]{2,80}$/.test(Code) ? Code : null;
  } catch {
    return null;
  }
}
