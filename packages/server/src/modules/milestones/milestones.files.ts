import { invalidState, notFound } from '../../errors.js';
import type { FilePurpose } from '../files/index.js';
import { findVisibleProject, Milestone, PROJECT, requireEditor } from '../projects/index.js';
import { MilestoneReport, MilestoneReportFile } from './milestone.entities.js';
import { MILESTONE_STEPS, UNDER_WAY } from './milestone.rules.js';
import { seesUndecided } from './milestones.queries.js';

/**
 * Files that prove the work of a stage. Those who may report the stage upload them, while the stage can be reported.
 */
export const stageEvidence: FilePurpose = {
  name: 'stage',

  async requireAttacher(context, milestoneId) {
    const milestone = await context.db.read.findOneBy(Milestone, { id: milestoneId });
    if (milestone === null) throw notFound('subjectId');
    const project = await requireEditor(context, milestone.projectId, 'subjectId');
    if (!UNDER_WAY.includes(project.status)) throw invalidState('project.wrongStatus', { status: project.status });
    if (!(MILESTONE_STEPS.submit.from as readonly string[]).includes(milestone.status))
      throw invalidState('milestone.wrongStatus', { status: milestone.status });
  },

  /**
   * The same rule as for the reports: everybody sees an accepted one, and those who see undecided reports see the
   * others.
   */
  async mayOpen(context, { id, subjectId }) {
    const milestone = await context.db.read.findOneBy(Milestone, { id: subjectId });
    const project = milestone === null ? null : await findVisibleProject(context, { id: milestone.projectId });
    if (project === null) return false;
    const accepted = await context.db.read
      .createQueryBuilder(MilestoneReport, 'report')
      .innerJoin(MilestoneReportFile, 'shown', 'shown.reportId = report.id')
      .where('shown.fileId = :id AND report.accepted = :accepted', { id, accepted: true })
      .getExists();
    return accepted || seesUndecided(context, project);
  },

  async seesRestricted(context, { subjectId }) {
    const milestone = await context.db.read.findOneBy(Milestone, { id: subjectId });
    const project = milestone === null ? null : await findVisibleProject(context, { id: milestone.projectId });
    return project !== null && seesUndecided(context, project);
  },

  async takenDown(tx, { subjectId }) {
    const milestone = await tx.manager.findOneBy(Milestone, { id: subjectId });
    if (milestone !== null) tx.changed(PROJECT.of(milestone.projectId));
  },
};
