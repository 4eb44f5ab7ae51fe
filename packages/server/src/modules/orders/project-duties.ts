import type { EntityManager } from 'typeorm';
import { defineLoader, type RequestContext } from '../../context.js';
import type { Check } from '../../db/check.js';
import { sqlTime } from '../../db/columns.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { findRows, rowsOf, sqlIn } from '../../db/rows.js';
import { forbidden, type DomainError } from '../../errors.js';
import { Duty, ProjectDuty } from './project-duty.entity.js';

/** Returns why a person whose duty is `held` may not act as `wanted`, or null. */
export function refuseDuty(held: Duty | null | undefined, wanted: Duty.DECIDES | Duty.PAYS): DomainError | null {
  if (held == null || held === wanted) return null;
  return forbidden(wanted === Duty.PAYS ? 'duty.decidedBefore' : 'duty.paidBefore');
}

/**
 * Records that a person acts for a project. The first act takes the duty; later ones keep it. Throws when the person
 * has the other duty.
 */
export async function takeDuty(
  tx: Tx,
  projectId: string,
  userId: string,
  wanted: Duty.DECIDES | Duty.PAYS,
): Promise<void> {
  storeDuties(tx, [{ projectId, userId }], wanted);
  // A transaction that takes the other duty at the same time holds the row until it ends.
  const [row] = await tx.manager.query<{ duty: Duty }[]>(
    `SELECT duty FROM project_duties WHERE project_id = ? AND user_id = ?${tx.forUpdate}`,
    [projectId, userId],
  );
  const refusal = refuseDuty(row!.duty, wanted);
  if (refusal !== null) throw refusal;
}

/** Stores duties of people who have none yet. The caller has read that none of them has the other duty. */
export function storeDuties(
  tx: Tx,
  people: readonly Pick<ProjectDuty, 'projectId' | 'userId'>[],
  duty: Duty.DECIDES | Duty.PAYS,
): void {
  if (people.length === 0) return;
  const keep =
    tx.dialect === 'mysql' ? 'ON DUPLICATE KEY UPDATE duty = duty' : 'ON CONFLICT (project_id, user_id) DO NOTHING';
  tx.defer(
    `INSERT INTO project_duties (project_id, user_id, duty, since_at) VALUES ${people.map(() => '(?, ?, ?, ?)').join(', ')} ${keep}`,
    people.flatMap(({ projectId, userId }) => [projectId, userId, duty, sqlTime(tx.now)]),
  );
}

/** Returns the query for the duties of these people in these projects. */
export const dutiesQuery = (
  tx: Tx,
  projectIds: readonly string[],
  userIds: readonly string[],
): RowQuery<ProjectDuty[]> =>
  rowsOf(tx, ProjectDuty, `${sqlIn('project_id', projectIds)} AND ${sqlIn('user_id', userIds)}`, [
    ...projectIds,
    ...userIds,
  ]);

/** Returns, by project, the people who decided on it and therefore keep out of its money. */
export async function decidersOf(
  manager: EntityManager,
  projectIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map(projectIds.map((id) => [id, new Set<string>()]));
  if (found.size === 0) return found;
  const ids = [...found.keys()];
  const rows = await findRows(manager, ProjectDuty, `${sqlIn('project_id', ids)} AND duty <> '${Duty.PAYS}'`, ids, [
    'projectId',
    'userId',
  ]);
  for (const { projectId, userId } of rows) found.get(projectId)!.add(userId);
  return found;
}

const dutyLoader = defineLoader<string, Duty | null>(async ({ db }, keys) => {
  const pairs = keys.map((key) => key.split(' ') as [string, string]);
  const [projectIds, userIds] = [0, 1].map((at) => [...new Set(pairs.map((pair) => pair[at]!))]) as [
    string[],
    string[],
  ];
  const rows = await findRows(
    db.read,
    ProjectDuty,
    `${sqlIn('project_id', projectIds)} AND ${sqlIn('user_id', userIds)}`,
    [...projectIds, ...userIds],
  );
  const duties = new Map(rows.map(({ projectId, userId, duty }) => [`${projectId} ${userId}`, duty]));
  return keys.map((key) => duties.get(key) ?? null);
});

/** Returns the duty that the viewer has taken for a project; null for visitors and for people without one. */
export const viewerDutyIn = async (context: RequestContext, projectId: string): Promise<Duty | null> =>
  context.viewer === null ? null : dutyLoader(context).load(`${projectId} ${context.viewer.userId}`);

/**
 * Returns the check that everybody who did one of `acts` has the duty that goes with it. `acts` is a SELECT of
 * `project_id`, `user_id` and `at`.
 */
export const dutyCheck = (name: string, duty: Duty.DECIDES | Duty.PAYS, acts: string): Check => ({
  name,
  sql: `SELECT a.project_id, a.user_id, d.duty FROM (${acts}) AS a LEFT JOIN project_duties d ON d.project_id = a.project_id AND d.user_id = a.user_id
        WHERE d.duty IS NULL OR (d.duty <> '${duty}' AND (d.duty <> '${Duty.BOTH_BEFORE}' OR a.at > d.since_at))`,
});
