import { formatFen } from '../../lib/money.js';
import { rmbInWords } from '../../lib/rmb-in-words.js';
import type { MessageKey } from '../../messages/index.js';
import { drawMark } from './ornaments.js';
import { COLOURS, mm, type Paper } from './paper.js';

/** The parts that papers on one upright sheet share. */
export const MARGIN = mm(24);
const LABEL = mm(38);

/** Draws the head of a sheet: the platform, the number and the title. Returns the y position below it. */
export function letterhead(paper: Paper, number: string, title: MessageKey, width: number): number {
  drawMark(paper, MARGIN, mm(22), mm(11));
  paper.write(
    'P',
    paper.words('paper.platform'),
    { x: MARGIN + mm(14), y: mm(22.4), width: width * 0.62 },
    { size: 11, tracking: 0.6 },
  );
  paper.write(
    'P',
    paper.words('paper.platform.sub'),
    { x: MARGIN + mm(14), y: mm(28.2), width: width / 2 },
    { size: 8, color: COLOURS.slate },
  );
  paper.write(
    'P',
    `${paper.words('paper.number')} ${number}`,
    { x: MARGIN + width * 0.62, y: mm(24.6), width: width * 0.38 },
    { size: 11, align: 'right' },
  );
  paper.rule(MARGIN, mm(40), width, COLOURS.cinnabar, 1.2);
  return paper.write(
    'H1',
    paper.words(title),
    { x: MARGIN, y: mm(49), width },
    { size: 25, align: 'center', tracking: paper.language === 'en' ? 1 : 5, weight: 0.35 },
  );
}

/** Draws an amount in figures and in words. */
export function amount(paper: Paper, amountFen: number, y: number, width: number): number {
  const below = paper.write(
    'P',
    formatFen(amountFen),
    { x: MARGIN, y: y + mm(7), width },
    { size: 30, align: 'center', color: COLOURS.pine },
  );
  return paper.write(
    'P',
    rmbInWords(amountFen),
    { x: MARGIN, y: below - mm(1), width },
    { size: 11.5, align: 'center', color: COLOURS.slate, tracking: 0.6 },
  );
}

/** Draws a label and a value on each line, with a thin line below. */
export function facts(paper: Paper, rows: readonly (readonly [string, string])[], y: number, width: number): number {
  let below = y + mm(9);
  paper.rule(MARGIN, below, width);
  for (const [label, value] of rows) {
    const top = below + mm(3);
    const style = paper.fitting(value, width - LABEL, { size: 12 }, 2, 9);
    paper.write('P', label, { x: MARGIN, y: top + 1, width: LABEL - mm(4) }, { size: 10.5, color: COLOURS.slate });
    below =
      Math.max(paper.write('P', value, { x: MARGIN + LABEL, y: top, width: width - LABEL }, style), top + 16) + mm(3);
    paper.rule(MARGIN, below, width);
  }
  return below;
}
