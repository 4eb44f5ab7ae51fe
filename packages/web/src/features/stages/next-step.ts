import type { ProjectStatus, StageDetailFragment } from '@hongchuang/schema';

type Stage = Pick<StageDetailFragment, 'id' | 'status' | 'dueOn' | 'release' | 'reports'>;

/** The statuses of a project in which its stages are reported, reviewed and paid. */
export const UNDER_WAY: readonly ProjectStatus[] = ['FUNDED', 'EXECUTING'];

export type StageStep =
  | 'notYet' // the project still raises money
  | 'over' // the project was cancelled
  | 'report'
  | 'reportAgain'
  | 'review'
  | 'release'
  | 'signature'
  | 'released';

/** Returns the next step of a stage. */
export function stepOf(stage: Pick<Stage, 'status' | 'release'>, project: ProjectStatus): StageStep {
  if (stage.status === 'RELEASED') return 'released';
  if (project === 'CANCELLED') return 'over';
  if (!UNDER_WAY.includes(project)) return 'notYet';
  switch (stage.status) {
    case 'SUBMITTED':
      return 'review';
    case 'RETURNED':
      return 'reportAgain';
    case 'VERIFIED':
      return stage.release ? 'signature' : 'release';
    default:
      return 'report';
  }
}

/** Returns the stage to report next: one that was sent back before a new one, an earlier before a later one. */
export function nextToReport<S extends Pick<Stage, 'status'>>(stages: readonly S[]): S | undefined {
  return stages.find(({ status }) => status === 'RETURNED') ?? stages.find(({ status }) => status === 'PLANNED');
}

/** Returns the report that a reviewer accepted. */
export const acceptedReport = <R extends { accepted: boolean | null }>(reports: readonly R[]): R | undefined =>
  reports.filter(({ accepted }) => accepted === true).pop();

/** Returns the report that waits for a reviewer. */
export const waitingReport = <R extends { accepted: boolean | null }>(reports: readonly R[]): R | undefined =>
  reports.filter(({ accepted }) => accepted === null).pop();

/** Returns the reports that were sent back, newest first. */
export const returnedReports = <R extends { accepted: boolean | null }>(reports: readonly R[]): R[] =>
  reports.filter(({ accepted }) => accepted === false).reverse();
