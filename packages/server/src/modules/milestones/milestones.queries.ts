import { In } from 'typeorm';
import { defineLoader, mayIn, type RequestContext, type Services } from '../../context.js';
import { fromSqlTime } from '../../db/columns.js';
import { groupRows, rowsByKey } from '../../db/keyed-rows.js';

import { FileAudience, findFiles, type StoredFile } from '../files/index.js';
import { isMemberOf } from '../organizations/index.js';
import { Milestone, Project, projectLoader } from '../projects/index.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
import { seeReports } from './milestones.permissions.js';
import { sqlIn } from '../../db/rows.js';

const reportsLoader = defineLoader<string, MilestoneReport[]>(({ db }, milestoneIds) =>
  groupRows(db.read, MilestoneReport, 'milestoneId', milestoneIds, 'id'),
);

/**
 * Returns a stage's reports, oldest first. Everybody sees the accepted one. Members and viewers with `seeReports` see
 * the others, too.
 */
export async function listReports(context: RequestContext, milestone: Milestone): Promise<MilestoneReport[]> {
  const reports = await reportsLoader(context).load(milestone.id);
  if (reports.length === 0) return reports;
  const project = await projectLoader(context).load(milestone.projectId);
  return project !== null && (await seesUndecided(context, project))
    ? reports
    : reports.filter(({ accepted }) => accepted === true);
}

/** Whether the viewer also sees reports that were not accepted. */
export const seesUndecided = async (context: RequestContext, { organizationId }: Project): Promise<boolean> =>
  (await mayIn(context, seeReports, organizationId)) || (await isMemberOf(context, organizationId));

/** Loads the files of each report, in the author's order. */
export const reportFilesLoader = defineLoader<string, StoredFile[]>(async (context, reportIds) => {
  const links = await context.db.read.find(MilestoneReportFile, {
    where: { reportId: In([...reportIds]) },
    order: { position: 'ASC' },
  });
  const files = await findFiles(
    context,
    links.map(({ fileId }) => fileId),
  );
  return reportIds.map((id) => links.flatMap(({ reportId, fileId }) => (reportId === id ? [files.get(fileId)!] : [])));
});

/** Returns the stages of each project in order, each with the time when its report was accepted, or null. */
export async function readVerifications(
  { db }: Services,
  projectIds: readonly string[],
): Promise<{ id: string; verifiedAt: Date | null }[][]> {
  const rows = await db.read.query<{ id: string; project_id: string; reviewed_at: Date | string | null }[]>(
    `SELECT m.id, m.project_id, r.reviewed_at FROM milestones m LEFT JOIN milestone_reports r ON r.milestone_id = m.id AND r.accepted = 1
     WHERE ${sqlIn('m.project_id', projectIds)} ORDER BY m.project_id, m.position`,
    [...projectIds],
  );
  return projectIds.map((id) =>
    rows
      .filter((row) => row.project_id === id)
      .map((row) => ({ id: row.id, verifiedAt: row.reviewed_at === null ? null : fromSqlTime(row.reviewed_at) })),
  );
}

export const releaseLoader = defineLoader<string, Release | null>(({ db }, milestoneIds) =>
  rowsByKey(db.read, Release, 'milestoneId', milestoneIds),
);

/** Loads the uses of each gift, in the order of the stages. */
export const usesLoader = defineLoader<string, GiftUse[]>(async ({ db }, pledgeIds) => {
  const uses = await db.read
    .createQueryBuilder(GiftUse, 'use')
    .innerJoin(Milestone, 'milestone', 'milestone.id = use.milestoneId')
    .where('use.pledgeId IN (:...pledgeIds)', { pledgeIds })
    .orderBy('milestone.position', 'ASC')
    .getMany();
  return pledgeIds.map((id) => uses.filter(({ pledgeId }) => pledgeId === id));
});

export const milestoneLoader = defineLoader<string, Milestone | null>(({ db }, ids) =>
  rowsByKey(db.read, Milestone, 'id', ids),
);

export const isRestricted = ({ audience }: StoredFile): boolean => audience === FileAudience.REVIEWERS;

/** The files of a report that the viewer may see, in the author's order. */
export async function listReportFiles(context: RequestContext, report: MilestoneReport): Promise<StoredFile[]> {
  const files = await reportFilesLoader(context).load(report.id);
  if (!files.some(isRestricted)) return files;
  const milestone = await milestoneLoader(context).load(report.milestoneId);
  const project = milestone === null ? null : await projectLoader(context).load(milestone.projectId);
  return project !== null && (await seesUndecided(context, project))
    ? files
    : files.filter((file) => !isRestricted(file));
}
