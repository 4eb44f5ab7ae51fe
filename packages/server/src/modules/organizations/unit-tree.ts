import { sqlTime } from '../../db/columns.js';
import type { Tx } from '../../db/database.js';
import { insertRows, sqlIn } from '../../db/rows.js';
import { badInput, notFound } from '../../errors.js';
import { Organization } from './organization.entity.js';
import { TREE_LEVELS } from './organizations.rules.js';
import { UnitAbove } from './unit-tree.entity.js';

interface Kin {
  readonly id: string;
  readonly depth: number;
}

/** Reads units of the tree of now. The rows are locked, so that two moves of one branch follow each other. */
async function kinOf(tx: Tx, select: 'ancestor_id' | 'descendant_id', id: string): Promise<Kin[]> {
  const by = select === 'ancestor_id' ? 'descendant_id' : 'ancestor_id';
  const [kin] = await tx.query({
    sql: `SELECT ${select} AS id, depth FROM organization_closure WHERE ${by} = ? AND until_at IS NULL${tx.forUpdate}`,
    values: [id],
    read: (rows: Record<string, unknown>[]) => rows.map((row) => ({ id: String(row.id), depth: Number(row.depth) })),
  });
  return kin;
}

/**
 * Gives a new unit its place in the tree. Throws when the tree would have too many levels. The unit's row names the
 * same parent.
 */
export async function plantUnit(tx: Tx, id: string, parentId: string | null): Promise<void> {
  if (parentId !== null) await lockAncestors(tx, parentId);
  await join(tx, [{ id, depth: 0 }], parentId);
  insertRows(tx, UnitAbove, [{ ancestorId: id, descendantId: id, depth: 0, fromAt: tx.now, untilAt: null }]);
}

/**
 * Moves a locked unit, with all units below it, under another parent or out of any. Throws when the move would make a
 * circle or a tree with too many levels. The caller stores the same parent in the unit's row.
 */
export async function moveUnit(
  tx: Tx,
  { id, parentId: before }: Pick<Organization, 'id' | 'parentId'>,
  parentId: string | null,
): Promise<void> {
  if (parentId === before) return;
  if (parentId !== null) await lockAncestors(tx, parentId, id);
  const branch = await kinOf(tx, 'descendant_id', id);
  leave(tx, branch);
  await join(tx, branch, parentId);
}

/**
 * Throws when a unit could not be below `parentId`, because that makes a circle or too many levels. Moves nothing, and
 * returns the parent.
 */
export async function checkPlace(tx: Tx, id: string, parentId: string): Promise<Organization> {
  const parent = await lockAncestors(tx, parentId, id);
  await placesBelow(tx, await kinOf(tx, 'descendant_id', id), parentId);
  return parent;
}

/**
 * Moves all units below `fromId` below `intoId`, whose ancestors are locked, and takes `fromId` out of any tree. Throws
 * when the tree would have too many levels. The caller stores the same parents in the rows of the units.
 */
export async function mergeBranches(tx: Tx, fromId: string, intoId: string): Promise<void> {
  const branch = await kinOf(tx, 'descendant_id', fromId);
  const below = branch.filter(({ depth }) => depth > 0).map(({ id, depth }) => ({ id, depth: depth - 1 }));
  const above = below.length === 0 ? [] : await placesBelow(tx, below, intoId, 'intoId');
  if (below.length > 0) leave(tx, below);
  leave(
    tx,
    branch.filter(({ depth }) => depth === 0),
  );
  place(tx, below, above);
}

/**
 * Locks a unit and all units above it. Two moves that together make a circle share one of these, so the second move
 * sees the first. `moved` must not be one of them. Returns the unit, which is open. `field` names the input.
 */
export async function lockAncestors(
  tx: Tx,
  parentId: string,
  moved?: string,
  field: 'parentId' | 'intoId' = 'parentId',
): Promise<Organization> {
  let first: Organization | null = null;
  for (let id: string | null = parentId; id !== null;) {
    if (id === moved) throw badInput(field, field === 'intoId' ? 'organization.intoOwn' : 'organization.circle');
    const ancestor: Organization | null = await tx.lock(Organization, { id });
    if (ancestor === null) throw notFound(field);
    // Only the first can be closed, because a closed unit has nothing below it.
    if (ancestor.closedAt !== null) throw badInput(field, 'organization.closedTarget');
    first ??= ancestor;
    id = ancestor.parentId;
  }
  return first!;
}

/** Puts the units of a branch below a parent, whose ancestors are locked. */
async function join(tx: Tx, branch: readonly Kin[], parentId: string | null): Promise<void> {
  if (parentId === null) return;
  place(tx, branch, await placesBelow(tx, branch, parentId));
}

/** Records that each of `above` is above each unit of a branch from now on. */
function place(tx: Tx, branch: readonly Kin[], above: readonly Kin[]): void {
  insertRows(
    tx,
    UnitAbove,
    branch.flatMap((below) =>
      above.map((ancestor) => ({
        ancestorId: ancestor.id,
        descendantId: below.id,
        depth: ancestor.depth + below.depth + 1,
        fromAt: tx.now,
        untilAt: null,
      })),
    ),
  );
}

/** Returns what a branch would have above it below `parentId`. Throws when the tree would have too many levels. */
async function placesBelow(
  tx: Tx,
  branch: readonly Kin[],
  parentId: string,
  field: 'parentId' | 'intoId' = 'parentId',
): Promise<Kin[]> {
  const above = await kinOf(tx, 'ancestor_id', parentId);
  const levels = above.length + 1 + Math.max(...branch.map(({ depth }) => depth));
  if (levels > TREE_LEVELS) throw badInput(field, 'organization.tooDeep', { max: TREE_LEVELS });
  return above;
}

/**
 * Ends what is above a branch. What began at this very moment never was.
 */
function leave(tx: Tx, branch: readonly Kin[]): void {
  const ids = branch.map(({ id }) => id);
  const above = `${sqlIn('descendant_id', ids)} AND NOT (${sqlIn('ancestor_id', ids)}) AND until_at IS NULL`;
  const now = sqlTime(tx.now);
  tx.defer(`DELETE FROM organization_closure WHERE ${above} AND from_at = ?`, [...ids, ...ids, now]);
  tx.defer(`UPDATE organization_closure SET until_at = ? WHERE ${above}`, [now, ...ids, ...ids]);
}
