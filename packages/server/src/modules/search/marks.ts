import { simplified } from '../../lib/characters.js';
import { foldCharacters } from '../../lib/folding.js';
import { readingsOf } from '../../lib/pinyin.js';
import { soundOf } from './forms.js';
import { spelledIn } from './sounds.js';

/** A part of a text that matches, in UTF-16 code units. */
export interface Mark {
  readonly start: number;
  readonly length: number;
}

const NOT_TYPED = /[^\p{L}\p{N}\p{M}]/gu;
const MOST_SIGNS = 20_000;
const HAN = /^\p{Script=Han}+$/u;
const LATIN = /^[a-z]+$/;
/** Texts are cut to this length, so that the first mark is on the first lines. */
const EXCERPT = { length: 110, before: 18 };

type Range = readonly [from: number, until: number];

/** The signs of a text that searches compare, and where in the text each of them stands. */
interface Folded {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** The folded forms of single signs, which all texts share. Their number is bounded by that of the signs in use. */
const foldedSigns = new Map<string, string>();

function foldSign(sign: string): string {
  let folded = foldedSigns.get(sign);
  if (folded === undefined) {
    folded = foldCharacters(sign).replace(NOT_TYPED, '');
    if (foldedSigns.size < MOST_SIGNS) foldedSigns.set(sign, folded);
  }
  return folded;
}

function foldWithPlaces(text: string): Folded {
  let folded = '';
  const ranges: Range[] = [];
  let at = 0;
  for (const sign of text) {
    const one = foldSign(sign);
    for (let unit = 0; unit < one.length; unit += 1) ranges.push([at, at + sign.length]);
    folded += one;
    at += sign.length;
  }
  return { text: folded, ranges };
}

/** Returns the parts of `text` that `words` match, in order. A word that is not written there may be spelled there. */
export function marksIn(text: string, words: readonly string[], isSpelled: boolean): Mark[] {
  const folded = foldWithPlaces(text);
  const found = words.flatMap((word) => {
    const written = writtenRanges(folded, word.replace(NOT_TYPED, ''));
    return written.length > 0 || !isSpelled ? written : spelledRanges(folded, word);
  });
  const marks: { start: number; end: number }[] = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks.map(({ start, end }) => ({ start, length: end - start }));
}

function writtenRanges({ text, ranges }: Folded, word: string): Range[] {
  const found: Range[] = [];
  if (word !== '')
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length))
      found.push([ranges[at]![0], ranges[at + word.length - 1]![1]]);
  return found;
}

function spelledRanges({ text, ranges }: Folded, word: string): Range[] {
  const sound = HAN.test(word)
    ? soundOf(word)
        .split(' ')
        .map((one) => one.split('/')[0]!)
        .join('')
    : word;
  if (!LATIN.test(sound)) return [];
  const plain = simplified(text);
  const signs = plain.match(/\p{Script=Han}|\P{Script=Han}+/gu) ?? [];
  const readings = readingsOf(plain);
  if (signs.length !== readings.length) return [];
  const at = spelledIn(
    readings.map((one) => ({ readings: one, hasInitials: one.every((reading) => LATIN.test(reading)) })),
    sound,
  );
  if (at === null) return [];
  const from = signs.slice(0, at[0]).join('').length;
  const until = signs.slice(0, at[1]).join('').length;
  return [[ranges[from]![0], ranges[until - 1]![1]]];
}

/** Cuts a long text around its first mark, with dots where something is left out. */
export function excerptOf(text: string, marks: readonly Mark[]): { text: string; marks: Mark[] } {
  if (text.length <= EXCERPT.length) return { text, marks: [...marks] };
  const first = marks[0]?.start ?? 0;
  let from = first + (marks[0]?.length ?? 0) > EXCERPT.length - 10 ? first - EXCERPT.before : 0;
  let until = Math.min(text.length, from + EXCERPT.length);
  // A sign of two code units is not cut.
  if (isSecondHalf(text, from)) from -= 1;
  if (isSecondHalf(text, until)) until -= 1;
  const [before, after] = [from > 0 ? '…' : '', until < text.length ? '…' : ''];
  return {
    text: `${before}${text.slice(from, until)}${after}`,
    marks: marks
      .filter(({ start, length }) => start >= from && start + length <= until)
      .map(({ start, length }) => ({ start: start - from + before.length, length })),
  };
}

const isSecondHalf = (text: string, at: number): boolean => /^[\udc00-\udfff]/.test(text.charAt(at));
