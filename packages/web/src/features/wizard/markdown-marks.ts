export type Mark = 'heading' | 'bold' | 'list' | 'quote';

export interface Marked {
  text: string;
  /** The selection after the change. */
  start: number;
  end: number;
}

const LINE_MARKS: Record<Exclude<Mark, 'bold'>, string> = { heading: '## ', list: '- ', quote: '> ' };

/**
 * Returns the text after a button of the story's tool bar was pressed: it marks lines or words, or removes the mark.
 */
export function applyMark(text: string, start: number, end: number, mark: Mark, placeholder: string): Marked {
  if (mark === 'bold') return applyBold(text, start, end, placeholder);
  const prefix = LINE_MARKS[mark];
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const nextBreak = text.indexOf('\n', end);
  const to = nextBreak < 0 ? text.length : nextBreak;
  const lines = text.slice(from, to).split('\n');
  const marked = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (marked ? line.slice(prefix.length) : prefix + (line || placeholder))).join('\n');
  // Without an empty line between them, Markdown takes a heading or a list as a part of the paragraph above.
  const before = text.slice(0, from);
  const gap = !marked && before !== '' && !before.endsWith('\n\n') && !startsWithMark(before) ? '\n' : '';
  const position = from + gap.length;
  return { text: before + gap + changed + text.slice(to), start: position, end: position + changed.length };
}

/** Whether the line above already belongs to a list or a quotation, which then goes on. */
function startsWithMark(before: string): boolean {
  const lastLine = before.replace(/\n$/, '').split('\n').pop() ?? '';
  return lastLine.startsWith('- ') || lastLine.startsWith('> ');
}

/**
 * Makes the chosen words bold, or plain when they are bold. The asterisks touch the words, because beside a blank they
 * mark nothing. Bold text ends with its line, so each line gets its own asterisks.
 */
function applyBold(text: string, from: number, to: number, placeholder: string): Marked {
  const chosen = text.slice(from, to).trim();
  if (chosen === '')
    return {
      text: `${text.slice(0, from)}**${placeholder}**${text.slice(from)}`,
      start: from + 2,
      end: from + 2 + placeholder.length,
    };
  const start = from + text.slice(from, to).indexOf(chosen);
  const end = start + chosen.length;
  if (text.slice(start - 2, start) === '**' && text.slice(end, end + 2) === '**') {
    return { text: text.slice(0, start - 2) + chosen + text.slice(end + 2), start: start - 2, end: end - 2 };
  }
  const bold = chosen.replace(/^((?:#{1,6}|[->*+]|\d+\.) +)?(\S(?:.*\S)?)/gm, '$1**$2**');
  const inner = chosen.includes('\n') ? 0 : 2;
  return {
    text: text.slice(0, start) + bold + text.slice(end),
    start: start + inner,
    end: start + bold.length - inner,
  };
}
