import { create, type Font } from 'fontkit';
import { type Face, type FontFile, drawable, runsOf } from '../printouts/index.js';

/** One line of text as shapes, with its width in pixels. The baseline is at 0. */
export interface Outline {
  readonly path: string;
  readonly width: number;
}

const fonts = new WeakMap<FontFile, Font>();

function fontOf(file: FontFile): Font {
  let font = fonts.get(file);
  if (font === undefined) {
    const created = create(file.bytes);
    if (!('layout' in created)) throw new Error(`${file.name} holds several fonts`);
    fonts.set(file, (font = created));
  }
  return font;
}

/**
 * Returns `text` as SVG shapes. Shapes look the same on every machine, whatever fonts it has, and no text of people is
 * ever read as SVG.
 */
export function outlineOf(text: string, size: number, face: Face): Outline {
  const shapes: string[] = [];
  let x = 0;
  for (const run of runsOf(drawable(text, face.characters), face)) {
    const font = fontOf(run.font);
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(run.text);
    for (const [index, glyph] of glyphs.entries()) {
      const position = positions[index]!;
      const at = (x + position.xOffset * scale).toFixed(1);
      const d = glyph.path.toSVG();
      if (d !== '')
        shapes.push(
          `<path transform="translate(${at} ${(-position.yOffset * scale).toFixed(1)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})" d="${d}"/>`,
        );
      x += position.xAdvance * scale;
    }
  }
  return { path: shapes.join(''), width: x };
}

/** Pieces between which a line may break: single Chinese characters, and words with the blanks after them. */
const PIECES = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+\s*|\s+/gu;
/** No line begins with one of these. */
const CLOSING = /^[、。，．：；！？）》」』”’…]/u;

/** Divides `text` into at most `lines` lines of `width` pixels. The last line ends with “…” where text is left out. */
export function linesOf(text: string, size: number, width: number, lines: number, face: Face): Outline[] {
  const measured = (line: string) => outlineOf(line.trim(), size, face);
  const found: string[] = [];
  let line = '';
  const pieces = text.replace(/\s+/g, ' ').trim().match(PIECES) ?? [];
  for (const [index, piece] of pieces.entries()) {
    const longer = line + piece;
    if (line === '' || measured(longer).width <= width || CLOSING.test(piece)) {
      line = longer;
      continue;
    }
    if (found.length === lines - 1) {
      line = shortened(line + pieces.slice(index).join(''), size, width, face);
      break;
    }
    found.push(line);
    line = piece;
  }
  return [...found, line].map((one) => {
    const outline = measured(one);
    // A single word may be wider than the line.
    return outline.width <= width ? outline : measured(shortened(one, size, width, face));
  });
}

function shortened(text: string, size: number, width: number, face: Face): string {
  const characters = Array.from(text.trim());
  while (characters.length > 1 && outlineOf(`${characters.join('').trimEnd()}…`, size, face).width > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
