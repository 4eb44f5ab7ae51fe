import { simplified } from '../../lib/characters.js';
import { foldForSearch } from '../../lib/folding.js';
import { readingsOf } from '../../lib/pinyin.js';

/**
 * The version of what `formsOf` returns. Raise it with any change of the folding or of the readings: a server then makes
 * the stored forms anew when it starts.
 */
export const FORMS_VERSION = 1;

/** The texts by which a thing is found. */
export interface Texts {
  readonly title: string;
  /** Other names that belong to it whole, such as its place. */
  readonly names: readonly string[];
  /** A longer text. It is found by its signs and not by its sound. */
  readonly text: string;
}

/** The same texts in the forms in which they are searched. Names are divided by line breaks. */
export interface Forms {
  readonly title: string;
  readonly names: string;
  readonly text: string;
  /** The readings of the title: signs divided by blanks, and the readings of one sign by slashes. */
  readonly titleSound: string;
  readonly namesSound: string;
}

/** Stands in the sounds between two names. No word matches it. */
export const BREAK = '\n';

/** Returns the readings of `text`: “da chong/yong” for 大涌. Signs that nobody types are left out. */
export const soundOf = (text: string): string =>
  readingsOf(simplified(text.normalize('NFKC').toLowerCase()).replace(/[^\p{L}\p{N}]/gu, ''))
    .map((readings) => readings.join('/'))
    .join(' ');

export const formsOf = ({ title, names, text }: Texts): Forms => ({
  title: foldForSearch(title),
  names: names.map(foldForSearch).join(BREAK),
  text: foldForSearch(text),
  titleSound: soundOf(title),
  namesSound: names.map(soundOf).join(` ${BREAK} `),
});

/** The forms as one column keeps them. */
export const packForms = (forms: Forms): string =>
  JSON.stringify([forms.title, forms.names, forms.text, forms.titleSound, forms.namesSound]);

export function unpackForms(packed: string): Forms {
  const [title, names, text, titleSound, namesSound] = JSON.parse(packed) as string[];
  return { title: title!, names: names!, text: text!, titleSound: titleSound!, namesSound: namesSound! };
}
