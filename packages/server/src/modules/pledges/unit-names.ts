import type { RowQuery, Tx } from '../../db/database.js';
import { sqlIn } from '../../db/rows.js';
import { publicCodeOf, publicNameOf, type Organization } from '../organizations/index.js';

/** What papers say of a unit. */
export interface UnitName {
  readonly name: string;
  /** The unified social credit code; null for a unit without one. */
  readonly code: string | null;
}

/**
 * Public names and codes of units by id, at the time when gifts are paid. The papers of those gifts keep them for ever.
 */
export type UnitNames = ReadonlyMap<string, UnitName>;

/** Builds the query for the names of `unitIds` and of the units that run `projectIds`. */
export function namesOfUnits(
  unitIds: readonly (string | null)[],
  projectIds: readonly string[],
): RowQuery<[UnitNames]> {
  const units = [...new Set(unitIds.filter((id) => id !== null))];
  const columns = 'o.id, o.name, o.verified_name, o.credit_code, o.verified_code, o.verification';
  return {
    // Two queries in a UNION, each with its own index. With OR between the two lists, MySQL reads all units.
    sql: `SELECT ${columns} FROM organizations o WHERE ${sqlIn('o.id', units)} UNION SELECT ${columns} FROM projects q JOIN organizations o ON o.id = q.organization_id WHERE ${sqlIn('q.id', projectIds)}`,
    values: [...units, ...projectIds],
    read: (rows) => [
      new Map(
        (rows as unknown as UnitRow[]).map(({ id, name, verified_name, credit_code, verified_code, verification }) => [
          id,
          {
            name: publicNameOf({ name, verifiedName: verified_name, verification }),
            code: publicCodeOf({ creditCode: credit_code, verifiedCode: verified_code, verification }),
          },
        ]),
      ),
    ],
  };
}

interface UnitRow {
  id: string;
  name: string;
  verified_name: string | null;
  credit_code: string | null;
  verified_code: string | null;
  verification: Organization['verification'];
}

/** The name and code of a unit that the query asked for. */
export function unitIn(names: UnitNames, id: string): UnitName {
  const unit = names.get(id);
  if (unit === undefined) throw new Error(`no name was read of the unit ${id}`);
  return unit;
}

/** The name of a unit that the query asked for. */
export const nameIn = (names: UnitNames, id: string): string => unitIn(names, id).name;

/**
 * Builds the query for those of `unitIds` that were merged into other units. It locks the rows, so that a merger and a
 * gift for the merged unit follow each other.
 */
export function closedUnits(tx: Tx, unitIds: readonly (string | null)[]): RowQuery<[ReadonlySet<string>]> {
  const units = [...new Set(unitIds.filter((id) => id !== null))].sort();
  return {
    sql: `SELECT id, closed_at FROM organizations WHERE ${sqlIn('id', units)} ORDER BY id${tx.forShare}`,
    values: units,
    read: (rows) => [new Set(rows.flatMap(({ id, closed_at }) => (closed_at === null ? [] : [String(id)])))],
  };
}

/**
 * SQL, with the id of the other unit for its placeholder: promises for a campaign from before that unit existed. A
 * campaign counts a gift for the units that were above its own when it was made, so these cannot pass on.
 */
export const BEFORE_OTHER_UNIT =
  'campaign_id IS NOT NULL AND created_at < (SELECT o.created_at FROM organizations o WHERE o.id = ?)';

/**
 * Lets the unpaid promises of a merged unit count for the unit into which it was merged. The caller has locked both
 * units. Gifts that are paid stay with the unit of their time.
 */
export const passOnUnpaid = (tx: Tx, fromId: string, intoId: string): void =>
  tx.defer(
    `UPDATE pledges SET on_behalf_of_id = ? WHERE on_behalf_of_id = ? AND status IN ('PENDING', 'EXPIRED')
     AND NOT (${BEFORE_OTHER_UNIT})`,
    [intoId, fromId, intoId],
  );
