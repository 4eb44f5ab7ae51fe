import type { Question } from '../../db/database.js';
import { among } from '../../db/rows.js';
import { publicNameOf, type Organization } from '../organizations/index.js';

/** Public names of units by their ids, as they are while gifts are paid: what the papers of those gifts will always say. */
export type UnitNames = ReadonlyMap<string, string>;

/** Asks for the names of `unitIds` and of the units that run `projectIds`. */
export function namesOfUnits(unitIds: readonly (string | null)[], projectIds: readonly string[]): Question<[UnitNames]> {
  const units = [...new Set(unitIds.filter((id) => id !== null))];
  const columns = 'o.id, o.name, o.verified_name, o.verification';
  return {
    // Two lists, each by its own index: with OR between them, MySQL reads all units.
    sql: `SELECT ${columns} FROM organizations o WHERE ${among('o.id', units)} UNION SELECT ${columns} FROM projects q JOIN organizations o ON o.id = q.organization_id WHERE ${among('q.id', projectIds)}`,
    values: [...units, ...projectIds],
    read: (rows) => [new Map((rows as unknown as UnitRow[]).map(({ id, name, verified_name, verification }) => [id, publicNameOf({ name, verifiedName: verified_name, verification })]))],
  };
}

interface UnitRow {
  id: string;
  name: string;
  verified_name: string | null;
  verification: Organization['verification'];
}

/** The name of a unit that was asked for. */
export function nameIn(names: UnitNames, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`no name was read of the unit ${id}`);
  return name;
}
