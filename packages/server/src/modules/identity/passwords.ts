import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { badInput } from '../../errors.js';
import { newToken } from '../../lib/ids.js';
import { readPassword } from './identity.rules.js';

/** Words that are common in passwords here and missing from the dictionary of leaked ones. */
const LOCAL_WORDS =
  'woaini woaiwojia 5201314 1314520 1314 520520 wodemima mima nihao zhongguo aini hongchuang 红创 zhongshan 中山 gongyi cishan juankuan'.split(
    ' ',
  );

/** The strength is estimated from this many characters, because the work grows with the square of the length. */
const CHARACTERS_ESTIMATED = 64;
/** Below this score a password falls within a million guesses. */
const LEAST_SCORE = 2;

const REASONS = {
  topTen: 'common',
  topHundred: 'common',
  common: 'common',
  similarToCommon: 'common',
  wordByItself: 'common',
  pwned: 'common',
  simpleRepeat: 'repeat',
  extendedRepeat: 'repeat',
  straightRow: 'pattern',
  keyPattern: 'pattern',
  sequences: 'pattern',
  recentYears: 'date',
  dates: 'date',
  userInputs: 'personal',
  namesByThemselves: 'personal',
  commonNames: 'personal',
} as const;

// Made at the first use, because the dictionary takes half a second to unpack.
let estimator: ZxcvbnFactory | undefined;

/**
 * Returns a new password as typed. Throws BAD_USER_INPUT with the reason when it is too short, too long, or among the
 * first that somebody would guess. `personal` is what others know of its owner. There are no rules of composition,
 * because they make passwords that are hard to remember and easy to guess.
 */
export function readNewPassword(field: string, raw: string, personal: readonly string[]): string {
  const password = readPassword(field, raw);
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, local: LOCAL_WORDS },
    graphs: adjacencyGraphs,
    maxLength: CHARACTERS_ESTIMATED,
  });
  const known = personal
    .flatMap((text) => [text, ...text.split('@'), ...text.split(/[@._-]/)])
    .filter((word) => word.length > 1);
  const { score, feedback } = estimator.check(password, known);
  if (score < LEAST_SCORE) {
    const reason = REASONS[feedback.warning as keyof typeof REASONS] ?? 'simple';
    throw badInput(field, `password.guessable.${reason}`);
  }
  return password;
}

/** How many passwords this process has hashed or verified. Tests compare it, because nearly all time is spent there. */
export const passwordWork = { done: 0 };

export function hashPassword(password: string): Promise<string> {
  passwordWork.done += 1;
  return hash(password);
}

/**
 * The hash to verify against when no account has the address, so that a response takes equally long for known and
 * unknown addresses.
 */
const decoyHash = hash(newToken());

/** Whether `typed` is the password behind `passwordHash`. The work is the same when there is no hash. */
export async function isPassword(typed: string, passwordHash: string | undefined): Promise<boolean> {
  passwordWork.done += 1;
  const matches = await verify(passwordHash ?? (await decoyHash), typed.normalize('NFC'));
  return matches && passwordHash !== undefined;
}
