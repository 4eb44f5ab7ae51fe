import { IsNull, Not } from 'typeorm';
import { defineOrderKind } from '../orders/index.js';
import type { Milestone, Project } from '../projects/index.js';
import { MilestoneReport } from './milestone.entities.js';

/** The order by which a stage is paid. Whoever decided on a report of the stage keeps out of it. */
export const stageRelease = defineOrderKind({
  name: 'STAGE_RELEASE',
  secondPerson: 'ABOVE_LIMIT',
  label: 'milestone.order.label',
  path: () => '/treasury/releases?show=TO_SIGN',
  words: { ownUnit: 'milestone.ownRelease', preparedByViewer: 'milestone.secondSignature', otherDuty: 'milestone.verifiedByYou' },
  async excluded(manager, { subjectId }) {
    const reports = await manager.find(MilestoneReport, { where: { milestoneId: subjectId, reviewedById: Not(IsNull()) }, select: { id: true, reviewedById: true } });
    return new Set(reports.map(({ reviewedById }) => reviewedById!));
  },
});

/** What the order of a stage is about, for people. */
export const titleOfOrder = (project: Pick<Project, 'title'>, milestone: Pick<Milestone, 'title'>): string => `${project.title} · ${milestone.title}`;
