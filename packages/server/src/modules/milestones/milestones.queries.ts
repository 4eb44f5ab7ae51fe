import { In } from 'typeorm';
import { paginate, type Page, type PageArgs } from '../../connection.js';
import { defineLoader, hasRole, PlatformRole, requireRole, requireViewer, type RequestContext } from '../../context.js';
import { findFiles, type StoredFile } from '../files/index.js';
import { isMemberOf } from '../organizations/index.js';
import { Milestone, MilestoneStatus, Project, projectLoader } from '../projects/index.js';
import { GiftUse, MilestoneReport, MilestoneReportFile, Release } from './milestone.entities.js';
import { UNDER_WAY } from './milestone.rules.js';

const reportsLoader = defineLoader<string, MilestoneReport[]>(async ({ db }, milestoneIds) => {
  const reports = await db.read.find(MilestoneReport, { where: { milestoneId: In([...milestoneIds]) }, order: { id: 'ASC' } });
  return milestoneIds.map((id) => reports.filter(({ milestoneId }) => milestoneId === id));
});

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
export const verificationsLoader = defineLoader<string, { id: string; verifiedAt: Date | null }[]>(async ({ db }, projectIds) => {
  const milestones = await db.read.find(Milestone, { where: { projectId: In([...projectIds]) }, order: { position: 'ASC' } });
  const accepted = await db.read.findBy(MilestoneReport, { milestoneId: In(milestones.map(({ id }) => id)), accepted: true });
  const verifiedAt = new Map(accepted.map((report) => [report.milestoneId, report.reviewedAt]));
  return projectIds.map((id) => milestones.filter(({ projectId }) => projectId === id).map((milestone) => ({ id: milestone.id, verifiedAt: verifiedAt.get(milestone.id) ?? null })));
});

export const releaseLoader = defineLoader<string, Release | null>(async ({ db }, milestoneIds) => {
  const releases = new Map((await db.read.findBy(Release, { milestoneId: In([...milestoneIds]) })).map((release) => [release.milestoneId, release]));
  return milestoneIds.map((id) => releases.get(id) ?? null);
});

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

export const milestoneLoader = defineLoader<string, Milestone | null>(async ({ db }, ids) => {
  const milestones = new Map((await db.read.findBy(Milestone, { id: In([...ids]) })).map((milestone) => [milestone.id, milestone]));
  return ids.map((id) => milestones.get(id) ?? null);
});

/** Stages that wait for a reviewer, first reported first. */
export function listMilestoneQueue(context: RequestContext, args: PageArgs): Promise<Page<Milestone>> {
  requireRole(context, PlatformRole.REVIEWER);
  const query = context.db.read
    .createQueryBuilder(Milestone, 'milestone')
    .innerJoin(Project, 'project', 'project.id = milestone.projectId')
    .where('milestone.status = :submitted', { submitted: MilestoneStatus.SUBMITTED })
    // What a project that was cancelled meanwhile had reported is nobody's to decide any more.
    .andWhere('project.status IN (:...underWay)', { underWay: UNDER_WAY });
  return paginate(query, [{ column: 'milestone.id', of: ({ id }) => id, direction: 'ASC' }], args);
}

/** Verified stages that wait for their money. */
export function listReleaseQueue(context: RequestContext, args: PageArgs): Promise<Page<Milestone>> {
  requireViewer(context);
  if (!hasRole(context, PlatformRole.ADMIN)) requireRole(context, PlatformRole.TREASURER);
  const query = context.db.read.createQueryBuilder(Milestone, 'milestone').where('milestone.status = :verified', { verified: MilestoneStatus.VERIFIED });
  return paginate(query, [{ column: 'milestone.id', of: ({ id }) => id, direction: 'ASC' }], args);
}
