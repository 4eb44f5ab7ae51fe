import { newId } from '@hongchuang/server/lib/ids.ts';
import { DAY_MS, STORY_BEGINS } from './clock.ts';

// Values that an attacker or a broken form sends, by the kind of the input. `undefined` leaves the input out.

export interface Bad {
  what: string;
  value: unknown;
  code: 'BAD_USER_INPUT' | 'NOT_FOUND';
  /** The path of the fault below the input itself, such as ".0" for the first item of a list. */
  below?: string;
}

/** The values that one input refuses. */
export type Kind = readonly Bad[];

const bad = (what: string, value: unknown, below?: string): Bad => ({
  what,
  value,
  code: 'BAD_USER_INPUT',
  ...(below !== undefined && { below }),
});

const absent: Kind = [bad('left out', undefined), bad('null', null)];
/** Four bytes in UTF-8, two units in JavaScript, one character to people. */
const WIDE = '𠮷';

export interface TextKind {
  min?: number;
  max: number;
  multiline?: boolean;
  /** The input may be left out or empty. */
  optional?: boolean;
  /** Set where null means "leave it as it is". */
  nullable?: boolean;
}

const notText: Kind = [bad('a number', 7), bad('true', true), bad('an object', { a: 1 }), bad('a list', ['文字'])];

export function text({ min = 1, max, multiline = false, optional = false, nullable = optional }: TextKind): Kind {
  return [
    ...(nullable ? [] : absent),
    ...(optional
      ? []
      : [
          bad('empty', ''),
          bad('blanks', ' \t '),
          bad('ideographic blanks', '\u3000\u3000'),
          bad('zero-width characters alone', '\u200b\u200d\u2060'),
          bad('marks without a letter', '\u0301\u20e3'),
        ]),
    ...notText,
    bad('one character too many', '字'.repeat(max + 1)),
    bad('one 4-byte character too many', WIDE.repeat(max + 1)),
    bad('far too many characters', 'x'.repeat(max + 20_000)),
    ...(min > 1 ? [bad('one character too few', WIDE.repeat(min - 1))] : []),
    bad('NUL inside', '红\u0000创'),
    bad('ESC inside', '红\u001b[31m创'),
    bad('BEL inside', '红\u0007创'),
    bad('DEL inside', '红\u007f创'),
    bad('C1 control inside', '红\u0085创'),
    bad('U+2028 inside', '红\u2028创'),
    bad('U+2029 inside', '红\u2029创'),
    bad('byte order mark inside', '红\ufeff创'),
    bad('right-to-left override', '红\u202e001¥创'),
    bad('right-to-left mark', '红\u200f创'),
    bad('Arabic letter mark', '红\u061c创'),
    bad('isolate', '红\u2067创\u2069'),
    bad('half of a surrogate pair', '红\ud842创'),
    bad('the other half', '红\udfb7创'),
    ...(multiline ? [] : [bad('a line break inside', '红\n创'), bad('a tab inside', '红\t创')]),
  ];
}

export const email: Kind = [
  ...absent,
  ...notText,
  ...[
    '',
    '  ',
    'nobody',
    'a@',
    '@example.test',
    'a b@example.test',
    'a@b',
    'a@@example.test',
    'a@example..test',
    'a@-example.test',
    'a@example.test,b@example.test',
    'a@example.test\nbcc: b@example.test',
    '<script>@example.test',
    '"a"@example.test',
    'a@example.test\u0000',
    'a\u202e@example.test',
    'a\ud842@example.test',
    'a@[127.0.0.1]',
  ].map((value) => bad(JSON.stringify(value), value)),
  bad('a name of 65 characters', `${'a'.repeat(65)}@example.test`),
  bad('255 characters', `a@${'b.'.repeat(124)}test`.padStart(255, 'a')),
  bad(
    'a domain whose written-out form is too long',
    `a@${Array.from({ length: 9 }, (_, label) => Array.from({ length: 10 }, (_, index) => String.fromCodePoint(0x4e00 + label + index * 131)).join('')).join('.')}.test`,
  ),
];

export const password: Kind = [
  ...absent,
  ...notText,
  bad('empty', ''),
  bad('seven characters', 'a'.repeat(7)),
  bad('seven 4-byte characters', WIDE.repeat(7)),
  bad('201 characters', 'a'.repeat(201)),
  bad('half a surrogate pair', `a-good-password\ud842`),
  bad('NUL inside', 'a-good\u0000password'),
  bad('a common one', 'password123'),
  bad('a row of keys', 'qwertyuiop'),
];

const UNKNOWN: readonly string[] = [
  '',
  ' ',
  'x',
  '0',
  '-1',
  '😀',
  "' OR 1=1 --",
  '%',
  '../../etc/passwd',
  '{}',
  '\u0000',
  '\ud842',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(10_000),
];
const missing = (what: string, value: unknown): Bad => ({ what, value, code: 'NOT_FOUND' });

/** The id of an object: values that are no id at all, and ids of no object. */
export const id = ({ optional = false }: { optional?: boolean } = {}): Kind => [
  ...(optional ? [] : absent),
  bad('true', true),
  bad('a fraction', 1.5),
  bad('an object', {}),
  bad('a list', ['x']),
  ...UNKNOWN.map((value) => missing(JSON.stringify(value).slice(0, 40), value)),
  missing('a number', 7),
  missing('an id of nothing', newId()),
  missing('an id of nothing in capitals', newId().toUpperCase()),
];

const notNumber: Kind = [
  bad('a word', 'many'),
  bad('"NaN"', 'NaN'),
  bad('empty text', ''),
  bad('true', true),
  bad('an object', {}),
  bad('a list', [100, 200]),
];

export const wholeNumber = ({ min, max }: { min: number; max: number }): Kind => [
  ...absent,
  ...notNumber,
  ...(min > 0 ? [bad('zero', 0), bad('minus zero', -0)] : []),
  bad('negative', -10_000),
  bad('one too few', min - 1),
  bad('one too many', max + 1),
  bad('2^53 - 1', 2 ** 53 - 1),
  bad('2^53', 2 ** 53),
  bad('-2^53', -(2 ** 53)),
  bad('1e300', 1e300),
  bad('a fraction', min + 0.5),
  bad('a tiny fraction', min + 1e-9),
];

export const quantity = ({ max }: { max: number }): Kind => [
  ...absent,
  ...notNumber,
  bad('zero', 0),
  bad('minus zero', -0),
  bad('negative', -1),
  bad('a number in text', '3'),
  bad('a bit too much', max + 0.5),
  bad('2^53', 2 ** 53),
  bad('1e300', 1e300),
];

const noMoment: Kind = [
  ...[
    '',
    'tomorrow',
    '2031-06-08',
    '2031-06-08T10:00:00',
    '2031-02-30T00:00:00Z',
    '2031-02-29T00:00:00Z',
    '2031-13-01T00:00:00Z',
    '2031-00-10T00:00:00Z',
    '2031-06-08T25:00:00Z',
    '2031-06-08T10:61:00Z',
    '2031-06-08 10:00:00Z',
    '2031-06-08T10:00:00+99:00',
    '+012031-06-08T10:00:00Z',
    '-000001-06-08T10:00:00Z',
    '0000-06-08T10:00:00Z',
    "2031-06-08T10:00:00Z'--",
    '9999-12-31T23:59:59-10:00',
  ].map((value) => bad(JSON.stringify(value), value)),
  bad('milliseconds', 1_900_000_000_000),
  bad('true', true),
  bad('a list', ['2031-06-08T10:00:00Z']),
  bad('an object', {}),
];
const at = (ms: number) => new Date(ms).toISOString();

/** A future moment, at most `years` ahead. The clock must be near the start of the stories while these are sent. */
export const future = ({ years, optional = false }: { years: number; optional?: boolean }): Kind => [
  ...(optional ? [] : absent),
  ...noMoment,
  bad('a second ago', at(STORY_BEGINS.getTime() - 1_000)),
  bad('the epoch', at(0)),
  bad('before the epoch', '1969-12-31T23:59:59Z'),
  bad('yesterday', at(STORY_BEGINS.getTime() - DAY_MS)),
  bad('too far ahead', at(STORY_BEGINS.getTime() + (years * 366 + 2) * DAY_MS)),
  bad('the end of the calendar', '9999-12-31T23:59:59Z'),
];

/** A day, which may be left out. */
export const day = (): Kind => [
  ...['', 'tomorrow', '2026-02-30', '2026-6-1', '20260601', '2026-06-01T00:00:00Z', "2026-06-01' --"].map((value) =>
    bad(JSON.stringify(value), value),
  ),
  bad('a number', 20_260_601),
  bad('true', true),
  bad('an object', {}),
  bad('a list', ['2026-06-01']),
];

export const past = (): Kind => [
  ...absent,
  ...noMoment,
  bad('tomorrow', at(STORY_BEGINS.getTime() + DAY_MS)),
  bad('the end of the calendar', '9999-12-31T23:59:59Z'),
  bad('before anything of ours', '1999-12-31T15:59:59Z'),
  bad('the epoch', at(0)),
];

export const choice = ({ optional = false }: { optional?: boolean } = {}): Kind => [
  ...(optional ? [] : absent),
  bad('empty', ''),
  bad('none of the choices', 'NOTHING'),
  bad('a number', 1),
  bad('true', true),
  bad('an object', {}),
  bad('SQL', "APPROVE' --"),
];

export const flag = ({ optional = false }: { optional?: boolean } = {}): Kind => [
  ...(optional ? [] : absent),
  bad('"true"', 'true'),
  bad('1', 1),
  bad('an object', {}),
  bad('a list', [true]),
];

export const list = ({
  min,
  max,
  sample,
  optional = false,
}: {
  min: number;
  max: number;
  sample: unknown;
  optional?: boolean;
}): Kind => [
  ...(optional ? [] : absent),
  bad('text', 'x', '*'),
  bad('a number', 7, '*'),
  bad('null inside', [null], '.0'),
  bad('null at the end', [sample, null], '.1'),
  ...(min > 0 ? [bad('empty', [])] : []),
  bad(
    'one too many',
    Array.from({ length: max + 1 }, () => sample),
  ),
  bad(
    'far too many',
    Array.from({ length: max * 20 }, () => sample),
  ),
];

/** A list of ids. GraphQL turns a single value into a list of one, so a value that is no list is an unknown id. */
export const ids = (limits: { min: number; max: number; optional?: boolean }): Kind =>
  list({ ...limits, sample: newId() }).map((wrong) =>
    ['text', 'a number'].includes(wrong.what) ? { ...wrong, code: 'NOT_FOUND' } : wrong,
  );

export const object = ({ optional = false }: { optional?: boolean } = {}): Kind => [
  ...(optional ? [] : absent),
  bad('text', 'x'),
  bad('a number', 7),
  bad('a list', ['x']),
  bad('an input that does not exist', { surprise: 1 }, '*'),
];

/** The secret of a mailed link: whatever is wrong with it, the refusal is the same. */
export const linkToken: Kind = [
  ...absent,
  ...notText,
  ...['', ' ', 'x', '0'.repeat(43), "' OR 1=1 --", '\u0000'].map((value) => bad(JSON.stringify(value), value)),
];

/** What a browser returns for a passkey, as JSON. */
export const passkeyResponse: Kind = [
  ...absent,
  ...notText,
  ...['', 'x', '[]', '"{}"', 'null', '{"id":'].map((value) => bad(JSON.stringify(value), value)),
];

/** The code of an authenticator app. */
export const factorCode: Kind = [
  ...absent,
  ...notText,
  ...['', '12345', '1234567', 'abcdef', "' OR 1"].map((value) => bad(JSON.stringify(value), value)),
];

/** Versions of the privacy notice that never were. Null is none at all. */
export const noticeVersion: Kind = [
  ...notText,
  ...['', '2026-11-31', ' 2026-11-30', 'latest'].map((value) => bad(JSON.stringify(value), value)),
];
