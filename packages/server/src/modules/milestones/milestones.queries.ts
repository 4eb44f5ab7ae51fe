import { In, type SelectQueryBuilder } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, requireViewer, type RequestContext, type Services } from '../../context.js';
import { fromSqlTime, sqlTime } from '../../db/columns.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';
import { places } from '../../db/rows.js';
import { findFiles, type StoredFile } from '../files/index.js';
import { isMemberOf } from '../organizations/index.js';
import { Milestone, MilestoneStatus, Project, projectLoader } from '../projects/index.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
import { UNDER_WAY } from './milestone.rules.js';

const reportsLoader = defineLoader<string, MilestoneReport[]>(({ db }, milestoneIds) => groupRows(db.read, MilestoneReport, 'milestoneId', milestoneIds, 'id'));

/** A stage's reports, oldest first: the accepted one for everybody; members, reviewers and treasurers see the others, too. */
export async function listReports(context: RequestContext, milestone: Milestone): Promise<MilestoneReport[]> {
  const reports = await reportsLoader(context).load(milestone.id);
  if (reports.length === 0) return reports;
  const project = await projectLoader(context).load(milestone.projectId);
  return project !== null && (await seesUndecided(context, project)) ? reports : reports.filter(({ accepted }) => accepted === true);
}

/** Whether the viewer sees what was reported and not accepted, too. */
export const seesUndecided = async (context: RequestContext, { organizationId }: Project): Promise<boolean> =>
  hasRole(context, PlatformRole.REVIEWER) || hasRole(context, PlatformRole.TREASURER) || (await isMemberOf(context, organizationId));

/** The files of each report, as its author ordered them. */
export const reportFilesLoader = defineLoader<string, StoredFile[]>(async (context, reportIds) => {
  const links = await context.db.read.find(MilestoneReportFile, { where: { reportId: In([...reportIds]) }, order: { position: 'ASC' } });
  const files = await findFiles(context, links.map(({ fileId }) => fileId));
  return reportIds.map((id) => links.flatMap(({ reportId, fileId }) => (reportId === id ? [files.get(fileId)!] : [])));
});

/** The stages of each project in their order, each with when its report was accepted; null where none was yet. */
export async function readVerifications({ db }: Services, projectIds: readonly string[]): Promise<{ id: string; verifiedAt: Date | null }[][]> {
  const rows = await db.read.query<{ id: string; project_id: string; reviewed_at: Date | string | null }[]>(
    `SELECT m.id, m.project_id, r.reviewed_at FROM milestones m LEFT JOIN milestone_reports r ON r.milestone_id = m.id AND r.accepted = 1
     WHERE m.project_id IN ${places(projectIds)} ORDER BY m.project_id, m.position`,
    [...projectIds],
  );
  return projectIds.map((id) => rows.filter((row) => row.project_id === id).map((row) => ({ id: row.id, verifiedAt: row.reviewed_at === null ? null : fromSqlTime(row.reviewed_at) })));
}

export const releaseLoader = defineLoader<string, Release | null>(({ db }, milestoneIds) => rowsByKey(db.read, Release, 'milestoneId', milestoneIds));

/** What became of each gift: the stages that used a part of it, in the order in which they did. */
export const usesLoader = defineLoader<string, GiftUse[]>(async ({ db }, pledgeIds) => {
  const uses = await db.read
    .createQueryBuilder(GiftUse, 'use')
    .innerJoin(Milestone, 'milestone', 'milestone.id = use.milestoneId')
    .where('use.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('milestone.position', 'ASC')
    .getMany();
  return pledgeIds.map((id) => uses.filter(({ pledgeId }) => pledgeId === id));
});

export const milestoneLoader = defineLoader<string, Milestone | null>(({ db }, ids) => rowsByKey(db.read, Milestone, 'id', ids));

/** Stages that wait for a reviewer, first reported first. */
export function listMilestoneQueue(context: RequestContext, args: PageArgs): Promise<Page<Milestone>> {
  requireRole(context, PlatformRole.REVIEWER);
  const query = context.db.read
    .createQueryBuilder(Milestone, 'milestone')
    .innerJoin(Project, 'project', 'project.id = milestone.projectId')
    .where('milestone.status = :submitted', { submitted: MilestoneStatus.SUBMITTED })
    // What a project that was cancelled meanwhile had reported is nobody's to decide any more.
    .andWhere('project.status IN (:...underWay)', { underWay: UNDER_WAY });
  return paginate(withReport(query, 'report.accepted IS NULL'), [{ column: 'report.id', of: ({ queuedBy }) => queuedBy.id, direction: 'ASC' }], args);
}

/** A stage with the report that put it into a queue. */
type QueuedMilestone = Milestone & { queuedBy: MilestoneReport };

/** Stages are as old as their project; their place in a queue is that of the report. */
const withReport = (query: SelectQueryBuilder<Milestone>, which: string): SelectQueryBuilder<QueuedMilestone> =>
  query.innerJoinAndMapOne('milestone.queuedBy', MilestoneReport, 'report', `report.milestoneId = milestone.id AND ${which}`) as SelectQueryBuilder<QueuedMilestone>;

/** Verified stages that wait for their money, first verified first. */
export function listReleaseQueue(context: RequestContext, args: PageArgs): Promise<Page<Milestone>> {
  requireViewer(context);
  if (!hasRole(context, PlatformRole.ADMIN)) requireRole(context, PlatformRole.TREASURER);
  const query = context.db.read.createQueryBuilder(Milestone, 'milestone').where('milestone.status = :verified', { verified: MilestoneStatus.VERIFIED });
  return paginate(
    withReport(query, 'report.accepted = 1'),
    [
      { column: 'report.reviewedAt', of: ({ queuedBy }) => sqlTime(queuedBy.reviewedAt!), direction: 'ASC' },
      { column: 'report.id', of: ({ queuedBy }) => queuedBy.id, direction: 'ASC' },
    ],
    args,
  );
}
