import { In } from 'typeorm';
import type { Services } from '../../context.js';
import { defineCounter } from '../../db/counters.js';
import type { RowQuery, Tx } from '../../db/database.js';
import { lockedRowsOf, rowsOf, sqlIn } from '../../db/rows.js';
import { doEach } from '../../jobs/job.js';
import { newId } from '../../lib/ids.js';
import { Project, ProjectCounters, ProjectEvent } from './project.entity.js';
import { FundingRule, ProjectActor, ProjectStatus } from './project.enums.js';
import { dueStep, isPublicAfter, reopens, statusAfter, TRANSITIONS, type Step } from './project.rules.js';
import { stepFollowers } from './project-hooks.js';
import { PROJECT_TOPIC } from './project-progress.js';
import { noteStep } from './projects.notices.js';
import { putInSearch } from '../search/index.js';
import { projectSearch } from './projects.everywhere.js';
import { projectQueue } from './projects.queues.js';
import { PROJECT, PROJECT_STEPS } from './projects.topics.js';
import { Duty, takeDuty } from '../orders/index.js';
import { record, type Actor } from '../trace/index.js';
import { projectStep } from './projects.trace.js';

/** How many due projects one tick advances. The next tick, a second later, takes the rest. */
const DUE_BATCH = 100;

/** A locked project with its counters. */
export interface LockedProject {
  readonly project: Project;
  readonly counters: ProjectCounters;
}

/**
 * Builds the queries that lock projects in the order of their ids and read their counters. Their results go to
 * `advanceLocked`.
 */
export const projectLocks = (tx: Tx, ids: readonly string[]): [RowQuery<Project[]>, RowQuery<ProjectCounters[]>] => [
  lockedRowsOf(tx, Project, `${sqlIn('id', ids)} ORDER BY id`, ids),
  rowsOf(tx, ProjectCounters, sqlIn('project_id', ids), ids),
];

/** Takes the steps that time has made due for projects that were just locked. Returns the projects by id. */
export async function advanceLocked(
  services: Services,
  tx: Tx,
  projects: readonly Project[],
  counters: readonly ProjectCounters[],
): Promise<Map<string, LockedProject>> {
  const locked = new Map<string, LockedProject>();
  for (const project of projects) {
    const own = counters.find(({ projectId }) => projectId === project.id);
    if (own === undefined) throw new Error(`project ${project.id} has no counters`);
    await advance(services, tx, project, own);
    locked.set(project.id, { project, counters: own });
  }
  return locked;
}

/**
 * Locks the projects of `ids` in the order of their ids, so that two writers of the same projects cannot deadlock.
 * Takes the steps that time has made due, and returns the projects by id.
 */
export async function lockProjects(
  services: Services,
  tx: Tx,
  ids: Iterable<string>,
): Promise<Map<string, LockedProject>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  return advanceLocked(services, tx, ...(await tx.query(...projectLocks(tx, distinct))));
}

/** Locks the project and takes the steps that time has made due. Returns null when there is no such project. */
export async function lockProject(services: Services, tx: Tx, id: string): Promise<Project | null> {
  return (await lockProjects(services, tx, [id])).get(id)?.project ?? null;
}

/**
 * Takes one step of a locked project: changes its status, adds to its history, raises its version and informs watchers.
 * Throws when a reviewer who takes the step has something to do with the project's money.
 */
export async function takeStep(
  services: Services,
  tx: Tx,
  project: Project,
  step: Step,
  details: { by?: Actor; reason?: string | null; changes?: Partial<Project> } = {},
): Promise<void> {
  const from = project.status;
  const to = statusAfter(step, from);
  const userId = details.by?.viewer?.userId ?? null;
  if (TRANSITIONS[step].by === ProjectActor.REVIEWER && userId !== null)
    await takeDuty(tx, project.id, userId, Duty.DECIDES);
  const wasPublic = project.isPublic;
  const changes = { status: to, isPublic: isPublicAfter(to, project.isPublic), ...details.changes };
  Object.assign(project, changes);
  await tx.manager.update(Project, { id: project.id }, changes);
  putInSearch(tx, projectSearch, project);
  await tx.manager.insert(ProjectEvent, {
    id: newId(tx.now),
    projectId: project.id,
    from,
    to,
    at: tx.now,
    actor: TRANSITIONS[step].by,
    userId,
    reason: details.reason ?? null,
  });
  // What time or a gift makes due is nobody's act. The history of the project has it.
  if (details.by !== undefined)
    record(tx, details.by, projectStep, {
      subject: project.id,
      before: { status: from },
      after: { status: to },
      reason: details.reason,
    });
  await noteStep(tx, project, step, wasPublic);
  for (const follow of stepFollowers) await follow(services, tx, project, { step, from, to });
  await changeCounters(services, tx, project.id, {});
  tx.changed(PROJECT.of(project.id));
  tx.changed(PROJECT_STEPS);
  if (from === ProjectStatus.SUBMITTED || to === ProjectStatus.SUBMITTED) tx.changed(projectQueue.topic);
}

/**
 * The counters of a project's gifts. Their rows are made with the projects; the module of pledges has the checks that
 * prove them.
 */
export const projectCounters = defineCounter({
  table: 'project_counters',
  key: ['project_id'],
  columns: [
    'raised_fen',
    'matched_fen',
    'pending_fen',
    'held_fen',
    'held_by_strangers_fen',
    'backer_count',
    'pledge_count',
  ],
});

/** Changes of a project's counters, in fen and numbers of people. */
export type CounterChanges = Partial<
  Pick<
    ProjectCounters,
    'raisedFen' | 'matchedFen' | 'pendingFen' | 'heldFen' | 'heldByStrangersFen' | 'backerCount' | 'pledgeCount'
  >
>;

/** Adds to a project's counters, raises its version and, after the commit, informs watchers. */
export async function changeCounters(
  { live }: Services,
  tx: Tx,
  projectId: string,
  changes: CounterChanges,
): Promise<void> {
  projectCounters.change(
    tx,
    { project_id: projectId },
    {
      raised_fen: changes.raisedFen,
      matched_fen: changes.matchedFen,
      pending_fen: changes.pendingFen,
      held_fen: changes.heldFen,
      held_by_strangers_fen: changes.heldByStrangersFen,
      backer_count: changes.backerCount,
      pledge_count: changes.pledgeCount,
    },
    'version = version + 1',
  );
  tx.afterCommit(() => live.publish(PROJECT_TOPIC, projectId));
}

/**
 * Returns those of the locked `projects` that the platform ended because their time was over. The newest event that
 * ended the project tells it.
 */
export async function endedByTime(tx: Tx, projects: readonly Project[]): Promise<Project[]> {
  const ended = projects.filter(({ status }) => status === ProjectStatus.CANCELLED);
  if (ended.length === 0) return [];
  const events = await tx.manager.find(ProjectEvent, {
    where: { projectId: In(ended.map(({ id }) => id)), to: ProjectStatus.CANCELLED },
    order: { id: 'ASC' },
  });
  const lastActor = new Map(events.map(({ projectId, actor }) => [projectId, actor]));
  return ended.filter(({ id }) => lastActor.get(id) === ProjectActor.PLATFORM);
}

/**
 * Decides on funding again after gifts were taken back. Funding reopens when the goal is no longer reached, and closes
 * again when its time is over.
 */
export async function reconsiderFunding(services: Services, tx: Tx, project: Project): Promise<void> {
  const money = await tx.manager.findOneByOrFail(ProjectCounters, { projectId: project.id });
  if (reopens(project, money, tx.now)) await takeStep(services, tx, project, 'reopenFunding');
  await advance(services, tx, project, money);
}

/** Takes the steps of a locked project that time has made due. One step may make the next one due. */
async function advance(services: Services, tx: Tx, project: Project, money: ProjectCounters): Promise<void> {
  for (;;) {
    const step = dueStep(project, money, tx.now);
    if (step === null) return;
    await takeStep(services, tx, project, step);
  }
}

/**
 * Opens and closes every project whose time has come, the longest due first. Several nodes may run it at once, because
 * each project is locked and checked again. A failure of one project does not stop the others.
 */
export async function advanceDueProjects(services: Services, signal?: AbortSignal): Promise<void> {
  const due = await services.db.read
    .createQueryBuilder(Project, 'project')
    .select('project.id')
    .innerJoin(ProjectCounters, 'counters', 'counters.projectId = project.id')
    .where('(project.status = :notice AND project.noticePausedAt IS NULL AND project.noticeEndsAt <= :now)')
    // Leaves out projects that wait for pending transfers. They are not due, may be many and may wait for weeks.
    .orWhere(
      '(project.status = :fundraising AND project.fundingEndsAt <= :now AND ((counters.raisedFen > 0 AND project.fundingRule = :keep) OR counters.pendingFen = 0))',
    )
    .setParameters({
      notice: ProjectStatus.PUBLIC_NOTICE,
      fundraising: ProjectStatus.FUNDRAISING,
      keep: FundingRule.KEEP_WHAT_CAME,
      now: services.clock.now(),
    })
    .orderBy('project.fundingEndsAt', 'ASC')
    .addOrderBy('project.id', 'ASC')
    .limit(DUE_BATCH)
    .getMany();
  await doEach(due, signal, ({ id }) =>
    services.db
      .transact((tx) => lockProject(services, tx, id))
      .catch((error: unknown) => {
        services.log.error({ err: error, projectId: id }, 'a project could not do what time made due');
        throw error;
      }),
  );
}
