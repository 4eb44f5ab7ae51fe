import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import type { GiftFacts } from './gift-facts.js';
import { COLOURS, mm, Paper } from './paper.js';
import { amount, facts, letterhead, MARGIN } from './sheet.js';

/** The receipt of a gift: A4, portrait. A reader can compare it with its page at one glance. */
export function receiptPaper(face: Face, language: Language, gift: GiftFacts): Paper {
  const paper = new Paper({ face, language, title: `${gift.number}`, at: gift.issuedAt });
  const width = paper.width - 2 * MARGIN;
  let y = letterhead(paper, gift.number, 'paper.receipt.title', width);
  if (gift.void !== null) y = voidNote(paper, gift.void, y, width);
  y = amount(paper, gift.amountFen, y, width);
  y = facts(paper, factsOf(paper, gift), y, width);
  check(paper, gift, Math.max(y + mm(10), paper.height - mm(72)), width);
  if (gift.void !== null) paper.cross(paper.words('paper.void'));
  return paper;
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
