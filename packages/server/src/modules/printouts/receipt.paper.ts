import { formatFen } from '../../lib/money.js';
import { rmbInWords } from '../../lib/rmb-in-words.js';
import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import type { GiftFacts } from './gift-facts.js';
import { drawMark } from './ornaments.js';
import { COLOURS, mm, Paper } from './paper.js';

const MARGIN = mm(24);
const LABEL = mm(38);

/** The receipt of a gift: A4, portrait. A reader can compare it with its page at one glance. */
export function receiptPaper(face: Face, language: Language, gift: GiftFacts): Paper {
  const paper = new Paper({ face, language, title: `${gift.number}`, at: gift.issuedAt });
  const width = paper.width - 2 * MARGIN;
  let y = letterhead(paper, gift, width);
  if (gift.void !== null) y = voidNote(paper, gift.void, y, width);
  y = amount(paper, gift, y, width);
  y = facts(paper, factsOf(paper, gift), y, width);
  check(paper, gift, Math.max(y + mm(10), paper.height - mm(72)), width);
  if (gift.void !== null) paper.cross(paper.words('paper.void'));
  return paper;
}

function letterhead(paper: Paper, { number }: GiftFacts, width: number): number {
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
    paper.words('paper.receipt.title'),
    { x: MARGIN, y: mm(49), width },
    { size: 25, align: 'center', tracking: paper.language === 'en' ? 1 : 5, weight: 0.35 },
  );
}

function voidNote(
  paper: Paper,
  { at, reason, replacedBy }: NonNullable<GiftFacts['void']>,
  y: number,
  width: number,
): number {
  const lines = [
    paper.words('paper.void.since', { day: paper.day(at) }),
    ...(reason === null ? [] : [paper.words('paper.void.reason', { reason })]),
    ...(replacedBy === null ? [] : [paper.words('paper.void.replacedBy', { number: replacedBy })]),
  ];
  let below = y + mm(4);
  for (const line of lines)
    below = paper.write(
      'P',
      line,
      { x: MARGIN, y: below, width },
      { size: 10.5, color: COLOURS.cinnabar, align: 'center' },
    );
  return below;
}

function amount(paper: Paper, { amountFen }: GiftFacts, y: number, width: number): number {
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

function factsOf(paper: Paper, gift: GiftFacts): [string, string][] {
  const words = paper.words.bind(paper);
  return [
    [words('paper.donor'), gift.donor],
    ...(gift.donorCode === null ? [] : [[words('paper.creditCode'), gift.donorCode] satisfies [string, string]]),
    ...(gift.handler === null ? [] : [[words('paper.handler'), gift.handler] satisfies [string, string]]),
    ...(gift.unit === null ? [] : [[words('paper.unit'), gift.unit] satisfies [string, string]]),
    [words('paper.project'), gift.project],
    [words('paper.implementer'), gift.implementer],
    ...(gift.sandbox || gift.holder === '' ? [] : [[words('paper.holder'), gift.holder] satisfies [string, string]]),
    [words('paper.receivedOn'), paper.day(gift.paidOn)],
    ...(paper.day(gift.issuedAt) === paper.day(gift.paidOn)
      ? []
      : [[words('paper.issuedOn'), paper.day(gift.issuedAt)] satisfies [string, string]]),
    [words('paper.invoice'), gift.invoiceNumber ?? words('paper.invoice.none')],
  ];
}

/** Draws a label and a value on each line, with a thin line below. */
function facts(paper: Paper, rows: readonly (readonly [string, string])[], y: number, width: number): number {
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

function check(paper: Paper, gift: GiftFacts, y: number, width: number): void {
  const side = mm(30);
  const words = { x: MARGIN + side + mm(8), width: width - side - mm(8) };
  paper.qrCode(gift.checkUrl, MARGIN, y, side);
  let below = paper.write('P', paper.words('paper.check'), { ...words, y }, { size: 10.5 });
  below = paper.write('P', gift.checkUrl, { ...words, y: below + 1 }, { size: 9, color: COLOURS.pine });
  below = paper.write(
    'P',
    paper.words(gift.invoiceNumber === null ? 'paper.notInvoice' : 'paper.notInvoice.recorded', {
      number: gift.invoiceNumber ?? '',
    }),
    { ...words, y: below + mm(3) },
    { size: 9, color: COLOURS.slate, leading: 0.15 },
  );
  if (paper.spellsOut(gift.donor, gift.handler, gift.unit, gift.project, gift.implementer))
    below = paper.write(
      'P',
      paper.words('paper.spelledOut'),
      { ...words, y: below + mm(2) },
      { size: 9, color: COLOURS.slate },
    );
  if (gift.sandbox)
    paper.write(
      'P',
      paper.words('paper.sandbox'),
      { ...words, y: below + mm(2) },
      { size: 9, color: COLOURS.cinnabar },
    );
}
