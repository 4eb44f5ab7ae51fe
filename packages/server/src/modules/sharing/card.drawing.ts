import sharp from 'sharp';
import type { Face } from '../printouts/index.js';
import { linesOf, outlineOf, type Outline } from './outlines.js';

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

const INK = '#1f2328';
const SLATE = '#5b6670';
const PAPER = '#ffffff';
const LINE = '#e3e6e8';
const CINNABAR = '#c8321e';
const PINE = '#2f6b4f';
const AMBER = '#b4690e';
const MIST = '#f6f7f8';

const placed = ({ path }: Outline, x: number, y: number, fill: string, strength = 0): string =>
  `<g transform="translate(${x} ${y})" fill="${fill}"${strength > 0 ? ` stroke="${fill}" stroke-width="${strength}"` : ''}>${path}</g>`;

function bar(x: number, y: number, width: number, share: number): string {
  const filled = Math.min(1, Math.max(0, share)) * width;
  const colour = share >= 1 ? PINE : CINNABAR;
  return `<rect x="${x}" y="${y}" width="${width}" height="20" rx="10" fill="${LINE}"/>${
    filled > 0 ? `<rect x="${x}" y="${y}" width="${Math.max(20, filled)}" height="20" rx="10" fill="${colour}"/>` : ''
  }`;
}

const mark = (x: number, y: number): string =>
  `<g transform="translate(${x} ${y}) scale(1.25)"><rect width="32" height="32" rx="7" fill="${CINNABAR}"/><path d="M7 21c4-1 6-4 9-11 3 7 5 10 9 11" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><circle cx="16" cy="22" r="2.4" fill="#fff"/></g>`;

/** A small deterministic random generator. */
function random(seed: string): () => number {
  let state = 2_166_136_261;
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16_777_619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

/** Hills, houses and a sun, where a project has no picture. */
function scene(seed: string, width: number, height: number): string {
  const next = random(seed);
  const ground = height * 0.8;
  const hill = (base: number, opacity: number) => {
    const peak = width * (0.2 + next() * 0.6);
    return `<path d="M0 ${height}V${base}Q${peak} ${base - height * (0.15 + next() * 0.2)} ${width} ${base + 20}V${height}Z" fill="${PINE}" opacity="${opacity}"/>`;
  };
  const houses: string[] = [];
  const accent = Math.floor(next() * 3);
  for (let x = width * 0.06, index = 0; x < width * 0.86; index += 1) {
    const wide = width * (0.1 + next() * 0.06);
    const high = height * (0.12 + next() * 0.18);
    const top = ground - high;
    const roof = index === accent ? CINNABAR : SLATE;
    houses.push(
      `<rect x="${x}" y="${top}" width="${wide}" height="${high}" fill="${PAPER}" stroke="${LINE}" stroke-width="2"/><path d="M${x - 8} ${top + 2}L${x + wide / 2} ${top - wide * 0.34}L${x + wide + 8} ${top + 2}Z" fill="${roof}"/><rect x="${x + wide / 2 - 8}" y="${top + high * 0.3}" width="16" height="20" rx="2" fill="${AMBER}" opacity="0.8"/>`,
    );
    x += wide + width * (0.02 + next() * 0.06);
  }
  return `<rect width="${width}" height="${height}" fill="${MIST}"/><circle cx="${width * (0.2 + next() * 0.6)}" cy="${height * 0.22}" r="${height * 0.08}" fill="${AMBER}" opacity="0.32"/>${hill(height * 0.55, 0.14)}${hill(height * 0.66, 0.24)}${houses.join('')}<path d="M0 ${ground}H${width}V${height}H0Z" fill="#d5e3db"/>`;
}

const WIDTH = 1200;
const HEIGHT = 630;
const PICTURE_WIDTH = 460;
const LEFT = PICTURE_WIDTH + 56;
const TEXT_WIDTH = WIDTH - LEFT - 56;

/** Draws a card of 1200 by 630 pixels as PNG: what chat apps show beside a link. */
export async function drawCard({ words, share, picture, seed }: Card, face: Face): Promise<Buffer> {
  const title = linesOf(words.title, 60, TEXT_WIDTH, 2, face);
  const [by] = linesOf(words.by, 30, TEXT_WIDTH, 1, face);
  const [about] = linesOf(words.about, 32, TEXT_WIDTH, 1, face);
  const standing = linesOf(words.standing, 28, TEXT_WIDTH, 2, face);
  const figure = outlineOf(words.figure, 84, face);
  const shrink = Math.min(1, TEXT_WIDTH / figure.width);
  const site = outlineOf(words.site, 30, face);
  const titleEnd = 112 + (title.length - 1) * 76;
  const front = svgOf(
    `${title.map((line, index) => placed(line, LEFT, 112 + index * 76, INK, 14)).join('')}
${by ? placed(by, LEFT, titleEnd + 52, SLATE) : ''}
<g transform="translate(${LEFT} 400) scale(${shrink.toFixed(3)})" fill="${CINNABAR}">${figure.path}</g>
${share === null ? '' : bar(LEFT, 424, TEXT_WIDTH, share)}
${about ? placed(about, LEFT, 492, INK) : ''}
${standing.map((line, index) => placed(line, LEFT, 536 + index * 38, SLATE)).join('')}
<rect x="24" y="${HEIGHT - 80}" width="${site.width + 84}" height="56" rx="10" fill="${PAPER}" opacity="0.9"/>
${mark(32, HEIGHT - 72)}${placed(site, 88, HEIGHT - 41, INK)}`,
  );
  const ground = svgOf(
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>${picture === null ? scene(seed, PICTURE_WIDTH, HEIGHT) : ''}`,
  );
  const cover =
    picture === null
      ? []
      : [{ input: await sharp(picture).resize(PICTURE_WIDTH, HEIGHT, { fit: 'cover' }).toBuffer(), left: 0, top: 0 }];
  return sharp(ground)
    .composite([...cover, { input: front, left: 0, top: 0 }])
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

const svgOf = (content: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${content}</svg>`,
  );
