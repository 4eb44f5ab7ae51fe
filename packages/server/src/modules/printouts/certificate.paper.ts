import { formatFen } from '../../lib/money.js';
import { rmbInWords } from '../../lib/rmb-in-words.js';
import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import type { GiftFacts, SponsorFacts } from './gift-facts.js';
import { drawFrame, drawHills, drawSeedling } from './ornaments.js';
import { COLOURS, mm, Paper } from './paper.js';

const MARGIN = mm(34);

/** What both certificates have: who is honoured, for what, and how anybody can check it. */
interface Certificate {
  title: string;
  /** A line above the title. */
  motto: string;
  name: string;
  /** A line below the name. */
  beside: string | null;
  body: string;
  /** Two or three short lines at the lower left, below the QR code's words. */
  notes: string[];
  issuer: string;
  at: Date;
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
    body: paper.words('paper.donorCertificate.body', { day: paper.day(gift.issuedAt), project, words: rmbInWords(gift.amountFen), amount: formatFen(gift.amountFen) }),
    notes: [
      `${paper.words('paper.number')} ${gift.number}`,
      paper.words(gift.invoiceNumber === null ? 'paper.certificate.notInvoice' : 'paper.certificate.notInvoice.recorded', { number: gift.invoiceNumber ?? '' }),
      ...(gift.sandbox ? [paper.words('paper.sandbox')] : []),
    ],
    issuer: gift.implementer,
    at: gift.issuedAt,
    checkUrl: gift.checkUrl,
  });
}

/** The certificate of all that a unit gave to a project: the words of the plaque that its sponsors are honoured with. */
export function sponsorCertificate(face: Face, language: Language, sponsor: SponsorFacts): Paper {
  const paper = newCertificate(face, language, `${sponsor.unit} · ${sponsor.project}`, sponsor.at);
  const { project, giftCount, receipts: { first, last } } = sponsor;
  return hang(paper, {
    title: paper.words('paper.sponsorCertificate.title'),
    motto: paper.words('paper.motto'),
    name: sponsor.unit,
    beside: null,
    body: paper.words(giftCount === 1 ? 'paper.sponsorCertificate.body.one' : 'paper.sponsorCertificate.body', { day: paper.day(sponsor.at), project, count: giftCount, words: rmbInWords(sponsor.amountFen), amount: formatFen(sponsor.amountFen) }),
    notes: [
      `${paper.words('paper.receipts')} ${first === last ? first : `${first} – ${last}`}`,
      paper.words('paper.certificate.notInvoice'),
      ...(sponsor.sandbox ? [paper.words('paper.sandbox')] : []),
    ],
    issuer: sponsor.implementer,
    at: sponsor.at,
    checkUrl: sponsor.checkUrl,
  });
}

const newCertificate = (face: Face, language: Language, title: string, at: Date): Paper => new Paper({ face, language, title, at, layout: 'landscape' });

function hang(paper: Paper, certificate: Certificate): Paper {
  const width = paper.width - 2 * MARGIN;
  drawHills(paper);
  drawFrame(paper);
  drawSeedling(paper, paper.width / 2, mm(20), mm(17));
  let y = paper.write('P', certificate.motto, { x: MARGIN, y: mm(39.5), width }, { size: 10, align: 'center', color: COLOURS.slate, tracking: 2 });
  y = paper.write('H1', certificate.title, { x: MARGIN, y: y + mm(0.5), width }, { ...paper.fitting(certificate.title, width, { size: 38, align: 'center', tracking: 10, color: COLOURS.cinnabar, weight: 0.7 }, 1, 20) });
  y = recipient(paper, certificate, y + mm(4), width);
  paper.write('P', certificate.body, { x: MARGIN + mm(12), y: y + mm(4), width: width - mm(24) }, paper.fitting(certificate.body, width - mm(24), { size: 14, align: 'center', leading: 0.3 }, 3, 10));
  foot(paper, certificate);
  return paper;
}

/** Who is honoured, as large as the name allows. */
function recipient(paper: Paper, { name, beside }: Certificate, y: number, width: number): number {
  const style = paper.fitting(name, width - mm(20), { size: 27, align: 'center', tracking: 2, weight: 0.3 }, name.length > 24 ? 2 : 1, 15);
  let below = paper.write('H2', name, { x: MARGIN + mm(10), y, width: width - mm(20) }, style);
  if (beside !== null) below = paper.write('P', beside, { x: MARGIN + mm(10), y: below, width: width - mm(20) }, paper.fitting(beside, width - mm(20), { size: 12, align: 'center', color: COLOURS.slate }, 1, 8));
  paper.rule(paper.width / 2 - mm(45), below + mm(1.5), mm(90), COLOURS.pine, 0.8);
  return below + mm(2);
}

function foot(paper: Paper, { notes, issuer, at, checkUrl }: Certificate): void {
  const side = mm(24);
  const y = paper.height - mm(52);
  const beside = { x: MARGIN + side + mm(5), width: mm(100) };
  paper.qrCode(checkUrl, MARGIN, y, side);
  let below = paper.write('P', paper.words('paper.check'), { ...beside, y: y + mm(0.5) }, { size: 9 });
  for (const note of notes) below = paper.write('P', note, { ...beside, y: below + 1.5 }, { size: 8.5, color: COLOURS.slate });
  const right = { x: paper.width - MARGIN - mm(85), width: mm(85) };
  below = paper.write('P', issuer, { ...right, y: y + mm(6) }, paper.fitting(issuer, right.width, { size: 13, align: 'right' }, 2, 9));
  below = paper.write('P', paper.words('paper.platform'), { ...right, y: below }, { size: 11, align: 'right' });
  paper.write('P', paper.day(at), { ...right, y: below }, { size: 11, align: 'right' });
}
