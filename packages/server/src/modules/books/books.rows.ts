import { In, type EntityManager } from 'typeorm';
import { translate, type Language } from '../../messages/index.js';
import { stageOfSource } from '../milestones/index.js';
import { JournalEntry } from '../ledger/index.js';
import { isGiven, Pledge, pledgeOfSource, Receipt } from '../pledges/index.js';
import { Milestone, Project } from '../projects/index.js';
import { BankMovement, movementOfSource } from '../reconciliation/index.js';
import type { BookLine } from './book-line.js';
import { partiesOf, shownEntry } from './line-kinds.js';

/**
 * Columns of the exports, in order. Add new columns at the end, because people's spreadsheets refer to columns by
 * position.
 */
export const COLUMNS = [
  'at',
  'project',
  'kind',
  'amount',
  'name',
  'unit',
  'stage',
  'receipt',
  'entry',
  'note',
  'day',
  'code',
  'handler',
] as const;

/**
 * A line of the books as every export writes it. It contains public data only, with names as each donor chose to be
 * shown.
 */
export interface BookRow {
  at: Date;
  project: string | null;
  kind: string;
  amountFen: number;
  /** The donor: a unit, or a person as the person chose to be shown. */
  name: string | null;
  unit: string | null;
  stage: string | null;
  receipt: string | null;
  entry: string;
  /** For the charity's own movements: the purpose of interest, the treasurer's note, or the reason of a reversal. */
  note: string | null;
  /** The day on which the money moved. */
  day: string;
  /** The unified social credit code of the unit that gave. */
  code: string | null;
  /** The person who handled the gift of a unit and chose to be named. */
  handler: string | null;
}

/** Returns the rows with these ids, by id. */
async function byId<T extends { id: string }>(
  manager: EntityManager,
  entity: new () => T,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, T>> {
  const rows = await manager.findBy(entity, { id: In([...new Set(ids.filter((id) => id !== null))]) } as never);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Returns the note of a movement: the reason for a reversal; the purpose of interest and the treasurer's note for any
 * other line.
 */
function noteOf(
  { purpose, note, reversalReason }: BankMovement,
  { reversesId }: BookLine,
  language: Language,
): string | null {
  if (reversesId !== null) return reversalReason;
  const words = [purpose === null ? null : translate(language, `books.purpose.${purpose}`), note].filter(
    (text) => text !== null,
  );
  return words.length === 0 ? null : words.join(' · ');
}

/** Returns the export rows for a batch of lines. */
export async function toRows(
  manager: EntityManager,
  lines: readonly BookLine[],
  language: Language,
): Promise<BookRow[]> {
  const movements = await byId(
    manager,
    BankMovement,
    lines.map(({ sourceKey }) => movementOfSource(sourceKey)),
  );
  const projects = await byId(manager, Project, [
    ...lines.map(({ projectId }) => projectId),
    ...[...movements.values()].map(({ projectId }) => projectId),
  ]);
  const pledges = await byId(
    manager,
    Pledge,
    lines.map(({ sourceKey }) => pledgeOfSource(sourceKey)),
  );
  const stages = await byId(
    manager,
    Milestone,
    lines.map(({ sourceKey }) => stageOfSource(sourceKey)),
  );
  // A reversal has no document of its own. It shows the receipt that the reversal made void.
  const reversed = await byId(
    manager,
    JournalEntry,
    lines.map(({ document, reversesId }) => (document === null ? reversesId : null)),
  );
  // Entries that are older than the column `document` had exactly one receipt each.
  const undocumented = lines
    .filter(({ document }) => document === null)
    .map(({ sourceKey }) => pledgeOfSource(sourceKey))
    .filter((id) => id !== null);
  const receipts = new Map(
    (await manager.findBy(Receipt, { pledgeId: In(undocumented) })).map((receipt) => [
      receipt.pledgeId,
      receipt.number,
    ]),
  );
  const numberOf = ({ document, reversesId, sourceKey }: BookLine): string | null =>
    document ?? reversed.get(reversesId ?? '')?.document ?? receipts.get(pledgeOfSource(sourceKey) ?? '') ?? null;
  const papers = new Map(
    (await manager.findBy(Receipt, { number: In(lines.map(numberOf).filter((number) => number !== null)) })).map(
      (receipt) => [receipt.number, receipt],
    ),
  );
  // Lines of other modules have no column of their own, so the column of names holds their party.
  const ofOthers = lines.filter(({ sourceKey }) =>
    [pledgeOfSource, stageOfSource, movementOfSource].every((idOf) => idOf(sourceKey) === null),
  );
  const parties = await partiesOf(manager, ofOthers);
  const others = new Map(ofOthers.map(({ id }, index) => [id, parties[index]!.name]));
  return lines.map((line) => {
    const known = pledges.get(pledgeOfSource(line.sourceKey) ?? '');
    // A pledge whose confirmation was taken back is not a gift while it waits for its money, so it shows no donor.
    const pledge = known !== undefined && isGiven(known) ? known : undefined;
    const movement = movements.get(movementOfSource(line.sourceKey) ?? '');
    const number = numberOf(line);
    const paper = papers.get(number ?? '');
    const madeOutToUnit = pledge !== undefined && paper?.isMadeOutToUnit === true;
    return {
      at: line.at,
      project: paper?.projectTitle ?? projects.get(line.projectId ?? movement?.projectId ?? '')?.title ?? null,
      kind: translate(language, shownEntry(line.entryKind).line.title),
      amountFen: line.amount,
      name: (madeOutToUnit ? paper.onBehalfOfName : pledge?.displayName) ?? others.get(line.id) ?? null,
      unit: pledge === undefined ? null : (paper?.onBehalfOfName ?? null),
      stage: stages.get(stageOfSource(line.sourceKey) ?? '')?.title ?? null,
      receipt: number,
      entry: line.id,
      note: movement === undefined ? null : noteOf(movement, line, language),
      day: line.day,
      code: madeOutToUnit ? paper.onBehalfOfCode : null,
      handler: madeOutToUnit ? (pledge?.handledBy ?? null) : null,
    };
  });
}
