import { Written } from '../../ui/written';

interface Mark {
  readonly start: number;
  readonly length: number;
}

/** The text in parts, in order. Every second part matches. */
function partsOf(text: string, marks: readonly Mark[]): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { start, length } of marks) {
    parts.push(text.slice(at, start), text.slice(start, start + length));
    at = start + length;
  }
  return [...parts, text.slice(at)];
}

/** A text with the parts that match a search. `marks` are in order and count UTF-16 code units. */
export const Marked = ({ text, marks }: { text: string; marks: readonly Mark[] }) =>
  partsOf(text, marks).map((part, index) =>
    index % 2 === 1 ? (
      <mark key={index}>
        <Written>{part}</Written>
      </mark>
    ) : (
      <Written key={index}>{part}</Written>
    ),
  );
