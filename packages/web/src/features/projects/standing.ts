import type { ProjectStandingFragment } from '@hongchuang/schema';
import { daysUntilEnd } from '../../lib/dates';
import { endedBelowGoal } from '../../lib/ended-below';
import { percentOf } from '../../lib/money';

/** The key of a sentence in locales/…/projects.ts `standing.<key>`; `date` and `days` belong to the next event. */
export interface Standing {
  key:
    | 'draft'
    | 'submitted'
    | 'changesRequested'
    | 'rejected'
    | 'notice'
    | 'noticeToday'
    | 'noticePaused'
    | 'raising'
    | 'raisingToday'
    | 'raisingOpen'
    | 'endedBelow'
    | 'funded'
    | 'fundedOpen'
    | 'executing'
    | 'completed'
    | 'cancelled';
  days?: number;
  /** The whole per cent of the goal that was raised. */
  percent?: number;
  date?: string;
}

/** Returns the state of a project: what happens next and by when. */
export function standingOf(project: Omit<ProjectStandingFragment, 'id'>, now: Date = new Date()): Standing {
  switch (project.status) {
    case 'DRAFT':
      return { key: 'draft' };
    case 'SUBMITTED':
      return { key: 'submitted' };
    case 'CHANGES_REQUESTED':
      return { key: 'changesRequested' };
    case 'REJECTED':
      return { key: 'rejected' };
    case 'PUBLIC_NOTICE': {
      if (project.noticePausedAt) return { key: 'noticePaused' };
      if (!project.noticeEndsAt) return { key: 'noticeToday' };
      const days = daysUntilEnd(project.noticeEndsAt, now);
      return days > 0
        ? { key: 'notice', days, date: project.noticeEndsAt }
        : { key: 'noticeToday', date: project.noticeEndsAt };
    }
    case 'FUNDRAISING': {
      if (!project.fundingEndsAt) return { key: 'raisingOpen' };
      const days = daysUntilEnd(project.fundingEndsAt, now);
      return days > 0
        ? { key: 'raising', days, date: project.fundingEndsAt }
        : { key: 'raisingToday', date: project.fundingEndsAt };
    }
    case 'FUNDED':
      if (endedBelowGoal(project))
        return { key: 'endedBelow', percent: percentOf(project.progress.raised, project.goal) };
      return project.acceptsOverGoal && project.fundingEndsAt && new Date(project.fundingEndsAt) > now
        ? { key: 'fundedOpen', date: project.fundingEndsAt }
        : { key: 'funded' };
    case 'EXECUTING':
      return { key: 'executing' };
    case 'COMPLETED':
      return { key: 'completed' };
    case 'CANCELLED':
      return { key: 'cancelled' };
  }
}
