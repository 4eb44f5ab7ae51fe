import type { EntityManager } from 'typeorm';
import { entryKinds, type EntryBookLine, type EntryKind, type LineKind, type Party } from '../ledger/index.js';

/** A kind of entry that the books show as a line. */
export interface ShownEntry extends Pick<EntryBookLine, 'line' | 'on'> {
  readonly entryKind: string;
}

const shownOf = ({ name, bookLine }: EntryKind): ShownEntry[] =>
  bookLine === null ? [] : [{ entryKind: name, line: bookLine.line, on: bookLine.on }];

/** Returns all kinds of entries that the books show, as their modules declare them. */
export const shownEntries = (): ShownEntry[] => entryKinds.all().flatMap(shownOf);

/** Returns how the books show this kind of entry. Throws when the books do not show the kind, because that is a bug. */
export function shownEntry(entryKind: string): ShownEntry {
  const [shown] = shownOf(entryKinds.get(entryKind));
  if (shown === undefined) throw new Error(`entries of the kind ${entryKind} are no lines of the books`);
  return shown;
}

/** Returns the kinds of lines, each once, and whether they are movements of projects' funds. */
export function lineKinds(entries = shownEntries()): { readonly line: LineKind; readonly ofFunds: boolean }[] {
  const kinds = new Map<string, { line: LineKind; ofFunds: boolean }>();
  for (const { line, on } of entries) {
    const known = kinds.get(line.name);
    if (known !== undefined && known.line.title !== line.title)
      throw new Error(`the kind of line ${line.name} is declared twice with different words`);
    if (known === undefined) kinds.set(line.name, { line, ofFunds: 'part' in on });
  }
  return [...kinds.values()];
}

/** The fields of an entry that identify its party. */
export interface LineKey {
  readonly entryKind: string;
  readonly sourceKey: string;
}

const NO_PARTY: Party = { name: null, path: null };

/** Returns the party of each entry. The module that declares the entry's kind provides the party. */
export async function partiesOf(manager: EntityManager, entries: readonly LineKey[]): Promise<Party[]> {
  const parties = new Map<string, ReadonlyMap<string, Party>>();
  for (const name of new Set(entries.map(({ entryKind }) => entryKind))) {
    const keys = entries.filter(({ entryKind }) => entryKind === name).map(({ sourceKey }) => sourceKey);
    parties.set(name, (await entryKinds.get(name).bookLine?.partiesOf?.(manager, keys)) ?? new Map<string, Party>());
  }
  return entries.map(({ entryKind, sourceKey }) => parties.get(entryKind)!.get(sourceKey) ?? NO_PARTY);
}
