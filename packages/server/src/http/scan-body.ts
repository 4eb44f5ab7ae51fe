import { limitExceeded } from '../errors.js';
import { QUERY_LIMITS } from './limits.js';

/** Limits of the body of one request over HTTP. Each is a few times what our own pages need. */
export const BODY_LIMITS = {
  bytes: 256 * 1024,
  /** Depth of nested brackets. */
  nesting: QUERY_LIMITS.nesting,
  /** Commas, which separate values and fields. Our lists take at most 200 values, and their services say so. */
  values: 4_500,
} as const;

const [QUOTE, BACKSLASH, COLON, COMMA, LETTER_U] = [...'"\\:,u'].map((sign) => sign.charCodeAt(0));
const [BRACE, BRACKET, BRACE_END, BRACKET_END] = [...'{[}]'].map((sign) => sign.charCodeAt(0));
const KEY = '"query"';
/** The blanks of JSON are the bytes up to this one. */
const LAST_BLANK = 0x20;
/** An escape such as \u7ea2 takes the most bytes for one character. */
const MOST_BYTES_A_CHARACTER = '\\u0000'.length;
/** How many bytes of a text are read one by one before the end is searched for natively. */
const SHORT_TEXT_BYTES = 256;

/**
 * Throws LIMIT_EXCEEDED for a body of JSON that no request within the limits has. The check reads bytes only, because
 * `JSON.parse` takes ten times as long, and up to a millisecond for deep nesting or for a text over 128 KiB. A body that
 * is no JSON may pass.
 */
export function assertBodyWithinLimits(body: Buffer): void {
  let nesting = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      const end = endOfText(body, at + 1);
      if (nesting === 1 && isKeyOfQuery(body, at, end)) {
        const from = body.indexOf(QUOTE!, end + 1);
        at = endOfText(body, from + 1);
        if (isLongerThan(QUERY_LIMITS.characters, body, from + 1, at))
          throw limitExceeded('query.characters', { max: QUERY_LIMITS.characters });
      } else at = end;
    } else if (byte === COMMA) {
      if ((values += 1) > BODY_LIMITS.values) throw limitExceeded('body.values', { max: BODY_LIMITS.values });
    } else if (byte === BRACE || byte === BRACKET) {
      if ((nesting += 1) > BODY_LIMITS.nesting) throw limitExceeded('query.nesting', { max: BODY_LIMITS.nesting });
    } else if (byte === BRACE_END || byte === BRACKET_END) nesting -= 1;
  }
}

/** The place of the quotation mark that ends the text that begins at `from`, or the end of the body. */
function endOfText(body: Buffer, from: number): number {
  let at = from;
  for (;;) {
    for (const near = Math.min(at + SHORT_TEXT_BYTES, body.length); at < near; at += 1) {
      if (body[at] === QUOTE) return at;
      if (body[at] === BACKSLASH) at += 1;
    }
    const quote = body.indexOf(QUOTE!, at);
    if (quote < 0) return body.length;
    let backslashes = 0;
    while (body[quote - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** Whether the text between two quotation marks is the key `query`, and its value a text. */
function isKeyOfQuery(body: Buffer, from: number, to: number): boolean {
  if (to - from + 1 !== KEY.length || body.toString('latin1', from, to + 1) !== KEY) return false;
  const colon = skipBlanks(body, to + 1);
  return body[colon] === COLON && body[skipBlanks(body, colon + 1)] === QUOTE;
}

function skipBlanks(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length && body[at]! <= LAST_BLANK) at += 1;
  return at;
}

/** Whether a text of JSON in UTF-8 has more than `max` characters, counted as JavaScript counts them. */
function isLongerThan(max: number, body: Buffer, from: number, to: number): boolean {
  if (to - from <= max) return false;
  if (to - from > max * MOST_BYTES_A_CHARACTER) return true;
  let characters = 0;
  for (let at = from; at < to; characters += 1) {
    if (characters >= max) return true;
    const byte = body[at]!;
    if (byte === BACKSLASH) at += body[at + 1] === LETTER_U ? MOST_BYTES_A_CHARACTER : '\\n'.length;
    else {
      // Four bytes in UTF-8 are two characters of a JavaScript string.
      if (byte >= 0xf0) characters += 1;
      at += byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    }
  }
  return characters > max;
}
