import type { PlatformRole } from './context.js';
import { isId } from './lib/ids.js';

interface PermissionHead {
  /** The name in the documentation, in the form `things.verb`. */
  readonly name: string;
  /** Any of these roles is enough. A refusal names the first role. */
  readonly roles: readonly [PlatformRole, ...PlatformRole[]];
  /** What the permission allows, as the end of "Who holds it may …". */
  readonly allows: string;
  /** Set where its holders have to prove who they are again, when they last did so longer ago than the setting allows. */
  readonly needsProof?: true;
}

/** A permission that only a role for the whole city gives. */
export interface CityPermission extends PermissionHead {
  readonly within?: undefined;
}

/** A permission that a role for a unit gives as well, within that unit and all units below it. */
export interface UnitPermission extends PermissionHead {
  readonly within: 'UNITS';
}

/**
 * Something that holders of certain platform roles may do or see. Modules declare permissions, and services check them.
 */
export type Permission = CityPermission | UnitPermission;

export const definePermission = <P extends Permission>(permission: P): P => permission;

/** The platform roles of a person. */
export interface RoleHolder {
  /** The roles that the person holds for the whole city. */
  readonly roles: ReadonlySet<PlatformRole>;
  /** The roles that the person holds for units, each with the ids of these units. */
  readonly unitRoles?: ReadonlyMap<PlatformRole, readonly string[]>;
}

/** Where somebody holds a permission: in the whole city, or in the trees of some units. */
export type Scope = 'CITY' | readonly string[];

export function scopeOf({ roles, unitRoles }: RoleHolder, permission: Permission): Scope {
  if (permission.roles.some((role) => roles.has(role))) return 'CITY';
  if (permission.within === undefined || unitRoles === undefined) return [];
  return [...new Set(permission.roles.flatMap((role) => unitRoles.get(role) ?? []))];
}

/** Whether somebody holds a permission for the whole city or for any unit. */
export const holds = (who: RoleHolder, permission: Permission): boolean => scopeOf(who, permission).length > 0;

/**
 * Returns a SQL condition for rows of units in `scope`. `column` has the unit's id. The scope of a unit has all units
 * below it.
 */
export function unitCondition(scope: Scope, column: string): string {
  if (scope === 'CITY') return '1 = 1';
  const roots = scope.filter(isId).map((id) => `'${id}'`);
  if (roots.length === 0) return '1 = 0';
  return `${column} IN (WITH RECURSIVE units_in_scope (id) AS (
    SELECT scope_root.id FROM organizations scope_root WHERE scope_root.id IN (${roots.join(', ')})
    UNION SELECT scope_child.id FROM organizations scope_child JOIN units_in_scope ON scope_child.parent_id = units_in_scope.id
  ) SELECT id FROM units_in_scope)`;
}
