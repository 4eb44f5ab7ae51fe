import sharp from 'sharp';
import type { Face } from '../printouts/index.js';
import { linesOf, outlineOf } from './outlines.js';
import { bar, CINNABAR, INK, mark, PAPER, placed, scene, SLATE, svgOf } from './shapes.js';

/** What a card shows, in words. */
export interface CardWords {
  readonly title: string;
  /** Who runs the project. */
  readonly by: string;
  /** The amount, drawn largest. */
  readonly figure: string;
  /** What the amount is: "raised of ¥20,000, 12 backers". */
  readonly about: string;
  /** What happens next and by when. */
  readonly standing: string;
  readonly site: string;
}

export interface Card {
  readonly words: CardWords;
  /** The part of the goal that was raised, from 0 to 1; null draws no bar. */
  readonly share: number | null;
  /** The cover in any format that sharp reads; null draws a scene. */
  readonly picture: Buffer | null;
  /** The same seed always draws the same scene. */
  readonly seed: string;
}

/** `wide` is what most apps show beside a link; `square` is what WeChat and QQ cut out of it. */
export const SHAPES = { wide: { width: 1200, height: 630 }, square: { width: 600, height: 600 } } as const;
export type Shape = keyof typeof SHAPES;

/** Draws a card as PNG. */
export const drawCard = (card: Card, shape: Shape, face: Face): Promise<Buffer> =>
  shape === 'wide' ? drawWide(card, face) : drawSquare(card, face);

async function drawWide({ words, share, picture, seed }: Card, face: Face): Promise<Buffer> {
  const { width, height } = SHAPES.wide;
  const pictureWidth = 460;
  const left = pictureWidth + 56;
  const textWidth = width - left - 56;
  const title = linesOf(words.title, 60, textWidth, 2, face);
  const [by] = linesOf(words.by, 30, textWidth, 1, face);
  const [about] = linesOf(words.about, 32, textWidth, 1, face);
  const standing = linesOf(words.standing, 28, textWidth, 2, face);
  const figure = outlineOf(words.figure, 84, face);
  const shrink = Math.min(1, textWidth / figure.width);
  const site = outlineOf(words.site, 30, face);
  const titleEnd = 112 + (title.length - 1) * 76;
  const front = `${title.map((line, index) => placed(line, left, 112 + index * 76, INK, 14)).join('')}
${by ? placed(by, left, titleEnd + 52, SLATE) : ''}
<g transform="translate(${left} 400) scale(${shrink.toFixed(3)})" fill="${CINNABAR}">${figure.path}</g>
${share === null ? '' : bar(left, 424, textWidth, share)}
${about ? placed(about, left, 492, INK) : ''}
${standing.map((line, index) => placed(line, left, 536 + index * 38, SLATE)).join('')}
<rect x="24" y="${height - 80}" width="${site.width + 84}" height="56" rx="10" fill="${PAPER}" opacity="0.9"/>
${mark(32, height - 72)}${placed(site, 88, height - 41, INK)}`;
  return compose({ width, height, front, picture, seed, cover: { width: pictureWidth, height } });
}

/** Shown at 80 pixels, so it holds the picture, the title and the amount only. */
async function drawSquare({ words, share, picture, seed }: Card, face: Face): Promise<Buffer> {
  const { width, height } = SHAPES.square;
  const textWidth = width - 64;
  const [title] = linesOf(words.title, 56, textWidth, 1, face);
  const figure = outlineOf(words.figure, 88, face);
  const shrink = Math.min(1, textWidth / figure.width);
  const front = `${title ? placed(title, 32, 402, INK, 14) : ''}
<g transform="translate(32 508) scale(${shrink.toFixed(3)})" fill="${CINNABAR}">${figure.path}</g>
${share === null ? '' : bar(32, 540, textWidth, share, 28)}`;
  return compose({ width, height, front, picture, seed, cover: { width, height: 320 } });
}

interface Composition {
  readonly width: number;
  readonly height: number;
  /** SVG elements over everything else. */
  readonly front: string;
  readonly picture: Buffer | null;
  readonly seed: string;
  /** The size of the picture, which lies in the upper left corner. */
  readonly cover: { readonly width: number; readonly height: number };
}

/** Puts words over a picture, or over a scene where there is none. */
export async function compose({ width, height, front, picture, seed, cover }: Composition): Promise<Buffer> {
  const ground = `<rect width="${width}" height="${height}" fill="${PAPER}"/>${picture === null ? scene(seed, cover.width, cover.height) : ''}`;
  const shown =
    picture === null
      ? []
      : [
          {
            input: await sharp(picture).resize(cover.width, cover.height, { fit: 'cover' }).toBuffer(),
            left: 0,
            top: 0,
          },
        ];
  return sharp(svgOf(width, height, ground))
    .composite([...shown, { input: svgOf(width, height, front), left: 0, top: 0 }])
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}
