import { formatFen } from '../../lib/money.js';
import { rmbInWords } from '../../lib/rmb-in-words.js';
import type { Language } from '../../messages/index.js';
import type { Face } from './font.js';
import { drawMark } from './ornaments.js';
import { COLOURS, mm, Paper } from './paper.js';
import type { StatementLine, StatementTotals } from './statement.queries.js';

export interface StatementHead {
  year: number;
  name: string;
  isUnit: boolean;
  /** The unified social credit code of a unit; null for people and for units without one. */
  code: string | null;
  asOf: Date;
  totals: StatementTotals;
}

const MARGIN = mm(16);
const FOOT = mm(18);
const ROW = { size: 9 };
const SMALL = { size: 7.5, color: COLOURS.slate };

interface Column {
  key: 'day' | 'receipt' | 'project' | 'amount' | 'refunded';
  x: number;
  width: number;
  align: 'left' | 'right';
}

/** Returns yuan for a column of figures. The currency sign is in the heading. */
const figure = (fen: number): string => formatFen(fen).replace('¥', '');

/** The statement of a year's gifts, written line by line on as many pages as needed. */
export class StatementPaper {
  readonly paper: Paper;
  private readonly columns: readonly Column[];
  private y = 0;
  private page = 1;
  private sandbox = false;
  private readonly written = { gifts: 0, givenFen: 0, refundedFen: 0, usedFen: 0 };

  constructor(
    face: Face,
    language: Language,
    private readonly head: StatementHead,
  ) {
    this.paper = new Paper({ face, language, title: `${head.name} ${head.year}`, at: head.asOf });
    const width = this.paper.width - 2 * MARGIN;
    const widths = { day: mm(21), receipt: mm(33), amount: mm(28), refunded: mm(27) };
    const project = width - widths.day - widths.receipt - widths.amount - widths.refunded;
    let x = MARGIN;
    this.columns = (
      [
        ['day', widths.day, 'left'],
        ['receipt', widths.receipt, 'left'],
        ['project', project, 'left'],
        ['amount', widths.amount, 'right'],
        ['refunded', widths.refunded, 'right'],
      ] as const
    ).map(([key, columnWidth, align]) => {
      const column = { key, x, width: columnWidth, align };
      x += columnWidth;
      return column;
    });
    this.writeHead();
    this.writeHeadings();
  }

  /** Writes the next gifts. */
  write(lines: readonly StatementLine[]): void {
    for (const line of lines) this.writeLine(line);
  }

  /**
   * Writes the sums below the last gift. Throws when the written lines do not add up to `totals`, because a wrong paper
   * must not be sent.
   */
  end(): void {
    const { totals } = this.head;
    const { gifts, givenFen, refundedFen } = this.written;
    if (gifts !== totals.gifts || givenFen !== totals.givenFen || refundedFen !== totals.refundedFen)
      throw new Error('the lines of a statement do not add up to its totals');
    if (gifts === 0)
      this.y = this.paper.write(
        'P',
        this.paper.words('paper.statement.none'),
        { x: MARGIN, y: this.y + mm(4), width: this.width },
        ROW,
      );
    this.writeTotals();
    this.writeFoot();
    this.paper.end();
  }

  private get width(): number {
    return this.paper.width - 2 * MARGIN;
  }

  private writeHead(): void {
    const {
      paper,
      head: { year, name, isUnit, code, asOf, totals },
    } = this;
    drawMark(paper, MARGIN, mm(15), mm(9));
    paper.write(
      'P',
      paper.words('paper.platform'),
      { x: MARGIN + mm(12), y: mm(16.8), width: this.width - mm(12) },
      { size: 10, tracking: 0.5 },
    );
    paper.rule(MARGIN, mm(28), this.width, COLOURS.cinnabar, 1.2);
    this.y = paper.write(
      'H1',
      paper.words('paper.statement.title', { year }),
      { x: MARGIN, y: mm(33), width: this.width },
      { size: 19, weight: 0.3 },
    );
    const kept = totals.givenFen - totals.refundedFen;
    const facts: [string, string][] = [
      [paper.words(isUnit ? 'paper.statement.ofUnit' : 'paper.statement.of'), name],
      ...(code === null ? [] : [[paper.words('paper.creditCode'), code] satisfies [string, string]]),
      [paper.words('paper.statement.asOf'), paper.day(asOf)],
      [paper.words('paper.statement.gifts'), String(totals.gifts)],
      [paper.words('paper.statement.given'), formatFen(totals.givenFen)],
      [paper.words('paper.statement.refunded'), formatFen(totals.refundedFen)],
      [paper.words('paper.statement.kept'), `${formatFen(kept)}  ${rmbInWords(kept)}`],
    ];
    this.y += mm(2);
    for (const [label, value] of facts) {
      paper.write('P', label, { x: MARGIN, y: this.y, width: mm(34) }, { size: 9.5, color: COLOURS.slate });
      this.y =
        paper.write('P', value, { x: MARGIN + mm(36), y: this.y, width: this.width - mm(36) }, { size: 9.5 }) + 2;
    }
    this.y += mm(5);
  }

  private writeHeadings(): void {
    const { paper } = this;
    const top = this.y;
    let below = top;
    paper.within('TR', () => {
      for (const { key, x, width, align } of this.columns) {
        below = Math.max(
          below,
          paper.write(
            'TH',
            paper.words(`paper.statement.column.${key}`),
            { x, y: top, width: width - 3 },
            { size: 8, color: COLOURS.slate, align },
          ),
        );
      }
    });
    this.y = below + 3;
    paper.rule(MARGIN, this.y, this.width, COLOURS.ink, 0.7);
    this.y += 4;
  }

  private writeLine(line: StatementLine): void {
    const { paper } = this;
    const notes = this.notesOf(line);
    const { width: projectWidth } = this.columns[2]!;
    const height = Math.max(
      paper.heightOf(line.project, projectWidth - 6, ROW) +
        notes.reduce((sum, note) => sum + paper.heightOf(note, projectWidth - 6, SMALL), 0),
      line.invoiceNumber === null ? 0 : 26,
    );
    if (this.y + height > paper.height - FOOT - mm(6)) this.turnPage();
    const top = this.y;
    const cells = {
      day: line.day,
      receipt: line.receipt,
      project: line.project,
      amount: figure(line.amountFen),
      refunded: line.refundedFen === 0 ? '' : figure(line.refundedFen),
    };
    paper.within('TR', () => {
      for (const { key, x, width, align } of this.columns) {
        if (cells[key] === '') continue;
        let below = paper.write(
          'TD',
          cells[key],
          { x, y: top, width: width - (align === 'left' ? 6 : 3) },
          { ...ROW, align },
        );
        if (key === 'project')
          for (const note of notes) below = paper.write('TD', note, { x, y: below, width: width - 6 }, SMALL);
        if (key === 'receipt' && line.invoiceNumber !== null)
          paper.write(
            'TD',
            paper.words('paper.statement.invoice', { number: line.invoiceNumber }),
            { x, y: below, width: width + mm(2) },
            { ...SMALL, size: 6.5 },
          );
      }
    });
    this.y = top + height + 3;
    paper.rule(MARGIN, this.y, this.width, COLOURS.line, 0.4);
    this.y += 4;
    this.written.gifts += 1;
    this.written.givenFen += line.amountFen;
    this.written.refundedFen += line.refundedFen;
    this.written.usedFen += usedOf(line);
    this.sandbox ||= line.sandbox;
  }

  /** Returns notes below the project: who gave or handled it, the stages that used the gift, and the part that is not used yet. */
  private notesOf(line: StatementLine): string[] {
    const { paper } = this;
    const uses = line.uses.map(({ stage, amountFen }) =>
      paper.words('paper.statement.use', { stage: paper.inQuotes(stage), amount: formatFen(amountFen) }),
    );
    const waiting = line.amountFen - line.refundedFen - usedOf(line);
    if (waiting > 0) uses.push(paper.words('paper.statement.waiting', { amount: formatFen(waiting) }));
    return [
      ...(line.donor === null ? [] : [paper.words('paper.statement.column.donor', { name: line.donor })]),
      ...(line.handler === null ? [] : [paper.words('paper.handledBy', { name: line.handler })]),
      ...(uses.length === 0 ? [] : [uses.join(' · ')]),
    ];
  }

  private writeTotals(): void {
    const { paper, written } = this;
    if (this.y > paper.height - FOOT - mm(40)) this.turnPage();
    const [, , project, amount, refunded] = this.columns;
    const top = this.y + 2;
    paper.within('TR', () => {
      paper.write(
        'TH',
        paper.words('paper.statement.total'),
        { x: MARGIN, y: top, width: project!.x + project!.width - MARGIN },
        { size: 10 },
      );
      paper.write(
        'TD',
        figure(written.givenFen),
        { x: amount!.x, y: top, width: amount!.width - 3 },
        { ...ROW, align: 'right' },
      );
      this.y = paper.write(
        'TD',
        figure(written.refundedFen),
        { x: refunded!.x, y: top, width: refunded!.width - 3 },
        { ...ROW, align: 'right' },
      );
    });
    const rows: [string, number][] = [
      [paper.words('paper.statement.used'), written.usedFen],
      [paper.words('paper.statement.kept'), written.givenFen - written.refundedFen],
    ];
    for (const [label, fen] of rows) {
      paper.write('P', label, { x: MARGIN, y: this.y + 3, width: this.width / 2 }, { size: 10 });
      this.y = paper.write(
        'P',
        formatFen(fen),
        { x: MARGIN, y: this.y + 3, width: this.width - 3 },
        { size: 10, align: 'right' },
      );
    }
    this.y = paper.write(
      'P',
      paper.words('paper.statement.ledger'),
      { x: MARGIN, y: this.y + mm(4), width: this.width },
      { size: 8.5, color: COLOURS.pine },
    );
    this.y = paper.write(
      'P',
      paper.words('paper.statement.notInvoice'),
      { x: MARGIN, y: this.y + 1, width: this.width },
      { size: 8.5, color: COLOURS.slate },
    );
    if (this.sandbox)
      paper.write(
        'P',
        paper.words('paper.sandbox'),
        { x: MARGIN, y: this.y + 1, width: this.width },
        { size: 8.5, color: COLOURS.cinnabar },
      );
  }

  private turnPage(): void {
    this.writeFoot();
    this.paper.turnPage();
    this.page += 1;
    this.y = mm(16);
    this.writeHeadings();
  }

  private writeFoot(): void {
    const { paper, head } = this;
    paper.decorate(() => {
      paper.write(
        'Artifact',
        `${head.name} · ${head.year}`,
        { x: MARGIN, y: paper.height - FOOT, width: this.width * 0.8 },
        { size: 8, color: COLOURS.slate },
      );
      paper.write(
        'Artifact',
        paper.words('paper.statement.page', { page: this.page }),
        { x: MARGIN, y: paper.height - FOOT, width: this.width },
        { size: 8, color: COLOURS.slate, align: 'right' },
      );
    });
  }
}

const usedOf = ({ uses }: StatementLine): number => uses.reduce((sum, { amountFen }) => sum + amountFen, 0);
