export type Mark = 'heading' | 'bold' | 'list' | 'quote';

export interface Marked {
  text: string;
  /** What is selected afterwards. */
  start: number;
  end: number;
}

const LINE_MARKS: Record<Exclude<Mark, 'bold'>, string> = { heading: '## ', list: '- ', quote: '> ' };

/** What a button of the story's tool bar does to the text: marks lines or words, and takes the mark away again. */
export function applyMark(text: string, start: number, end: number, mark: Mark, placeholder: string): Marked {
  if (mark === 'bold') {
    const chosen = text.slice(start, end);
    if (text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**') {
      return { text: text.slice(0, start - 2) + chosen + text.slice(end + 2), start: start - 2, end: end - 2 };
    }
    const inner = chosen || placeholder;
    return { text: `${text.slice(0, start)}**${inner}**${text.slice(end)}`, start: start + 2, end: start + 2 + inner.length };
  }
  const prefix = LINE_MARKS[mark];
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const nextBreak = text.indexOf('\n', end);
  const to = nextBreak < 0 ? text.length : nextBreak;
  const lines = text.slice(from, to).split('\n');
  const marked = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (marked ? line.slice(prefix.length) : prefix + (line || placeholder))).join('\n');
  // Markdown takes a heading or a list for part of the paragraph above unless a line is free between.
  const before = text.slice(0, from);
  const gap = !marked && before !== '' && !before.endsWith('\n\n') && !startsWithMark(before) ? '\n' : '';
  const position = from + gap.length;
  return { text: before + gap + changed + text.slice(to), start: position, end: position + changed.length };
}

/** Whether the line above is already of a list or a quotation, which then goes on. */
function startsWithMark(before: string): boolean {
  const lastLine = before.replace(/\n$/, '').split('\n').pop() ?? '';
  return lastLine.startsWith('- ') || lastLine.startsWith('> ');
}
