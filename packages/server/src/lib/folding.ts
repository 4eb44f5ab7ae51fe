import { inOneForm } from './characters.js';

/**
 * Matches every character that the rules below would change, except capitals and the forms of Chinese characters. Most
 * names and titles contain none of these.
 */
const UNUSUAL = /[^\u0020-\u007e\u4e00-\u9fff]/;
const MIDDLE_DOTS =
  /[\u00b7\u0387\u16eb\u1427\u2022\u2027\u2219\u22c5\u2e31\u2e33\u30fb\u318d\ua78f\uff65\uff0e\ufe52]/g;
/** Dashes and minus signs of all widths. U+30FC is left out, because it is a letter of Japanese. */
const DASHES = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;
// Uyghur and Kazakh are written without these points, but copied Arabic text can bring them in.
const ARABIC_POINTS = /[\u0640\u064b-\u0652\u0670]/g;

/**
 * Returns `text` with everything in one form that readers take for the same: width, case, traditional and simplified
 * characters, radicals, middle dots (“·”), dashes (“-”) and blanks. Invisible characters are removed.
 */
export function foldCharacters(text: string): string {
  if (!UNUSUAL.test(text)) return inOneForm(text.toLowerCase());
  const compatible = text.replace(MIDDLE_DOTS, '·').replace(DASHES, '-').normalize('NFKC').toLowerCase();
  return inOneForm(
    compatible
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(ARABIC_POINTS, '')
      .replace(/[\s\p{Cc}\u2800]+/gu, ' '),
  );
}

// Scripts that are written without blanks between words, or with blanks that people leave out.
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Yi}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Tibetan}]';
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'u');
const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const BRACKETS_AND_QUOTES = /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'`\u00b4<>]/gu;
const DOT_IN_NUMBER = /(?<=\d)·(?=\d)/g;
/** Signs that only divide when they stand beside Chinese characters. People leave them out: “红色足迹——薪火相传”, “ABC 社工”. */
const DIVIDERS = /[ .,:;!?\-~\u3001\u3002\u0f0b\u0f0d]+/g;
const withoutDividers = (text: string): string =>
  text.replace(DIVIDERS, (marks, at: number) => {
    const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + marks.length, at + marks.length + 2)];
    return ENDS_UNSPACED.test(before) || BEGINS_UNSPACED.test(after) ? '' : marks;
  });
const ONLY_SPACES = /[^\p{L}\p{N} ]/u;

/**
 * Returns `text` as searches compare it: folded, without quotes, brackets, title marks and middle dots, and without the
 * blanks and marks beside Chinese characters.
 */
export function foldForSearch(text: string): string {
  const folded = foldCharacters(text);
  const bare = ONLY_SPACES.test(folded)
    ? folded.replace(BRACKETS_AND_QUOTES, '').replace(DOT_IN_NUMBER, '.').replaceAll('·', '')
    : folded;
  return withoutDividers(bare).replace(/ +/g, ' ').trim();
}

const asWritten = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/**
 * Returns the text that searches look through: `text` as `foldForSearch` returns it, followed by the text as it was
 * written. The second form serves searches for a mark that `foldForSearch` removes.
 */
export function foldedAndWritten(text: string): string {
  const [folded, written] = [foldForSearch(text), asWritten(text)];
  return folded === written ? folded : `${folded} ${written}`.trim();
}

/** Dividers between the words of a search. People write “长者、儿童” as well as “长者 儿童”. */
const WORD_DIVIDERS = /[\s,;\u3001\u3002\uff0c\uff1b\u2800]+/u;
/** The most words of a search. Nobody types more, and more would only burden the database. */
const MAX_WORDS = 10;

/**
 * Returns the distinct words of a search, each as `foldForSearch` spells it. A word of marks only stays as it was
 * written. A result must contain all words.
 */
export const searchWords = (query: string): string[] =>
  [
    ...new Set(
      query
        .split(WORD_DIVIDERS)
        .map((word) => foldForSearch(word) || asWritten(word))
        .filter(Boolean),
    ),
  ].slice(0, MAX_WORDS);

/** Whether `text` contains all `words` of a search. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const searched = foldedAndWritten(text);
  return words.every((word) => searched.includes(word));
}
