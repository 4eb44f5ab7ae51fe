import { customPinyin, pinyin } from 'pinyin-pro';
import { READINGS } from './pinyin-readings.js';

customPinyin({ ...READINGS });

const HAN = /\p{Script=Han}/u;
const OPTIONS = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const;

/** Returns the syllables of a Chinese text without tones, with v for ü. A run of other signs is one element. */
export const syllablesOf = (text: string): string[] => pinyin(text, OPTIONS);

/**
 * The longest text, in characters, that counts as a name or title. People look for names and titles by their first
 * letters.
 */
const NAME_LENGTH = 60;
/** How many characters on either side of a character with several readings are spelled again with another reading. */
const AROUND = { initials: 10, syllables: 6 };

/**
 * Returns the spellings by which `text` is found: the pinyin initials and the whole pinyin of the likeliest reading.
 * For names and titles there follows, for each character with another reading, its surroundings spelled with that
 * reading. People read unfamiliar names by the commonest readings: 大涌 is found by dac and by day. `text` must hold
 * letters and digits only.
 */
export function spellingsOf(text: string): string[] {
  const characters = text.match(/\p{Script=Han}|\P{Script=Han}+/gu) ?? [];
  const likeliest = syllablesOf(text);
  const initialOf = (syllable: string, at: number) =>
    HAN.test(characters[at] ?? '') ? [...syllable].slice(0, 1).join('') : syllable;
  const initials = likeliest.map(initialOf);
  const spellings = [initials.join(''), likeliest.join('')];
  // When the library divided the text in another way, the positions of characters are not certain.
  if ([...text].length > NAME_LENGTH || characters.length !== likeliest.length) return spellings;
  for (const [at, character] of characters.entries()) {
    if (!HAN.test(character)) continue;
    for (const syllable of new Set(pinyin(character, { ...OPTIONS, multiple: true }))) {
      if (syllable === likeliest[at]) continue;
      const initial = initialOf(syllable, at);
      if (initial !== initials[at]) spellings.push(around(initials.with(at, initial), at, AROUND.initials));
      spellings.push(around(likeliest.with(at, syllable), at, AROUND.syllables));
    }
  }
  return [...new Set(spellings)];
}

/** The other readings of single characters, which the library looks up slowly. */
const readingsOfSigns = new Map<string, readonly string[]>();

function otherReadings(sign: string): readonly string[] {
  let readings = readingsOfSigns.get(sign);
  if (readings === undefined) {
    readings = [...new Set(pinyin(sign, { ...OPTIONS, multiple: true }))];
    readingsOfSigns.set(sign, readings);
  }
  return readings;
}

/**
 * Returns how each sign of `text` is read, the likeliest reading first: [['da'], ['chong', 'yong']] for 大涌. A run of
 * letters and digits is one element with itself as its only reading. `text` must hold letters and digits only.
 */
export function readingsOf(text: string): string[][] {
  const signs = text.match(/\p{Script=Han}|\P{Script=Han}+/gu) ?? [];
  const likeliest = syllablesOf(text);
  if (signs.length !== likeliest.length) return likeliest.map((syllable) => [syllable]);
  const isName = [...text].length <= NAME_LENGTH;
  return signs.map((sign, at) => {
    const first = likeliest[at]!;
    return isName && HAN.test(sign) ? [...new Set([first, ...otherReadings(sign)])] : [first];
  });
}

const around = (parts: readonly string[], at: number, reach: number): string =>
  parts.slice(Math.max(0, at - reach), at + reach + 1).join('');

/**
 * Compares names for the order of a Chinese directory: by the pinyin of their likeliest reading, then by their signs.
 * The order is the same on every machine and database. Intl, MariaDB's collations and the plain library each place 重庆,
 * 长沙 and 厦门 elsewhere.
 */
export function compareNames(a: string, b: string): number {
  const [spelledA, spelledB] = [a, b].map((name) => syllablesOf(name.normalize('NFKC').toLowerCase()).join(' '));
  return compareText(spelledA!, spelledB!) || compareText(a, b);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
