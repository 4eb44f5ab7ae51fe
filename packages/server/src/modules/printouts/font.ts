import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { create } from 'fontkit';

/** The one face of all printouts: what it is and has is said in fonts/README.md. */
export interface Face {
  readonly bytes: Buffer;
  readonly characters: ReadonlySet<number>;
}

const FILE = new URL('../../../fonts/NotoSerifSC-Regular.ttf.br', import.meta.url);

async function readFace(): Promise<Face> {
  const bytes = await promisify(brotliDecompress)(await readFile(FILE));
  const font = create(bytes);
  if (!('characterSet' in font)) throw new Error(`${FILE.pathname} holds several fonts`);
  return { bytes, characters: new Set(font.characterSet) };
}

let face: Promise<Face> | undefined;

/** The font, read when the first paper is printed. */
export const loadFace = (): Promise<Face> => (face ??= readFace());

// Joiners and variation selectors shape their neighbours and have no look of their own.
const SHAPELESS = /[\u200b-\u200d\u2060\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/** `text` with each character that the font cannot draw spelled out: a name may look strange on paper, but never as if it were shorter. */
export function drawable(text: string, characters: ReadonlySet<number>): string {
  let drawn = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (SHAPELESS.test(character)) continue;
    drawn += characters.has(code) || character === '\n' ? character : `〔U+${code.toString(16).toUpperCase().padStart(4, '0')}〕`;
  }
  return drawn;
}
