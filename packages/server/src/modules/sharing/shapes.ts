import { qrCode } from '../printouts/index.js';
import type { Outline } from './outlines.js';

export const INK = '#1f2328';
export const SLATE = '#5b6670';
export const PAPER = '#ffffff';
export const LINE = '#e3e6e8';
export const CINNABAR = '#c8321e';
const PINE = '#2f6b4f';
const AMBER = '#b4690e';
const MIST = '#f6f7f8';

/** Sets a line of text with its baseline at `y`. `strength` thickens its strokes. */
export const placed = ({ path }: Outline, x: number, y: number, fill: string, strength = 0): string =>
  `<g transform="translate(${x} ${y})" fill="${fill}"${strength > 0 ? ` stroke="${fill}" stroke-width="${strength}"` : ''}>${path}</g>`;

/** The progress towards the goal. */
export function bar(x: number, y: number, width: number, share: number, height = 20): string {
  const filled = Math.min(1, Math.max(0, share)) * width;
  const colour = share >= 1 ? PINE : CINNABAR;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${height / 2}" fill="${LINE}"/>${
    filled > 0
      ? `<rect x="${x}" y="${y}" width="${Math.max(height, filled)}" height="${height}" rx="${height / 2}" fill="${colour}"/>`
      : ''
  }`;
}

/** The mark of the site, 40 pixels wide at scale 1. */
export const mark = (x: number, y: number, scale = 1): string =>
  `<g transform="translate(${x} ${y}) scale(${1.25 * scale})"><rect width="32" height="32" rx="7" fill="${CINNABAR}"/><path d="M7 21c4-1 6-4 9-11 3 7 5 10 9 11" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/><circle cx="16" cy="22" r="2.4" fill="#fff"/></g>`;

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
export function scene(seed: string, width: number, height: number): string {
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

/** Returns the dark fields of a QR code as the data of an SVG path, and how many fields a side has. */
export function codeOf(text: string): { path: string; side: number } {
  const fields = qrCode(text);
  const dark = fields.flatMap((row, line) =>
    row.flatMap((isDark, column) => (isDark ? [`M${column} ${line}h1v1h-1z`] : [])),
  );
  return { path: dark.join(''), side: fields.length };
}

/** An SVG document of the given size in pixels. */
export const svgOf = (width: number, height: number, content: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  );
