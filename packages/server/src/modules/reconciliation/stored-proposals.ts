import type { EntityManager } from 'typeorm';
import type { Tx } from '../../db/database.js';
import { updateRows } from '../../db/rows.js';
import type { Proposal } from './matching.rules.js';
import { StatementLine } from './statement.entities.js';

export const NO_PROPOSAL: Proposal = { pledgeId: null, confidence: 0, reasons: [] };

/** The columns of a line that store its proposal. */
const PROPOSED = [
  'pledgeId',
  'furtherPledges',
  'movementKind',
  'movementPurpose',
  'movementProjectId',
  'confidence',
  'reasons',
] as const;

export const columnsOf = ({
  pledgeId,
  furtherIds = [],
  movement,
  confidence,
  reasons,
}: Proposal): Pick<StatementLine, (typeof PROPOSED)[number]> => ({
  pledgeId,
  furtherPledges: furtherIds.length === 0 ? null : JSON.stringify(furtherIds),
  movementKind: movement?.kind ?? null,
  movementPurpose: movement?.purpose ?? null,
  movementProjectId: movement?.projectId ?? null,
  confidence,
  reasons: JSON.stringify(reasons),
});

/** Writes the proposals of locked lines that differ from the stored ones. */
export function saveProposals(
  tx: Tx,
  lines: readonly StatementLine[],
  proposalOf: (line: StatementLine) => Proposal,
): void {
  const changed: StatementLine[] = [];
  for (const line of lines) {
    const columns = columnsOf(proposalOf(line));
    if (PROPOSED.every((column) => line[column] === columns[column])) continue;
    changed.push(Object.assign(line, columns));
  }
  updateRows(tx, StatementLine, changed, [...PROPOSED]);
}

/** Returns pledges that are proposed for open lines of other statements than `except`. */
export async function findClaimed(manager: EntityManager, except = ''): Promise<Set<string>> {
  const rows = await manager.query<{ pledge_id: string; further_pledges: string | null }[]>(
    `SELECT pledge_id, further_pledges FROM statement_lines WHERE status = 'OPEN' AND pledge_id IS NOT NULL AND statement_id <> ?`,
    [except],
  );
  return new Set(
    rows.flatMap(({ pledge_id, further_pledges }) => [
      pledge_id,
      ...(further_pledges === null ? [] : (JSON.parse(further_pledges) as string[])),
    ]),
  );
}
