import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { create } from 'fontkit';

/** One font file. fonts/README.md describes each file and its characters. */
export interface FontFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly characters: ReadonlySet<number>;
  /** How far letters reach above and below their baseline, as parts of the font size. */
  readonly ascent: number;
  readonly descent: number;
}

/** The fonts of printouts: the main one for Chinese and Latin text, and others for the country's other scripts. */
export interface Face {
  readonly main: FontFile;
  readonly others: readonly FontFile[];
  /** The characters that at least one of the fonts can draw. */
  readonly characters: ReadonlySet<number>;
}

const MAIN = 'NotoSerifSC';
const OTHERS = [
  'NotoSerifTibetan',
  'NotoNaskhArabic',
  'NotoSansMongolian',
  'NotoSansYi',
  'NotoSerifKR',
  'NotoSansNewTaiLue',
  'NotoSansTaiLe',
  'NotoSansTaiTham',
  'NotoSansLisu',
  'NotoSansMiao',
];

async function readFont(name: string): Promise<FontFile> {
  const file = new URL(`../../../fonts/${name}-Regular.ttf.br`, import.meta.url);
  const bytes = await promisify(brotliDecompress)(await readFile(file));
  const font = create(bytes);
  if (!('characterSet' in font)) throw new Error(`${file.pathname} holds several fonts`);
  return {
    name,
    bytes,
    characters: new Set(font.characterSet),
    ascent: font.ascent / font.unitsPerEm,
    descent: 0 - font.descent / font.unitsPerEm,
  };
}

async function readFace(): Promise<Face> {
  const [main, ...others] = await Promise.all([MAIN, ...OTHERS].map(readFont));
  return { main: main!, others, characters: new Set([main!, ...others].flatMap(({ characters }) => [...characters])) };
}

let face: Promise<Face> | undefined;

/** Returns the fonts. They are read when the first paper is printed. */
export const loadFace = (): Promise<Face> => (face ??= readFace());

// Joiners and variation selectors change their neighbours and have no shape of their own.
const SHAPELESS = /[\u200b-\u200d\u2060\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/**
 * Returns `text` in which each character that no font can draw is replaced by its code. A name may look strange on
 * paper, but it must not look shorter than it is.
 */
export function drawable(text: string, characters: ReadonlySet<number>): string {
  let drawn = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (SHAPELESS.test(character)) continue;
    drawn +=
      characters.has(code) || character === '\n'
        ? character
        : `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
  }
  return drawn;
}

/** A piece of text that one font draws. */
export interface Run {
  readonly font: FontFile;
  readonly text: string;
}

/**
 * Splits `text` into runs of one font each. The main font draws every character that it has. A blank between two
 * letters of another font belongs to that font, because the font needs it to shape words and to order words that run
 * from right to left.
 */
export function runsOf(text: string, { main, others }: Face): Run[] {
  const runs: { font: FontFile; text: string }[] = [];
  let blanks = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const last = runs.at(-1);
    if (character === ' ' && last !== undefined && last.font !== main) {
      blanks += character;
      continue;
    }
    const font = main.characters.has(code) ? main : (others.find(({ characters }) => characters.has(code)) ?? main);
    if (last?.font === font) last.text += blanks + character;
    else runs.push({ font, text: (font === main ? blanks : '') + character });
    if (last !== undefined && last.font !== font && font !== main) last.text += blanks;
    blanks = '';
  }
  return runs;
}
