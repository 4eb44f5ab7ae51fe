import { foldCharacters } from './folding.js';

/** A name in the form in which names are compared. */
export interface ComparableName {
  /** Letters, digits and the stars with which banks mask letters, without words that every company's name has. */
  readonly plain: string;
  /** The letters as people count them: one for 𠮷, and one for a letter with its vowel sign. */
  readonly signs: readonly string[];
  /** The parts between middle dots: two for 阿依古丽·买买提. */
  readonly parts: readonly string[];
}

const DOT_OF_NAME = /[·.]/;
const NO_PART_OF_NAME = /[^\p{L}\p{M}\p{N}*·.]/gu;
const COMPANY = /(?:股份|集团)?有限(?:责任)?公司|(?:股份|集团)公司|(?:co)?ltd$/g;
const STARS = /[\u2217\u204e\u26b9\u2731\ufe61\uff0a]/g;
// Accents are removed, because banks leave them out.
const MAY_HAVE_ACCENTS = /[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]/;
const LATIN_ACCENTS = /(?<=\p{Script=Latin}\p{Mn}*)\p{Mn}/gu;
const withoutAccents = (text: string): string =>
  MAY_HAVE_ACCENTS.test(text) ? text.normalize('NFD').replace(LATIN_ACCENTS, '').normalize('NFC') : text;
const COMMON = /^[\u4e00-\u9fff]*$/;

const withSigns = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/**
 * Returns code points, or grapheme clusters where marks may combine: a search for clusters takes a hundred times as
 * long.
 */
const signsOf = (plain: string): string[] =>
  /\p{M}/u.test(plain) ? [...withSigns.segment(plain)].map(({ segment }) => segment) : [...plain];

/**
 * Returns `name` in the form in which names are compared: folded by `foldCharacters`, without blanks, brackets and
 * other marks.
 */
export function comparableName(name: string): ComparableName {
  const folded = foldCharacters(name);
  if (COMMON.test(folded)) {
    const plain = folded.replace(COMPANY, '');
    return { plain, signs: [...plain], parts: [plain] };
  }
  const dotted = withoutAccents(folded).replace(STARS, '*').replace(NO_PART_OF_NAME, '');
  const parts = dotted.split(DOT_OF_NAME).filter(Boolean);
  const plain = parts.join('').replace(COMPANY, '');
  return { plain, signs: signsOf(plain), parts };
}

/** Whether a name shows no letter at all. */
export const isHidden = ({ plain }: ComparableName): boolean => plain === '' || /^\*+$/.test(plain);

/** Whether `shown`, in which a bank may mask letters with stars, is the name `full`. */
export function isSameName(shown: ComparableName, full: ComparableName): boolean {
  if (isHidden(shown) || full.plain === '') return false;
  if (!shown.plain.includes('*')) return shown.plain === full.plain;
  return (
    isSameMasked(shown.signs, full.signs) ||
    (full.parts.length > 1 && (isSameMasked(shown.signs, withDots(full)) || hidesParts(shown.plain, full.parts)))
  );
}

/** Compares names in which one star masks one sign. */
const isSameMasked = (shown: readonly string[], full: readonly string[]): boolean =>
  shown.length === full.length && shown.every((sign, index) => sign === '*' || sign === full[index]);

/** Returns the signs of a name with its middle dots, because some banks mask the dot as well as the letters. */
const withDots = ({ parts }: ComparableName): string[] =>
  parts.flatMap((part, index) => (index === 0 ? signsOf(part) : ['·', ...signsOf(part)]));

/**
 * Whether a mask hides whole parts of a name: some banks write a star or two for a part of any length, such as 阿依古丽*
 * for 阿依古丽·买买提.
 */
function hidesParts(shown: string, parts: readonly string[]): boolean {
  const [before, after, more] = shown.split(/\*+/);
  if (more !== undefined) return false;
  for (let from = 0; from < parts.length; from += 1) {
    if (parts.slice(0, from).join('') !== before) continue;
    for (let to = from + 1; to <= parts.length; to += 1) if (parts.slice(to).join('') === after) return true;
  }
  return false;
}

const atBegin = (length: number | '', sign: string | undefined): string => `${length}^${sign ?? ''}`;
const atEnd = (length: number | '', sign: string | undefined): string => `${length}$${sign ?? ''}`;

/** Returns the keys that find a full name from everything that a bank may show of it; see `keysOfShown`. */
export function keysOfFull({ plain, signs, parts }: ComparableName): string[] {
  const lengths: (number | '')[] =
    parts.length > 1 ? [signs.length, signs.length + parts.length - 1, ''] : [signs.length];
  return [plain, ...lengths.flatMap((length) => [atBegin(length, signs[0]), atEnd(length, signs.at(-1))])];
}

/**
 * Returns keys, at least one of which each name has that `shown` may stand for. Banks leave the first or the last sign,
 * so a masked name is looked up by that sign and the length. A second key has no length, because the masked length of a
 * name in several parts says nothing. Returns no keys when both ends are masked.
 */
export function keysOfShown({ plain, signs }: ComparableName): string[] {
  if (!plain.includes('*')) return [plain];
  if (signs[0] !== '*') return [atBegin(signs.length, signs[0]), atBegin('', signs[0])];
  if (signs.at(-1) !== '*') return [atEnd(signs.length, signs.at(-1)), atEnd('', signs.at(-1))];
  return [];
}
