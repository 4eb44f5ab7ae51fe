import { COLOURS, mm, type Paper } from './paper.js';

/** Draws the platform's mark: a ridge with the sun in front of it. */
export function drawMark(paper: Paper, x: number, y: number, size: number): void {
  paper.decorate((pdf) => {
    pdf.translate(x, y).scale(size / 32);
    pdf.roundedRect(0, 0, 32, 32, 7).fill(COLOURS.cinnabar);
    pdf.path('M7 21c4-1 6-4 9-11 3 7 5 10 9 11').lineWidth(3).lineCap('round').lineJoin('round').stroke(COLOURS.paper);
    pdf.circle(16, 22, 2.4).fill(COLOURS.paper);
  });
}

/** Draws a frame of two thin lines whose corners turn inward, as on carved window frames. */
export function drawFrame(paper: Paper): void {
  const outer = mm(10);
  const inner = mm(13);
  const turn = mm(9);
  paper.decorate((pdf) => {
    const { width, height } = paper;
    pdf
      .rect(outer, outer, width - 2 * outer, height - 2 * outer)
      .lineWidth(1.4)
      .stroke(COLOURS.cinnabar);
    pdf.lineWidth(0.6);
    for (const [x, y, right, down] of [
      [inner, inner, 1, 1],
      [width - inner, inner, -1, 1],
      [inner, height - inner, 1, -1],
      [width - inner, height - inner, -1, -1],
    ] as const) {
      // Each corner has a meander, drawn as one path.
      const at = (across: number, along: number) => [x + right * across * turn, y + down * along * turn] as const;
      pdf
        .moveTo(...at(1.35, 0))
        .lineTo(...at(0.32, 0))
        .lineTo(...at(0.32, 0.66))
        .lineTo(...at(0.66, 0.66))
        .lineTo(...at(0.66, 0.32))
        .lineTo(...at(0, 0.32))
        .lineTo(...at(0, 1.35));
    }
    pdf.moveTo(inner + 1.35 * turn, inner).lineTo(width - inner - 1.35 * turn, inner);
    pdf.moveTo(inner + 1.35 * turn, height - inner).lineTo(width - inner - 1.35 * turn, height - inner);
    pdf.moveTo(inner, inner + 1.35 * turn).lineTo(inner, height - inner - 1.35 * turn);
    pdf.moveTo(width - inner, inner + 1.35 * turn).lineTo(width - inner, height - inner - 1.35 * turn);
    pdf.stroke(COLOURS.cinnabar);
  });
}

/** Draws ranges of hills along the lower edge, one behind the other. */
export function drawHills(paper: Paper): void {
  const left = mm(13);
  const right = paper.width - mm(13);
  const floor = paper.height - mm(13);
  const across = (part: number) => left + (right - left) * part;
  const ranges = [
    { opacity: 0.16, ridge: [0, 9, 0.1, 15, 0.2, 8, 0.33, 20, 0.45, 9, 0.6, 17, 0.72, 10, 0.86, 21, 1, 12] },
    { opacity: 0.26, ridge: [0, 5, 0.14, 10, 0.27, 4, 0.42, 12, 0.56, 5, 0.7, 11, 0.84, 5, 0.93, 11, 1, 7] },
    { opacity: 0.4, ridge: [0, 2, 0.2, 6, 0.38, 2, 0.52, 6, 0.68, 2, 0.82, 5, 1, 3] },
  ];
  paper.decorate((pdf) => {
    for (const { opacity, ridge } of ranges) {
      pdf.moveTo(across(ridge[0]!), floor - mm(ridge[1]!));
      for (let index = 2; index < ridge.length; index += 2) {
        const [x0, y0, x1, y1] = [ridge[index - 2]!, ridge[index - 1]!, ridge[index]!, ridge[index + 1]!];
        const middle = across((x0 + x1) / 2);
        pdf.bezierCurveTo(middle, floor - mm(y0), middle, floor - mm(y1), across(x1), floor - mm(y1));
      }
      pdf.lineWidth(0.7).strokeOpacity(opacity).stroke(COLOURS.pine);
    }
  });
}

/** Draws a seedling in a ring, a symbol for venture philanthropy. */
export function drawSeedling(paper: Paper, x: number, y: number, size: number): void {
  paper.decorate((pdf) => {
    pdf.translate(x - size / 2, y).scale(size / 64);
    pdf.circle(32, 32, 31).lineWidth(1.3).stroke(COLOURS.cinnabar);
    pdf.circle(32, 32, 27.5).lineWidth(0.6).stroke(COLOURS.cinnabar);
    pdf.lineWidth(1.5).lineCap('round').lineJoin('round');
    pdf.path('M32 50V27').stroke(COLOURS.pine);
    pdf.path('M32 36c-1-9-7-13-16-13 0 9 6 14 16 13z').stroke(COLOURS.pine);
    pdf.path('M32 29c0-9 6-15 16-15 1 10-6 16-16 15z').stroke(COLOURS.pine);
    pdf.path('M20 50c4-2 8-3 12-3s8 1 12 3').stroke(COLOURS.pine);
  });
}
