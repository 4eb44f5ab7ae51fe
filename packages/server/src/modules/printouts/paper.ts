import PDFDocument from 'pdfkit';
import { beginningOf } from '../../lib/days.js';
import { translate, type Language, type MessageKey } from '../../messages/index.js';
import { dayInWords } from './days-in-words.js';
import { drawable, type Face, type Run } from './font.js';
import { isMixed, mixedLines, type MixedLine } from './mixed-text.js';
import { qrCode } from './qr-code.js';

export const COLOURS = {
  ink: '#1f2328',
  slate: '#5b6670',
  line: '#d5d9dc',
  cinnabar: '#b92c1a',
  pine: '#2f6b4f',
  paper: '#ffffff',
} as const;

/** Converts millimetres to PDF points. */
export const mm = (length: number): number => (length * 72) / 25.4;

export interface Style {
  size: number;
  color?: string;
  align?: 'left' | 'center' | 'right';
  /** Space between characters, in points. */
  tracking?: number;
  /** Space between lines, as a part of the font size. */
  leading?: number;
  /** Indent of the first line, in characters. */
  indent?: number;
  /** How much strokes are thickened, because the font has only one weight. */
  weight?: number;
}

export interface Place {
  x: number;
  y: number;
  width: number;
}

/** The role of a text for screen readers. They skip an artifact, which is written within `decorate`. */
type Role = 'H1' | 'H2' | 'P' | 'TH' | 'TD' | 'Artifact';

export interface PaperOptions {
  face: Face;
  language: Language;
  title: string;
  /** The time that the file contains instead of the present time, so that the same facts give the same bytes. */
  at: Date;
  layout?: 'portrait' | 'landscape';
  size?: 'A4' | 'A3';
}

type Structure = PDFKit.PDFStructureElement;

/**
 * A PDF that is being written: tagged text that is always drawable, lines, and the QR code. This class knows nothing
 * about receipts.
 */
export class Paper {
  readonly pdf: PDFKit.PDFDocument;
  private readonly root: Structure;
  private section: Structure;

  constructor(private readonly options: PaperOptions) {
    const { title, language, at, face, layout = 'portrait', size = 'A4' } = options;
    this.pdf = new PDFDocument({
      size,
      layout,
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: language,
      // Null, because the library's default font would be read from files in its own folder.
      font: null as unknown as string,
      info: { Title: title, Creator: 'Hongchuang', Producer: 'Hongchuang', CreationDate: at, ModDate: at },
    });
    // pdfkit opens a font when the first text is drawn with it.
    for (const { name, bytes } of [face.main, ...face.others]) this.pdf.registerFont(name, bytes);
    this.pdf.font(face.main.name);
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
    this.section = this.root;
  }

  get width(): number {
    return this.pdf.page.width;
  }
  get height(): number {
    return this.pdf.page.height;
  }

  words(key: MessageKey, params: Record<string, string | number> = {}): string {
    return translate(this.options.language, key, params);
  }

  get language(): Language {
    return this.options.language;
  }

  /** Returns `name` as it is printed between quotation marks in a sentence. */
  inQuotes(name: string): string {
    return name.replaceAll('“', '‘').replaceAll('”', '’').replaceAll('"', "'");
  }

  /** Returns the day in words, from a time or from a day. */
  day(on: Date | string): string {
    return dayInWords(typeof on === 'string' ? beginningOf(on) : on, this.options.language);
  }

  /** Writes `text`. Returns the y position of its lower end. */
  write(role: Role, text: string, { x, y, width }: Place, style: Style): number {
    const shown = this.drawable(text);
    const mixed = isMixed(shown, this.options.face) ? this.mixed(shown, width, style) : null;
    const { options, height } = mixed ?? this.setting(shown, width, style);
    const draw = () => {
      this.pdf
        .fillColor(style.color ?? COLOURS.ink)
        .strokeColor(style.color ?? COLOURS.ink)
        .lineWidth(style.weight ?? 0);
      if (mixed === null) this.pdf.text(shown, x, y, options);
      else this.drawMixed(mixed.lines, { x, y, width }, style);
    };
    if (role === 'Artifact') draw();
    else this.section.add(this.pdf.struct(role, {}, draw));
    return y + height;
  }

  /** Returns the height that `text` would take. */
  heightOf(text: string, width: number, style: Style): number {
    const shown = this.drawable(text);
    return (isMixed(shown, this.options.face) ? this.mixed(shown, width, style) : this.setting(shown, width, style))
      .height;
  }

  /**
   * Returns `style` in the largest size at which `text` fits into `lines` lines. The size is at most that of `style`
   * and at least `smallest`.
   */
  fitting(text: string, width: number, style: Style, lines: number, smallest: number): Style {
    let { size } = style;
    while (size > smallest && this.needsMoreLines(text, width, { ...style, size }, lines)) size -= 0.5;
    return { ...style, size };
  }

  private needsMoreLines(text: string, width: number, style: Style, lines: number): boolean {
    const shown = this.drawable(text);
    // Lines of other scripts are higher than Chinese lines, so mixed lines are counted instead of measured.
    if (isMixed(shown, this.options.face)) return this.mixed(shown, width, style).lines.length > lines;
    return this.heightOf(text, width, style) > this.heightOf('字', width, style) * lines + 1;
  }

  private setting(
    shown: string,
    width: number,
    { size, align = 'left', tracking = 0, leading = 0, indent = 0, weight = 0 }: Style,
  ) {
    const options = {
      width,
      align,
      indent: indent * size,
      characterSpacing: tracking,
      lineGap: size * leading,
      fill: true,
      stroke: weight > 0,
    };
    return { options, height: this.pdf.fontSize(size).heightOfString(shown, options) };
  }

  private mixed(shown: string, width: number, style: Style) {
    const { size, leading = 0, indent = 0 } = style;
    const lines = mixedLines(shown, this.options.face, width, indent * size, (run) =>
      this.inFont(run, style).widthOfString(run.text, this.optionsOf(run, style)),
    );
    this.pdf.font(this.options.face.main.name);
    return {
      lines,
      options: {},
      height: lines.reduce((sum, line) => sum + (line.ascent + line.descent + leading) * size, 0),
    };
  }

  private drawMixed(lines: readonly MixedLine[], { x, y, width }: Place, style: Style): void {
    const { size, align = 'left', leading = 0, indent = 0 } = style;
    let top = y;
    for (const [index, line] of lines.entries()) {
      const free = width - line.width;
      let from = x + (align === 'right' ? free : align === 'center' ? free / 2 : index === 0 ? indent * size : 0);
      for (const run of line.runs) {
        this.inFont(run, style).text(run.text, from, top + line.ascent * size, {
          ...this.optionsOf(run, style),
          lineBreak: false,
          baseline: 'alphabetic',
        });
        from += run.width;
      }
      top += (line.ascent + line.descent + leading) * size;
    }
    this.pdf.font(this.options.face.main.name);
  }

  private inFont({ font }: Run, { size }: Style): PDFKit.PDFDocument {
    return this.pdf.font(font.name).fontSize(size);
  }

  /** Only the main font gets tracking, because joined and stacked letters must not be moved apart. */
  private optionsOf({ font }: Run, { tracking = 0, weight = 0 }: Style) {
    return { characterSpacing: font === this.options.face.main ? tracking : 0, fill: true, stroke: weight > 0 };
  }

  /**
   * Whether one of `texts` has a character that no font can draw. The paper then has to explain the code in its place.
   */
  spellsOut(...texts: (string | null)[]): boolean {
    return texts.some((text) => text !== null && this.drawable(text).includes('〔U+') && !text.includes('〔U+'));
  }

  private drawable(text: string): string {
    return drawable(text, this.options.face.characters);
  }

  turnPage(): void {
    this.pdf.addPage();
  }

  /** Tags what `draw` writes as one section, table or table row. */
  within(kind: 'Sect' | 'Table' | 'TR', draw: () => void): void {
    const outer = this.section;
    this.section = this.pdf.struct(kind);
    outer.add(this.section);
    draw();
    this.section.end();
    this.section = outer;
  }

  /** Draws something that screen readers skip. */
  decorate(draw: (pdf: PDFKit.PDFDocument) => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    this.pdf.save();
    draw(this.pdf);
    this.pdf.restore();
    this.pdf.endMarkedContent();
  }

  rule(x: number, y: number, width: number, color: string = COLOURS.line, thickness = 0.5): void {
    this.decorate((pdf) =>
      pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(thickness)
        .stroke(color),
    );
  }

  /** Draws the QR code of `link`. A click on the code opens the link as well. */
  qrCode(link: string, x: number, y: number, size: number): void {
    const fields = qrCode(link);
    const side = size / fields.length;
    this.section.add(
      this.pdf.struct('Figure', { alt: link, bbox: [x, y, x + size, y + size] } as PDFKit.Mixins.MarkingOptions, () => {
        fields.forEach((row, line) =>
          row.forEach((dark, column) => {
            if (dark) this.pdf.rect(x + column * side, y + line * side, side, side);
          }),
        );
        this.pdf.fill(COLOURS.ink);
      }),
    );
    this.pdf.link(x, y, size, size, link);
  }

  /** Prints `words` across the whole page to show that the paper is void. */
  cross(words: string): void {
    const { pdf, width, height } = this;
    this.decorate(() => {
      const size = Math.min(width, height) / 4.4;
      pdf
        .rotate(-24, { origin: [width / 2, height / 2] })
        .fontSize(size)
        .lineWidth(2.2)
        .strokeColor(COLOURS.cinnabar)
        .strokeOpacity(0.55);
      pdf.text(words, 0, height / 2 - size * 0.72, {
        width,
        align: 'center',
        fill: false,
        stroke: true,
        lineBreak: false,
      });
    });
  }

  /** Ends the file and returns all of its bytes. For long papers, read from `pdf` while they are written. */
  async finish(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.end();
    for await (const chunk of this.pdf as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  end(): void {
    this.root.end();
    this.pdf.end();
  }
}
