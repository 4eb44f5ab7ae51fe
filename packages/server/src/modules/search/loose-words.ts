import { soundOf } from './forms.js';
import type { SoundIndex } from './sounds.js';

/** One way in which a word may be meant that was typed with an error. */
export type LooseWay =
  /** The word sounds like this: whole syllables, or initials. */
  | { readonly sound: string; readonly isWhole: boolean }
  /** The word stands in several parts, anywhere. */
  | { readonly all: readonly string[] }
  /** The word is written like this. `parts` are in the text whole. */
  | { readonly parts: readonly string[]; matches(text: string): boolean };

const HAN = /^\p{Script=Han}+$/u;
const LATIN = /^[a-z]+$/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Longer words are not tried, because the ways grow with their length. */
const LONGEST = 24;
/** The shortest words with one wrong sign. In shorter ones the other signs say too little. */
const SHORTEST = { han: 3, latin: 4 };
/** The most sounds that are tried for one word. */
const MOST_SOUNDS = 40;

const quote = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Returns the ways in which `word` may be meant, when nothing was found as it is. `isFound` says whether a part is found
 * as it is.
 */
export function looseWays(word: string, sounds: SoundIndex, isFound: (part: string) => boolean): LooseWay[] {
  const isHan = HAN.test(word);
  if (word.length > LONGEST) return [];
  const ways: LooseWay[] = [];
  // People choose the wrong one of the signs that an input method offers: 石歧 for 石岐.
  if (isHan && word.length > 1) {
    const sound = soundOf(word)
      .split(' ')
      .map((one) => one.split('/')[0]!)
      .join('');
    ways.push({ sound, isWhole: isSpelled(sound, sounds) });
  }
  if (LATIN.test(word))
    for (const sound of mistypedSounds(word, sounds).slice(0, MOST_SOUNDS))
      ways.push({ sound, isWhole: isSpelled(sound, sounds) });
  for (let at = 2; at <= word.length - 2; at += 1) {
    const all = [word.slice(0, at), word.slice(at)];
    if (isHan || (LATIN.test(word) && all.every((part) => isSpelled(part, sounds)))) ways.push({ all });
  }
  if (isHan && word.length > 5) ways.push({ all: longestParts(word, isFound) });
  if (word.length >= (isHan ? SHORTEST.han : SHORTEST.latin))
    for (let at = 0; at <= word.length; at += 1) ways.push(...writtenAround(word, at));
  return ways;
}

/** Divides `word` from its beginning into the longest parts that are found. What is not found stays one part. */
function longestParts(word: string, isFound: (part: string) => boolean): string[] {
  for (let end = word.length - 2; end >= 2; end -= 1) {
    const [part, rest] = [word.slice(0, end), word.slice(end)];
    if (isFound(part)) return [part, ...(rest.length < 4 || isFound(rest) ? [rest] : longestParts(rest, isFound))];
  }
  return [word];
}

/** The ways with an error at one sign: another sign or one too many stands there, or one is missing before it. */
function writtenAround(word: string, at: number): LooseWay[] {
  const way = (before: string, after: string, gap: string): LooseWay[] => {
    const parts = [before, after].filter((part) => part.length > 1);
    const pattern = new RegExp(`${quote(before)}${gap}${quote(after)}`, 'u');
    return parts.length === 0 ? [] : [{ parts, matches: (text) => pattern.test(text) }];
  };
  return [
    ...(at < word.length ? way(word.slice(0, at), word.slice(at + 1), '.?') : []),
    ...(at > 0 && at < word.length ? way(word.slice(0, at), word.slice(at), '.') : []),
  ];
}

/** Whether `text` is made of whole syllables. */
function isSpelled(text: string, sounds: SoundIndex): boolean {
  if (text === '') return true;
  for (let end = 1; end <= Math.min(6, text.length); end += 1)
    if (sounds.isSyllable(text.slice(0, end)) && isSpelled(text.slice(end), sounds)) return true;
  return false;
}

/** Returns the spellings of whole syllables, or of initials alone, that are one typing error away from `word`. */
function mistypedSounds(word: string, sounds: SoundIndex): string[] {
  const found = new Set<string>();
  const take = (spelling: string): void => {
    if (spelling.length > 1 && spelling !== word && isSpelled(spelling, sounds)) found.add(spelling);
  };
  const isInitials = !/[aeiouv]/.test(word);
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    const without = before + after.slice(1);
    take(without);
    if (isInitials && after !== '' && without.length > 1) found.add(without);
    if (after.length > 1) take(before + after[1]! + after[0]! + after.slice(2));
    if (word.length < SHORTEST.latin) continue;
    for (const letter of LETTERS) {
      take(before + letter + after);
      if (after !== '') take(before + letter + after.slice(1));
    }
  }
  return [...found];
}
