import type { Face } from '../printouts/index.js';
import { type CardWords, compose } from './card.drawing.js';
import { linesOf, outlineOf } from './outlines.js';
import { bar, CINNABAR, codeOf, INK, LINE, mark, placed, SLATE } from './shapes.js';

/** What a poster shows, in words. */
export interface Poster {
  readonly words: CardWords;
  /** The part of the goal that was raised, from 0 to 1. */
  readonly share: number;
  /** The cover in any format that sharp reads; null draws a scene. */
  readonly picture: Buffer | null;
  readonly seed: string;
  /** What amounts do: "¥100 one lunch". */
  readonly examples: readonly string[];
  /** What the reader is to do with the code. */
  readonly scan: string;
  /** The address in the code. */
  readonly link: string;
  /** The same address as people type it. */
  readonly address: string;
  /** The moment of the figures, in words. */
  readonly at: string;
}

/** The size of a phone's screen, which is what people pass on in chats. */
const WIDTH = 1080;
const HEIGHT = 1920;
const MARGIN = 72;
const TEXT_WIDTH = WIDTH - 2 * MARGIN;
const COVER_HEIGHT = 720;
const FOOT = 1560;
const CODE = 264;
/** How many examples a poster has room for. */
export const MOST_EXAMPLES = 3;

/** Draws a poster of 1080 by 1920 pixels as PNG. */
export function drawPoster(poster: Poster, face: Face): Promise<Buffer> {
  const { words, share, picture, seed } = poster;
  const parts: string[] = [];
  let y = COVER_HEIGHT + 24;
  const lines = (text: string, size: number, most: number, colour: string, { weight = 0, width = TEXT_WIDTH } = {}) => {
    for (const line of linesOf(text, size, width, most, face)) {
      y += size * 1.34;
      parts.push(placed(line, MARGIN, y - size * 0.26, colour, weight));
    }
  };
  lines(words.title, 66, 2, INK, { weight: 14 });
  y += 8;
  lines(words.by, 34, 1, SLATE);
  y += 14;
  const figure = outlineOf(words.figure, 118, face);
  const shrink = Math.min(1, TEXT_WIDTH / figure.width);
  y += 118;
  parts.push(
    `<g transform="translate(${MARGIN} ${y}) scale(${shrink.toFixed(3)})" fill="${CINNABAR}">${figure.path}</g>`,
  );
  y += 34;
  parts.push(bar(MARGIN, y, TEXT_WIDTH, share, 26));
  y += 30;
  lines(words.about, 38, 1, INK);
  lines(words.standing, 34, 1, SLATE);
  y += 28;
  for (const example of poster.examples.slice(0, MOST_EXAMPLES)) {
    // What does not fit above the foot is left out.
    if (y + 48 > FOOT - 24) break;
    lines(example, 34, 1, INK);
  }
  parts.push(`<rect x="${MARGIN}" y="${FOOT}" width="${TEXT_WIDTH}" height="2" fill="${LINE}"/>`);
  const code = codeOf(poster.link);
  parts.push(
    `<path transform="translate(${MARGIN} ${FOOT + 44}) scale(${CODE / code.side})" d="${code.path}" fill="${INK}" shape-rendering="crispEdges"/>`,
  );
  const left = MARGIN + CODE + 40;
  const beside = WIDTH - MARGIN - left;
  const [address] = linesOf(poster.address, 32, beside, 1, face);
  const [at] = linesOf(poster.at, 26, beside, 1, face);
  for (const [index, line] of linesOf(poster.scan, 44, beside, 2, face).entries())
    parts.push(placed(line, left, FOOT + 92 + index * 56, INK, 14));
  if (address) parts.push(placed(address, left, FOOT + 206, SLATE));
  parts.push(mark(left, FOOT + 236), placed(outlineOf(words.site, 30, face), left + 54, FOOT + 268, INK));
  if (at) parts.push(placed(at, left, FOOT + 312, SLATE));
  return compose({
    width: WIDTH,
    height: HEIGHT,
    front: parts.join(''),
    picture,
    seed,
    cover: { width: WIDTH, height: COVER_HEIGHT },
  });
}
