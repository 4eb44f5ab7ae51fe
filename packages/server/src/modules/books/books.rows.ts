import { In, type EntityManager } from 'typeorm';
import { translate, type Language } from '../../messages/index.js';
import { stageOfSource } from '../milestones/index.js';
import { JournalEntry } from '../ledger/index.js';
import { Organization, publicNameOf } from '../organizations/index.js';
import { isGiven, Pledge, pledgeOfSource, Receipt } from '../pledges/index.js';
import { Milestone, Project } from '../projects/index.js';
import { BankMovement, movementOfSource } from '../reconciliation/index.js';
import { BookLineKind, type BookLine } from './book-line.js';

/** Columns of the exports, in their order. */
export const COLUMNS = ['at', 'project', 'kind', 'amount', 'name', 'unit', 'stage', 'receipt', 'entry', 'note'] as const;

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
}

/** The rows of `ids` by id. */
async function byId<T extends { id: string }>(manager: EntityManager, entity: new () => T, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, T>> {
  const rows = await manager.findBy(entity, { id: In([...new Set(ids.filter((id) => id !== null))]) } as never);
  return new Map(rows.map((row) => [row.id, row]));
}

const shownUnit = (unit: Organization | undefined): string | null => (unit === undefined ? null : publicNameOf(unit));

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
  const units = await byId(manager, Organization, [...pledges.values()].map(({ onBehalfOfId }) => onBehalfOfId));
  // What goes back whole has no paper of its own: it is the one that became void.
  const reversed = await byId(manager, JournalEntry, lines.map(({ document, reversesId }) => (document === null ? reversesId : null)));
  // Entries from before the ledger named the papers behind them had one receipt each.
  const undocumented = lines.filter(({ document }) => document === null).map(({ sourceKey }) => pledgeOfSource(sourceKey)).filter((id) => id !== null);
  const receipts = new Map((await manager.findBy(Receipt, { pledgeId: In(undocumented) })).map((receipt) => [receipt.pledgeId, receipt.number]));
  return lines.map((line) => {
    const known = pledges.get(pledgeOfSource(line.sourceKey) ?? '');
    // While a gift whose confirmation was taken back waits for its money, nobody gave it.
    const pledge = known !== undefined && isGiven(known) ? known : undefined;
    const movement = movements.get(movementOfSource(line.sourceKey) ?? '');
    return {
      at: line.at,
      project: projects.get(line.fundId ?? movement?.projectId ?? '')?.title ?? null,
      kind: translate(language, `books.kind.${line.kind}`),
      amountFen: line.amount,
      name: pledge?.displayName ?? null,
      unit: shownUnit(units.get(pledge?.onBehalfOfId ?? '')),
      stage: stages.get(stageOfSource(line.sourceKey) ?? '')?.title ?? null,
      receipt: line.document ?? reversed.get(line.reversesId ?? '')?.document ?? receipts.get(known?.id ?? '') ?? null,
      entry: line.id,
      note: movement === undefined ? null : noteOf(movement, line.kind, language),
    };
  });
}
