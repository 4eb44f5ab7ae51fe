import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import { COLOURS, mm, Paper } from './paper.js';
import type { ReleaseFacts } from './release-facts.js';
import { amount, facts, letterhead, MARGIN } from './sheet.js';

/**
 * The order that pays a stage: A4, portrait. A treasurer takes it to the bank, and keeps it with the vouchers. It names
 * the account of the moment at which the payment was prepared.
 */
export function releasePaper(face: Face, language: Language, release: ReleaseFacts): Paper {
  const paper = new Paper({ face, language, title: release.number, at: release.preparedAt });
  const width = paper.width - 2 * MARGIN;
  let y = letterhead(paper, release.number, 'paper.release.title', width);
  y = amount(paper, release.amountFen, y, width);
  y = facts(paper, factsOf(paper, release), y, width);
  y = paper.write(
    'P',
    paper.words(release.releasedAt === null ? 'paper.release.waits' : 'paper.release.done'),
    { x: MARGIN, y: y + mm(6), width },
    { size: 9.5, color: release.releasedAt === null ? COLOURS.cinnabar : COLOURS.slate },
  );
  const { project, stage, payee, account } = release;
  if (paper.spellsOut(project, stage, payee, account?.name ?? null, account?.bank ?? null))
    paper.write(
      'P',
      paper.words('paper.spelledOut'),
      { x: MARGIN, y: y + mm(2), width },
      { size: 9, color: COLOURS.slate },
    );
  return paper;
}

function factsOf(paper: Paper, release: ReleaseFacts): [string, string][] {
  const words = paper.words.bind(paper);
  const { account, payeeCode, signedBy, releasedAt, bankReference } = release;
  const signed =
    releasedAt === null
      ? words('paper.release.notSigned')
      : signedBy === null
        ? words('paper.release.alone')
        : words('paper.release.by', { name: signedBy, day: paper.day(releasedAt) });
  return [
    [words('paper.project'), release.project],
    [words('paper.release.stage'), release.stage],
    [words('paper.release.payee'), release.payee],
    ...(payeeCode === null ? [] : [[words('paper.creditCode'), payeeCode] satisfies [string, string]]),
    [words('paper.release.accountName'), account?.name ?? words('paper.release.noAccount')],
    ...(account === null
      ? []
      : ([
          [words('paper.release.bank'), account.bank],
          [words('paper.release.number'), account.number],
        ] satisfies [string, string][])),
    [
      words('paper.release.preparedBy'),
      words('paper.release.by', { name: release.preparedBy, day: paper.day(release.preparedAt) }),
    ],
    [words('paper.release.signedBy'), signed],
    [words('paper.release.reference'), bankReference ?? words('paper.invoice.none')],
  ];
}
