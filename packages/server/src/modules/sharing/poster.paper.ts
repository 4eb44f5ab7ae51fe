import sharp from 'sharp';
import type { Language } from '../../messages/index.js';
import { COLOURS, type Face, mm, Paper } from '../printouts/index.js';
import { MOST_EXAMPLES, type Poster } from './poster.drawing.js';
import { scene, svgOf } from './shapes.js';

export type Sheet = 'A4' | 'A3';

/** The width of A4, for which all lengths below are written. */
const A4_WIDTH_MM = 210;
const COVER_MM = { width: A4_WIDTH_MM, height: 112 };
const PIXELS_PER_MM = 12;
/** A scene is drawn for screens, and enlarged for paper. */
const SCENE_SCALE = 3;

/** The cover as a picture that PDF knows. */
function coverOf({ picture, seed }: Poster): Promise<Buffer> {
  const width = COVER_MM.width * PIXELS_PER_MM;
  const height = COVER_MM.height * PIXELS_PER_MM;
  const [across, down] = [width / SCENE_SCALE, height / SCENE_SCALE];
  const ground = picture ?? svgOf(across, down, scene(seed, across, down));
  // Pixels of an SVG are those of 72 dots per inch.
  return sharp(ground, { density: 72 * SCENE_SCALE })
    .resize(width, height, { fit: 'cover' })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** Prints a poster as PDF. A3 has the same layout, larger. */
export async function posterPaper(
  poster: Poster,
  { face, language, sheet, at }: { face: Face; language: Language; sheet: Sheet; at: Date },
): Promise<Buffer> {
  const { words, share, link } = poster;
  const cover = await coverOf(poster);
  const paper = new Paper({ face, language, title: words.title, at, size: sheet });
  const factor = paper.width / mm(A4_WIDTH_MM);
  const length = (millimetres: number) => mm(millimetres) * factor;
  const points = (size: number) => size * factor;
  const margin = length(18);
  const width = paper.width - 2 * margin;
  paper.decorate((pdf) => pdf.image(cover, 0, 0, { width: paper.width, height: length(COVER_MM.height) }));

  const place = (y: number) => ({ x: margin, y, width });
  let y = length(COVER_MM.height + 8);
  const title = { size: points(30), weight: 0.6 * factor };
  y = paper.write('H1', words.title, place(y), paper.fitting(words.title, width, title, 2, points(18)));
  y = paper.write('P', words.by, place(y + length(1)), { size: points(13), color: COLOURS.slate });
  y = paper.write('H2', words.figure, place(y + length(4)), { size: points(46), color: COLOURS.cinnabar });
  y += length(3);
  paper.decorate((pdf) => {
    const height = length(4);
    const filled = Math.min(1, Math.max(0, share)) * width;
    pdf.roundedRect(margin, y, width, height, height / 2).fill(COLOURS.line);
    if (filled > 0)
      pdf
        .roundedRect(margin, y, Math.max(height, filled), height, height / 2)
        .fill(share >= 1 ? COLOURS.pine : COLOURS.cinnabar);
  });
  y = paper.write('P', words.about, place(y + length(7)), { size: points(14) });
  y = paper.write('P', words.standing, place(y + length(1)), { size: points(13), color: COLOURS.slate });
  const foot = paper.height - length(52);
  y += length(3);
  for (const example of poster.examples.slice(0, MOST_EXAMPLES)) {
    const style = paper.fitting(example, width, { size: points(14) }, 1, points(9));
    // What does not fit above the foot is left out.
    if (y + paper.heightOf(example, width, style) > foot - length(3)) break;
    y = paper.write('P', example, place(y + length(1)), style);
  }

  paper.rule(margin, foot, width, COLOURS.line, 0.5 * factor);
  const side = length(36);
  paper.qrCode(link, margin, foot + length(6), side);
  const left = margin + side + length(8);
  const beside = (from: number) => ({ x: left, y: from, width: paper.width - margin - left });
  y = paper.write('P', poster.scan, beside(foot + length(7)), { size: points(18), weight: 0.4 * factor });
  y = paper.write('P', poster.address, beside(y + length(2)), { size: points(12), color: COLOURS.slate });
  y = paper.write('P', paper.words('paper.platform'), beside(y + length(3)), { size: points(12) });
  paper.write('P', poster.at, beside(y + length(1)), { size: points(10), color: COLOURS.slate });
  return paper.finish();
}
