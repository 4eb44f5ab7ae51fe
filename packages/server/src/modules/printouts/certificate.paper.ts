import { beginningOf } from '../../lib/days.js';
import { formatFen } from '../../lib/money.js';
import { rmbInWords } from '../../lib/rmb-in-words.js';
import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import type { GiftFacts, SponsorFacts } from './gift-facts.js';
import { drawFrame, drawHills, drawSeedling } from './ornaments.js';
import { COLOURS, mm, Paper, type Style } from './paper.js';

const MARGIN = mm(34);

/** The content of both kinds of certificates: who is honoured, for what, and how to verify it. */
interface Certificate {
  title: string;
  /** A line above the title. */
  motto: string;
  name: string;
  /** A line below the name. */
  beside: string | null;
  body: string;
  /** Two or three short lines at the lower left, below the text of the QR code. */
  notes: string[];
  issuer: string;
  /** The day in Shanghai that is printed on it. */
  day: string;
  checkUrl: string;
}

/** The certificate of one gift, to its donor. */
export function donorCertificate(face: Face, language: Language, gift: GiftFacts): Paper {
  const paper = newCertificate(face, language, gift.number, gift.issuedAt);
  const { project } = gift;
  return hang(paper, {
    title: paper.words('paper.donorCertificate.title'),
    motto: paper.words('paper.motto'),
    name: gift.donor,
    beside: gift.unit === null ? null : paper.words('paper.onBehalf', { unit: gift.unit }),
    body: paper.words('paper.donorCertificate.body', {
      day: paper.day(gift.paidOn),
      project: paper.inQuotes(project),
      amount: amountInFull(language, gift.amountFen),
    }),
    notes: [
      `${paper.words('paper.number')} ${gift.number}`,
      ...(gift.donorCode === null ? [] : [`${paper.words('paper.creditCode')} ${gift.donorCode}`]),
      ...(gift.handler === null ? [] : [`${paper.words('paper.handler')} ${gift.handler}`]),
      paper.words(
        gift.invoiceNumber === null ? 'paper.certificate.notInvoice' : 'paper.certificate.notInvoice.recorded',
        { number: gift.invoiceNumber ?? '' },
      ),
      ...(gift.sandbox ? [paper.words('paper.sandbox')] : []),
    ],
    issuer: gift.implementer,
    day: gift.paidOn,
    checkUrl: gift.checkUrl,
  });
}

/** The certificate of everything that a unit gave to a project. Its text is that of the plaque for sponsors. */
export function sponsorCertificate(face: Face, language: Language, sponsor: SponsorFacts): Paper {
  const paper = newCertificate(face, language, `${sponsor.unit} · ${sponsor.project}`, beginningOf(sponsor.paidOn));
  const {
    project,
    giftCount,
    receipts: { first, last },
  } = sponsor;
  return hang(paper, {
    title: paper.words('paper.sponsorCertificate.title'),
    motto: paper.words('paper.motto'),
    name: sponsor.unit,
    beside: null,
    body: paper.words(giftCount === 1 ? 'paper.sponsorCertificate.body.one' : 'paper.sponsorCertificate.body', {
      day: paper.day(sponsor.paidOn),
      project: paper.inQuotes(project),
      gifts: giftCount,
      amount: amountInFull(language, sponsor.amountFen),
    }),
    notes: [
      ...(sponsor.unitCode === null ? [] : [`${paper.words('paper.creditCode')} ${sponsor.unitCode}`]),
      `${paper.words('paper.receipts')} ${first === last ? first : `${first} – ${last}`}`,
      paper.words('paper.certificate.notInvoice'),
      ...(sponsor.sandbox ? [paper.words('paper.sandbox')] : []),
    ],
    issuer: sponsor.implementer,
    day: sponsor.paidOn,
    checkUrl: sponsor.checkUrl,
  });
}

/** In Chinese, an amount on paper is written in words, followed by its figures. */
const amountInFull = (language: Language, fen: number): string =>
  language === 'en' ? formatFen(fen) : `${rmbInWords(fen)}（${formatFen(fen)}）`;

const newCertificate = (face: Face, language: Language, title: string, at: Date): Paper =>
  new Paper({ face, language, title, at, layout: 'landscape' });

function hang(paper: Paper, certificate: Certificate): Paper {
  const width = paper.width - 2 * MARGIN;
  drawHills(paper);
  drawFrame(paper);
  drawSeedling(paper, paper.width / 2, mm(21), mm(18));
  const top = heading(paper, certificate, width);
  const foot = paper.height - mm(54);
  const text = layOut(paper, certificate, width);
  // The text is slightly above the middle between the title and the foot, as pictures are hung.
  let y = top + Math.max(mm(4), (foot - top - text.height) * 0.45);
  for (const { role, words, inset, style, height } of text.blocks) {
    paper.write(role, words, { x: MARGIN + inset, y, width: width - 2 * inset }, style);
    y += height;
    if (role === 'H2') paper.rule(paper.width / 2 - mm(50), y + NAME_GAP / 2, mm(100), COLOURS.pine, 0.8);
    if (role === 'H2') y += NAME_GAP;
  }
  drawFoot(paper, certificate, foot);
  return paper;
}

function heading(paper: Paper, { motto, title }: Certificate, width: number): number {
  const below = paper.write(
    'P',
    motto,
    { x: MARGIN, y: mm(42), width },
    { size: 10, align: 'center', color: COLOURS.slate, tracking: 2 },
  );
  const tracking = paper.language === 'en' ? 3 : 10;
  return paper.write(
    'H1',
    title,
    { x: MARGIN, y: below + mm(0.5), width },
    paper.fitting(title, width, { size: 38, align: 'center', tracking, color: COLOURS.cinnabar, weight: 0.7 }, 1, 20),
  );
}

const NAME_GAP = mm(6);

interface Block {
  role: 'H2' | 'P';
  words: string;
  inset: number;
  style: Style;
  height: number;
}

/** Lays out the name, as large as it fits, and the reason for the honour. */
function layOut(paper: Paper, { name, beside, body }: Certificate, width: number): { blocks: Block[]; height: number } {
  const block = (role: Block['role'], words: string, inset: number, style: Style): Block => ({
    role,
    words,
    inset,
    style,
    height: paper.heightOf(words, width - 2 * inset, style),
  });
  const nameStyle = paper.fitting(
    name,
    width - mm(10),
    { size: 30, align: 'center', tracking: 2, weight: 0.3 },
    name.length > 24 ? 2 : 1,
    15,
  );
  const blocks = [block('H2', name, mm(5), nameStyle)];
  if (beside !== null)
    blocks.unshift(
      block(
        'P',
        beside,
        mm(5),
        paper.fitting(beside, width - mm(10), { size: 12, align: 'center', color: COLOURS.slate }, 1, 8),
      ),
    );
  const bodyStyle: Style =
    paper.language === 'en' ? { size: 15, align: 'center', leading: 0.3 } : { size: 16, indent: 2, leading: 0.45 };
  blocks.push(block('P', body, mm(10), paper.fitting(body, width - mm(20), bodyStyle, 3, 10)));
  return { blocks, height: blocks.reduce((sum, { height }) => sum + height, NAME_GAP) };
}

function drawFoot(
  paper: Paper,
  { name, beside: behalf, body, notes, issuer, day, checkUrl }: Certificate,
  y: number,
): void {
  const side = mm(24);
  const beside = { x: MARGIN + side + mm(5), width: mm(112) };
  paper.qrCode(checkUrl, MARGIN, y, side);
  let below = paper.write('P', paper.words('paper.check'), { ...beside, y: y + mm(0.5) }, { size: 9 });
  for (const note of paper.spellsOut(name, behalf, body, issuer) ? [...notes, paper.words('paper.spelledOut')] : notes)
    below = paper.write('P', note, { ...beside, y: below + 1.5 }, { size: 8.5, color: COLOURS.slate });
  const right = { x: paper.width - MARGIN - mm(80), width: mm(80) };
  below = paper.write(
    'P',
    issuer,
    { ...right, y: y + mm(6) },
    paper.fitting(issuer, right.width, { size: 13, align: 'right' }, 2, 9),
  );
  below = paper.write('P', paper.words('paper.platform'), { ...right, y: below }, { size: 11, align: 'right' });
  paper.write('P', paper.day(day), { ...right, y: below }, { size: 11, align: 'right' });
}
