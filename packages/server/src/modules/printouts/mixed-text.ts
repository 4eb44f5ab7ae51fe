import { runsOf, type Face, type Run } from './font.js';

/** A run with its drawn width. */
export interface PlacedRun extends Run {
  readonly width: number;
}

export interface MixedLine {
  readonly runs: readonly PlacedRun[];
  readonly width: number;
  /** As parts of the font size. */
  readonly ascent: number;
  readonly descent: number;
}

// A line can break beside Chinese and Yi characters, after blanks, and after the dot that ends a Tibetan syllable.
const PIECES =
  /\n|[\p{Script=Han}\p{Script=Yi}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\p{Script=Yi}\u3000-\u303f\uff00-\uffef\u0f0b]+[\u0f0b\s]*|[\u0f0b\s]+/gu;

export const isMixed = (text: string, face: Face): boolean => runsOf(text, face).some(({ font }) => font !== face.main);

const isFromRight = ({ text }: Run): boolean => /\p{Script=Arabic}/u.test(text);
const isMark = ({ text }: Run): boolean => /^[\s\p{P}]+$/u.test(text);

/**
 * Returns the runs in their order from left to right. Right-to-left words that only marks separate, such as a middle
 * dot, are put in right-to-left order.
 */
function inReadingOrder(runs: readonly Run[]): Run[] {
  const ordered: Run[] = [];
  for (let from = 0; from < runs.length;) {
    let to = from;
    while (isFromRight(runs[from]!) && to + 2 < runs.length && isMark(runs[to + 1]!) && isFromRight(runs[to + 2]!))
      to += 2;
    ordered.push(...runs.slice(from, to + 1).reverse());
    from = to + 1;
  }
  return ordered;
}

/**
 * Splits `text` of several scripts into lines of at most `width`. pdfkit handles lines of one font only, and cannot
 * align lines in which the font changes.
 */
export function mixedLines(
  text: string,
  face: Face,
  width: number,
  indent: number,
  measure: (run: Run) => number,
): MixedLine[] {
  const placed = (line: string): MixedLine => {
    const runs = inReadingOrder(runsOf(line.trimEnd(), face)).map((run) => ({ ...run, width: measure(run) }));
    const fonts = [face.main, ...runs.map(({ font }) => font)];
    return {
      runs,
      width: runs.reduce((sum, run) => sum + run.width, 0),
      ascent: Math.max(...fonts.map(({ ascent }) => ascent)),
      descent: Math.max(...fonts.map(({ descent }) => descent)),
    };
  };
  const lines: string[] = [''];
  const room = () => width - (lines.length === 1 ? indent : 0);
  const fits = (line: string) => placed(line).width <= room() + 0.01;
  const add = (piece: string) => {
    if (fits(lines.at(-1)! + piece)) lines.push(lines.pop()! + piece);
    else if (lines.at(-1) !== '' || [...piece].length === 1) lines.push(piece);
    else for (const letter of piece) add(letter);
  };
  for (const piece of text.match(PIECES) ?? []) {
    if (piece === '\n') lines.push('');
    else if (!fits(piece) && [...piece].length > 1) for (const letter of piece) add(letter);
    else add(piece);
  }
  return lines.map(placed);
}
