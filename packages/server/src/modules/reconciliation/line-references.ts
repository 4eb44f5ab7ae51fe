import type { Tx } from '../../db/database.js';
import { sqlIn, rowsOf } from '../../db/rows.js';
import { referenceKey } from '../pledges/index.js';
import { StatementLineStatus } from './statement.enums.js';
import { StatementLine } from './statement.entities.js';

/** Returns the forms in which a statement may write a reference that a person typed. */
const formsOf = (reference: string): string[] => [
  reference.trim(),
  referenceKey(reference),
  referenceKey(reference).toLowerCase(),
];

/**
 * Returns those `references` that belong to a settled line of a statement. Confirming a gift by hand under one of them
 * would count the same money twice. Open lines do not count, because such a gift is linked to them later.
 */
export async function findReferencesOfLines(tx: Tx, references: readonly string[]): Promise<ReadonlySet<string>> {
  const serials = [...new Set(references.flatMap(formsOf))];
  const [lines] = await tx.query(
    rowsOf(tx, StatementLine, `${sqlIn('serial', serials)} AND status <> '${StatementLineStatus.OPEN}'`, serials, [
      'serial',
    ]),
  );
  return new Set(lines.map(({ serial }) => referenceKey(serial!)));
}
