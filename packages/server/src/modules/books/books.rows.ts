import { In, type EntityManager } from 'typeorm';
import { translate, type Language } from '../../messages/index.js';
import { stageOfSource } from '../milestones/index.js';
import { JournalEntry } from '../ledger/index.js';
import { isGiven, Pledge, pledgeOfSource, Receipt } from '../pledges/index.js';
import { Milestone, Project } from '../projects/index.js';
import { BankMovement, movementOfSource } from '../reconciliation/index.js';
import { BookLineKind, type BookLine } from './book-line.js';

/** Columns of the exports, in their order. New ones come last: people have spreadsheets that count columns. */
export const COLUMNS = ['at', 'project', 'kind', 'amount', 'name', 'unit', 'stage', 'receipt', 'entry', 'note', 'day'] as const;

/** A line of the books as every export writes it: only what is public, names as each donor chose. */
export interface BookRow {
  at: Date;
  project: string | null;
  kind: string;
  amountFen: number;
  name: string | null;
  unit: string | null;
  stage: string | null;
  receipt: string | null;
  entry: string;
  /** Of the charity's own movements: what interest is for, what the treasurer says, why it was reversed. */
  note: string | null;
  /** The day on which the money moved. */
  day: string;
}

/** The rows of `ids` by id. */
async function byId<T extends { id: string }>(manager: EntityManager, entity: new () => T, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, T>> {
  const rows = await manager.findBy(entity, { id: In([...new Set(ids.filter((id) => id !== null))]) } as never);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What is to be said of a movement: a reversal gives its reason, any other line what interest is for and the treasurer's words. */
function noteOf({ purpose, note, reversalReason }: BankMovement, kind: BookLineKind, language: Language): string | null {
  if (kind === BookLineKind.REVERSAL) return reversalReason;
  const words = [purpose === null ? null : translate(language, `books.purpose.${purpose}`), note].filter((text) => text !== null);
  return words.length === 0 ? null : words.join(' · ');
}

/** The rows of a batch of lines. */
export async function toRows(manager: EntityManager, lines: readonly BookLine[], language: Language): Promise<BookRow[]> {
  const movements = await byId(manager, BankMovement, lines.map(({ sourceKey }) => movementOfSource(sourceKey)));
  const projects = await byId(manager, Project, [...lines.map(({ fundId }) => fundId), ...[...movements.values()].map(({ projectId }) => projectId)]);
  const pledges = await byId(manager, Pledge, lines.map(({ sourceKey }) => pledgeOfSource(sourceKey)));
  const stages = await byId(manager, Milestone, lines.map(({ sourceKey }) => stageOfSource(sourceKey)));
  // What goes back whole has no paper of its own: it is the one that became void.
  const reversed = await byId(manager, JournalEntry, lines.map(({ document, reversesId }) => (document === null ? reversesId : null)));
  // Entries from before the ledger named the papers behind them had one receipt each.
  const undocumented = lines.filter(({ document }) => document === null).map(({ sourceKey }) => pledgeOfSource(sourceKey)).filter((id) => id !== null);
  const receipts = new Map((await manager.findBy(Receipt, { pledgeId: In(undocumented) })).map((receipt) => [receipt.pledgeId, receipt.number]));
  const numberOf = ({ document, reversesId, sourceKey }: BookLine): string | null =>
    document ?? reversed.get(reversesId ?? '')?.document ?? receipts.get(pledgeOfSource(sourceKey) ?? '') ?? null;
  const papers = new Map((await manager.findBy(Receipt, { number: In(lines.map(numberOf).filter((number) => number !== null)) })).map((receipt) => [receipt.number, receipt]));
  return lines.map((line) => {
    const known = pledges.get(pledgeOfSource(line.sourceKey) ?? '');
    // While a gift whose confirmation was taken back waits for its money, nobody gave it.
    const pledge = known !== undefined && isGiven(known) ? known : undefined;
    const movement = movements.get(movementOfSource(line.sourceKey) ?? '');
    const number = numberOf(line);
    const paper = papers.get(number ?? '');
    return {
      at: line.at,
      project: paper?.projectTitle ?? projects.get(line.fundId ?? movement?.projectId ?? '')?.title ?? null,
      kind: translate(language, `books.kind.${line.kind}`),
      amountFen: line.amount,
      name: pledge?.displayName ?? null,
      unit: pledge === undefined ? null : (paper?.onBehalfOfName ?? null),
      stage: stages.get(stageOfSource(line.sourceKey) ?? '')?.title ?? null,
      receipt: number,
      entry: line.id,
      note: movement === undefined ? null : noteOf(movement, line.kind, language),
      day: line.day,
    };
  });
}
