import { In } from 'typeorm';
import type { Services } from '../../context.js';
import type { Question, Tx } from '../../db/database.js';
import { lockedRowsOf, places, rowsOf } from '../../db/rows.js';
import { doEach } from '../../jobs/job.js';
import { newId } from '../../lib/ids.js';
import { Project, ProjectCounters, ProjectEvent } from './project.entity.js';
import { FundingRule, ProjectActor, ProjectStatus } from './project.enums.js';
import { dueStep, isPublicAfter, reopens, statusAfter, TRANSITIONS, type Step } from './project.rules.js';
import { PROJECT_TOPIC } from './project-progress.js';

/** How many due projects one tick moves on; the next second takes the rest. */
const DUE_BATCH = 100;

/** A project that is locked, and what it raised. */
export interface LockedProject {
  readonly project: Project;
  readonly counters: ProjectCounters;
}

/** Asks for projects, locked in the order of their ids, and for their counters; the answers are for `advanceLocked`. */
export const projectLocks = (tx: Tx, ids: readonly string[]): [Question<Project[]>, Question<ProjectCounters[]>] => [
  lockedRowsOf(tx, Project, `id IN ${places(ids)} ORDER BY id`, ids),
  rowsOf(tx, ProjectCounters, `project_id IN ${places(ids)}`, ids),
];

/** Does what time has made due to projects that have just been locked. */
export async function advanceLocked(services: Services, tx: Tx, projects: readonly Project[], counters: readonly ProjectCounters[]): Promise<Map<string, LockedProject>> {
  const locked = new Map<string, LockedProject>();
  for (const project of projects) {
    const own = counters.find(({ projectId }) => projectId === project.id);
    if (own === undefined) throw new Error(`project ${project.id} has no counters`);
    await advance(services, tx, project, own);
    locked.set(project.id, { project, counters: own });
  }
  return locked;
}

/** The projects of `ids`, locked in the order of their ids, so that two writers of the same ones cannot wait for each other; with whatever time has made due already done. */
export async function lockProjects(services: Services, tx: Tx, ids: Iterable<string>): Promise<Map<string, LockedProject>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  return advanceLocked(services, tx, ...(await tx.ask(...projectLocks(tx, distinct))));
}

/** The project, locked, with whatever time has made due already done; null when there is none. */
export async function lockProject(services: Services, tx: Tx, id: string): Promise<Project | null> {
  return (await lockProjects(services, tx, [id])).get(id)?.project ?? null;
}

/** Takes one step of a locked project: status, history, version, and word to those who watch. */
export async function takeStep(
  services: Services,
  tx: Tx,
  project: Project,
  step: Step,
  details: { userId?: string | null; reason?: string | null; changes?: Partial<Project> } = {},
): Promise<void> {
  const from = project.status;
  const to = statusAfter(step, from);
  const changes = { status: to, isPublic: isPublicAfter(to, project.isPublic), ...details.changes };
  Object.assign(project, changes);
  await tx.manager.update(Project, { id: project.id }, changes);
  await tx.manager.insert(ProjectEvent, {
    id: newId(tx.now),
    projectId: project.id,
    from,
    to,
    at: tx.now,
    actor: TRANSITIONS[step].by,
    userId: details.userId ?? null,
    reason: details.reason ?? null,
  });
  await changeCounters(services, tx, project.id, {});
}

/** Changes of a project's counters, in fen and heads. */
export type CounterChanges = Partial<Pick<ProjectCounters, 'raisedFen' | 'matchedFen' | 'pendingFen' | 'heldFen' | 'heldByStrangersFen' | 'backerCount' | 'pledgeCount'>>;

/** Adds to a project's counters, makes its version grow and, after the commit, tells those who watch. */
export async function changeCounters({ live }: Services, tx: Tx, projectId: string, changes: CounterChanges): Promise<void> {
  const { raisedFen = 0, matchedFen = 0, pendingFen = 0, heldFen = 0, heldByStrangersFen = 0, backerCount = 0, pledgeCount = 0 } = changes;
  tx.defer(
    `UPDATE project_counters SET raised_fen = raised_fen + ?, matched_fen = matched_fen + ?, pending_fen = pending_fen + ?,
       held_fen = held_fen + ?, held_by_strangers_fen = held_by_strangers_fen + ?,
       backer_count = backer_count + ?, pledge_count = pledge_count + ?, version = version + 1 WHERE project_id = ?`,
    [raisedFen, matchedFen, pendingFen, heldFen, heldByStrangersFen, backerCount, pledgeCount, projectId],
  );
  tx.afterCommit(() => live.publish(PROJECT_TOPIC, projectId));
}

/** Those of locked `projects` that nobody ended but time, as their newest event tells. */
export async function endedByTime(tx: Tx, projects: readonly Project[]): Promise<Project[]> {
  const ended = projects.filter(({ status }) => status === ProjectStatus.CANCELLED);
  if (ended.length === 0) return [];
  const events = await tx.manager.find(ProjectEvent, { where: { projectId: In(ended.map(({ id }) => id)), to: ProjectStatus.CANCELLED }, order: { id: 'ASC' } });
  const lastActor = new Map(events.map(({ projectId, actor }) => [projectId, actor]));
  return ended.filter(({ id }) => lastActor.get(id) === ProjectActor.PLATFORM);
}

/** After gifts were taken back: funding opens again where the goal is out of reach, and closes again where time has passed. */
export async function reconsiderFunding(services: Services, tx: Tx, project: Project): Promise<void> {
  const money = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  if (reopens(project, money, tx.now)) await takeStep(services, tx, project, 'reopenFunding');
  await advance(services, tx, project, money);
}

/** Does what time has made due to a locked project; one step may make the next one due. */
async function advance(services: Services, tx: Tx, project: Project, money: ProjectCounters): Promise<void> {
  for (;;) {
    const step = dueStep(project, money, tx.now);
    if (step === null) return;
    await takeStep(services, tx, project, step);
  }
}

/**
 * Opens and closes every project whose time has come, the longest due first. Several nodes may do so at once: each project is locked
 * and looked at again. One that fails does not keep the others waiting.
 */
export async function advanceDueProjects(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await services.db.read
    .createQueryBuilder(Project, 'project')
    .select('project.id')
    .innerJoin(ProjectCounters, 'counters', 'counters.projectId = project.id')
    .where('(project.status = :notice AND project.noticePausedAt IS NULL AND project.noticeEndsAt <= :now)')
    // Those that wait for transfers under way are not due; there may be many, and for weeks.
    .orWhere('(project.status = :fundraising AND project.fundingEndsAt <= :now AND ((counters.raisedFen > 0 AND project.fundingRule = :keep) OR counters.pendingFen = 0))')
    .setParameters({ notice: ProjectStatus.PUBLIC_NOTICE, fundraising: ProjectStatus.FUNDRAISING, keep: FundingRule.KEEP_WHAT_CAME, now: services.clock.now() })
    .orderBy('project.fundingEndsAt', 'ASC')
    .addOrderBy('project.id', 'ASC')
    .limit(DUE_BATCH)
    .getMany();
  await doEach(due, signal, ({ id }) => services.db.transact((tx) => lockProject(services, tx, id)).catch((error: unknown) => {
    services.log.error({ err: error, projectId: id }, 'a project could not do what time made due');
    throw error;
  }));
}

