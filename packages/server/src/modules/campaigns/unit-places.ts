import { fromSqlTime } from '../../db/columns.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';

/** One unit was above another between two moments. */
export interface Above {
  readonly unitId: string;
  readonly aboveId: string;
  readonly from: Date;
  /** The first moment at which it was no longer so; null while it is so. */
  readonly until: Date | null;
}

/**
 * Builds the query for all that was ever above these units. The rows are locked, so a move of one of the units waits
 * for the gift or the gift for the move.
 */
export const lockAbove = ({ forUpdate }: Tx, unitIds: readonly string[]): RowQuery<Above[]> => ({
  sql: `SELECT descendant_id, ancestor_id, from_at, until_at FROM organization_closure
        WHERE ${sqlIn('descendant_id', unitIds)}${forUpdate}`,
  values: unitIds,
  read: (rows) =>
    rows.map(({ descendant_id, ancestor_id, from_at, until_at }) => ({
      unitId: String(descendant_id),
      aboveId: String(ancestor_id),
      from: fromSqlTime(from_at as Date | string),
      until: until_at === null ? null : fromSqlTime(until_at as Date | string),
    })),
});

/** Returns a unit and all above it at a moment, and since when nothing of that had changed. */
export function placeOf(unitId: string, at: Date, above: readonly Above[]): { unitIds: string[]; since: Date } {
  const begun = above.filter((row) => row.unitId === unitId && row.from <= at);
  const then = begun.filter(({ until }) => until === null || until > at);
  if (then.length === 0) throw new Error(`the unit ${unitId} had no place in the tree at ${at.toISOString()}`);
  return {
    unitIds: then.map(({ aboveId }) => aboveId).sort(),
    since: new Date(
      Math.max(...begun.map(({ from, until }) => (until !== null && until <= at ? until : from).getTime())),
    ),
  };
}
