export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/**
 * The comparison takes time and memory proportional to the product of the lengths. Longer texts are compared by lines,
 * and still longer ones as a whole.
 */
const MOST_CELLS = 1_500_000;

/**
 * Returns what was removed and what was added between two texts: by words (each Chinese character is one), or by lines
 * when words are too many. Joining 'same' and 'removed' gives `before`; joining 'same' and 'added' gives `after`.
 */
export function diffText(before: string, after: string): DiffPart[] {
  for (const split of [words, lines]) {
    const a = split(before);
    const b = split(after);
    const start = commonStart(a, b);
    const end = commonEnd(a, b, start);
    const middleA = a.slice(start, a.length - end);
    const middleB = b.slice(start, b.length - end);
    if (middleA.length * middleB.length > MOST_CELLS) continue;
    return withoutCrumbs(
      join([
        { kind: 'same', text: a.slice(0, start).join('') },
        ...compare(middleA, middleB),
        { kind: 'same', text: a.slice(a.length - end).join('') },
      ]),
    );
  }
  return join([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
}

const words = (text: string): string[] =>
  text.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function commonStart(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  let n = 0;
  while (n < a.length - start && n < b.length - start && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}

/** Finds the longest common subsequence, read from the front. */
function compare(a: readonly string[], b: readonly string[]): DiffPart[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      parts.push({ kind: 'removed', text: a[i]! });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j]! });
      j += 1;
    }
  }
  return parts;
}

/**
 * Rewritten sentences share single characters by chance. A common part between two changes that is no longer than
 * either of them counts as changed, so that the reader sees phrases and not single characters.
 */
function withoutCrumbs(parts: readonly DiffPart[]): DiffPart[] {
  const blocks: { same: string; removed: string; added: string }[] = [{ same: '', removed: '', added: '' }];
  for (const part of parts) {
    const last = blocks[blocks.length - 1]!;
    if (part.kind !== 'same') last[part.kind] += part.text;
    else if (last.same === '' && last.removed === '' && last.added === '') last.same = part.text;
    else blocks.push({ same: part.text, removed: '', added: '' });
  }
  const size = (block: { removed: string; added: string }) => Math.max(block.removed.length, block.added.length);
  const merged: typeof blocks = [];
  for (const block of blocks) {
    const last = merged[merged.length - 1];
    if (
      last &&
      size(last) > 0 &&
      size(block) > 0 &&
      !block.same.includes('\n') &&
      block.same.length <= Math.min(size(last), size(block))
    ) {
      last.removed += block.same + block.removed;
      last.added += block.same + block.added;
    } else {
      merged.push({ ...block });
    }
  }
  return join(
    merged.flatMap(({ same, removed, added }): DiffPart[] => [
      { kind: 'same', text: same },
      { kind: 'removed', text: removed },
      { kind: 'added', text: added },
    ]),
  );
}

function join(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    const last = joined[joined.length - 1];
    if (last?.kind === part.kind) last.text += part.text;
    else joined.push({ ...part });
  }
  return joined;
}
