import type { RowQuery } from '../../db/database.js';
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
