import type { Tx } from '../../db/database.js';
import { among, rowsOf } from '../../db/rows.js';
import { referenceKey } from '../pledges/index.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine } from './statement.entities.js';

/** The forms in which a statement may have a reference that a person typed. */
const formsOf = (reference: string): string[] => [reference.trim(), referenceKey(reference), referenceKey(reference).toLowerCase()];

/**
 * Those of `references` that name a line of a statement whose money the ledger has: a gift that is confirmed by hand under one of them would
 * be the same money twice. An open line is not among them, since the gift is linked to it later.
 */
export async function findReferencesOfLines(tx: Tx, references: readonly string[]): Promise<ReadonlySet<string>> {
  const serials = [...new Set(references.flatMap(formsOf))];
  const [lines] = await tx.ask(rowsOf(tx, StatementLine, `${among('serial', serials)} AND status <> '${StatementLineStatus.OPEN}'`, serials, ['serial']));
  return new Set(lines.map(({ serial }) => referenceKey(serial!)));
}
